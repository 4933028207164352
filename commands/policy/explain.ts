import { existsSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { explainWorkbook } from '../../cloudfunctions/domain/studio'
import { asCsv, asMarkdown, explainRows } from '../../rules/checker/explain-table'
import { checkFolder } from '../../rules/command/check-folder'
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
