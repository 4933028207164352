import { existsSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeXlsx } from '../../cloudfunctions/platform/files'
import { asCsv, asMarkdown, EXPLAIN_HEADINGS, explainRows } from '../../rules/checker/explain-table'
import { checkFolder } from '../../rules/command/check-folder'
import type { Policy } from '../../rules'
import { POLICIES } from './policy-named'

/** `policy explain REGION YEAR [--csv | --xlsx FILE]`: who pays what, waits how long, is covered from when. */
export function explainCommand(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { csv: { type: 'boolean', default: false }, xlsx: { type: 'string' } },
  })
  const [region = '', year = '', folder = POLICIES] = positionals
  const file = join(folder, `${region}-${year}.yaml`)
  if (!existsSync(file)) {
    console.error(`没有 ${region} ${year} 年度的政策文件。写成：npm run policy -- explain 地区拼音 年度 [--csv]`)
    return 1
  }
  const { read, leftOut } = checkFolder(folder, basename(file))
  const policy = read[0]?.policy
  if (policy === undefined) {
    const faults = leftOut.flatMap((one) => one.faults)
    console.error(`这份文件还有 ${faults.length} 处错误，先改好：npm run policy -- check ${file}`)
    return 1
  }
  const rows = explainRows(policy)
  if (values.xlsx === undefined) process.stdout.write(values.csv ? asCsv(rows) : `${asMarkdown(rows)}\n`)
  else {
    writeFileSync(values.xlsx, explainWorkbook(policy, rows))
    console.log(`${rows.length} 行 → ${values.xlsx}`)
  }
  return 0
}

/** The table as a workbook to be printed and signed. */
export function explainWorkbook(policy: Policy, rows: ReturnType<typeof explainRows>): Buffer {
  const { title, number, issued } = policy.document
  const notice = [title, number, issued].flatMap((one) => one ?? []).join(' ')
  return writeXlsx({
    title: `${policy.name}${policy.year}年度城乡居民医保政策一览`,
    made: null,
    lines: [`依据：${notice || '没有通知标题'}`, `政策文件版本：${policy.version}`],
    columns: EXPLAIN_HEADINGS,
    rows: rows.map(({ cells }) => cells),
    foot: ['核对人：                    日期：', '复核人：                    日期：'],
  })
}
