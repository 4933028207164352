import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { faultText, type PolicyFault } from '../language/policy-fault'
import { overlapsOf } from '../checker/overlaps'
import { checkFolder } from './check-folder'

const POLICIES = join(__dirname, '..', 'policies')
/** The option that lists where two clauses hold at once. */
const OVERLAPS = '--overlaps'
/** From so many required keys on that are not there, a file is better begun anew. */
const MANY_MISSING = 3

/** The policy files of the product, as paths from where the command runs. */
const policyFiles = (): string[] =>
  readdirSync(POLICIES)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => relative(process.cwd(), join(POLICIES, name)))

/** Prints what is wrong with each file, and how to go on; 1 when any has a fault. */
export function checkCommand(words: readonly string[]): number {
  const args = words.filter((word) => word !== OVERLAPS)
  const missing = args.filter((file) => !existsSync(file))
  if (missing.length > 0) {
    console.error(`找不到文件：${missing.join('、')}。请检查路径。`)
    return 1
  }
  const files = args.length > 0 ? args : policyFiles()
  const results = files.map(checkOne)
  if (words.includes(OVERLAPS)) files.forEach(printOverlaps)
  return results.every(Boolean) ? 0 : 1
}

/** Where the order of the clauses decides, one example each. */
function printOverlaps(file: string): void {
  const { policies } = checkFolder(dirname(file), basename(file))
  for (const policy of policies)
    for (const { decision, example } of overlapsOf(policy)) console.log(`  ${decision}：${example}`)
}

function checkOne(file: string): boolean {
  const { leftOut, warnings } = checkFolder(dirname(file), basename(file))
  // A file that is tried out elsewhere may be called anything.
  const named = basename(dirname(file)) === 'policies'
  const faults = leftOut.flatMap((one) => one.faults).filter(({ code }) => named || code !== 'FILE_NAME')
  for (const fault of [...faults, ...warnings]) console.log(`${faultText(fault)}\n`)
  console.log(summary(file, faults, warnings.length))
  return faults.length === 0
}

function summary(file: string, faults: readonly PolicyFault[], warnings: number): string {
  const mild = warnings > 0 ? `，${warnings} 处提醒` : ''
  if (faults.length === 0) return `${file}：没有错误${mild}。`
  const begin =
    faults.filter(({ code }) => code === 'MISSING_KEY').length >= MANY_MISSING
      ? '\n必填的项缺得多，用 `npm run policy -- new 地区 年度` 可以先把它们都排好。'
      : ''
  const first = faults.some(({ code }) => code === 'YAML_SYNTAX')
    ? '\n先改好上面的写法，再检查一次：写法不对，后面的内容还读不到。'
    : ''
  return `${file}：${faults.length} 处错误${mild}。改好以前，这个地方不会上线。${begin}${first}`
}
