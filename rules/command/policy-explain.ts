import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { asCsv, asMarkdown, explainRows } from '../checker/explain-table'
import { checkFolder } from './check-folder'

const POLICIES = join(__dirname, '..', 'policies')

/** `policy explain REGION YEAR [--csv]`: who pays what, waits how long and is covered from when, as a table. */
export function explainCommand(args: readonly string[]): number {
  const [region = '', year = '', folder = POLICIES] = args.filter((one) => !one.startsWith('--'))
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
  process.stdout.write(args.includes('--csv') ? asCsv(rows) : `${asMarkdown(rows)}\n`)
  return 0
}
