import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { writeXlsx } from '../../cloudfunctions/platform/files'
import { readDay, usualPeriod, type CivilDay, type Policy } from '../../rules'
import {
  COMPARISON_COLUMNS,
  comparisonRows,
  comparisonSummary,
  PeopleColumns,
  PolicyComparison,
  type Comparison,
} from '../../rules/what-if'
import { openDays } from '../demo-data/season'
import { policyNamed } from './policy-named'
import { ledgerPeople, madePeople, type OneOfMany } from './population'

const USAGE =
  '写成：npm run policy -- compare 甲 乙 [--people 10000] [--seed 1] [--ledger FILE.jsonl] [--day 日子] [--xlsx FILE]'
const PART = 100_000
const SHOWN = 20

/** `policy compare A B`: two policies over one population, as text and, with `--xlsx`, as a workbook. */
export async function compareCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      people: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      ledger: { type: 'string' },
      day: { type: 'string' },
      xlsx: { type: 'string' },
    },
  })
  const [a, b] = positionals
  if (a === undefined || b === undefined || !/^[1-9]\d{0,7}$/.test(values.people)) {
    console.error(USAGE)
    return 1
  }
  await compare(policyNamed(a), policyNamed(b), { ...values, people: Number(values.people) })
  return 0
}

interface Options {
  people: number
  seed: string
  ledger?: string | undefined
  day?: string | undefined
  xlsx?: string | undefined
}

async function compare(before: Policy, after: Policy, options: Options): Promise<void> {
  const unpaidOn = options.day === undefined ? lastOpenDay(before) : readDay(options.day, '--day')
  const people =
    options.ledger === undefined
      ? madePeople(before, options.people, options.seed)
      : ledgerPeople(options.ledger, before, unpaidOn)
  const result = await comparisonOf(before, after, people)
  const from = options.ledger === undefined ? `编出来的人（种子 ${options.seed}）` : `${options.ledger} 里的参保记录`
  const lines = [`${nameOf(before)} → ${nameOf(after)}，${from}`, ...comparisonSummary(result)]
  console.log(lines.join('\n'))
  const rows = comparisonRows(before, after, result)
  for (const [count, what, citeBefore, citeAfter, , , gap] of rows.slice(0, SHOWN))
    console.log(`\n${count} 人，自缴相差 ${gap} 元\n  ${what}\n  原来：${citeBefore}\n  以后：${citeAfter}`)
  if (rows.length > SHOWN) console.log(`\n还有 ${rows.length - SHOWN} 种，用 --xlsx FILE 看全部。`)
  if (options.xlsx === undefined) return
  writeFileSync(
    options.xlsx,
    writeXlsx({
      title: `${nameOf(before)}与${nameOf(after)}对比`,
      made: null,
      lines: lines.slice(1),
      columns: COMPARISON_COLUMNS,
      rows,
      foot: [],
    }),
  )
  console.log(`\n${rows.length} 行 → ${options.xlsx}`)
}

/** Decided a part at a time, so that a county of any size takes little memory. */
export async function comparisonOf(
  before: Policy,
  after: Policy,
  people: Iterable<OneOfMany> | AsyncIterable<OneOfMany>,
): Promise<Comparison> {
  const comparison = new PolicyComparison(before, after)
  const columns = new PeopleColumns()
  for await (const { told, day } of people) {
    columns.add(told, day)
    if (columns.size < PART) continue
    comparison.add(columns)
    columns.clear()
  }
  comparison.add(columns)
  return comparison.result()
}

const nameOf = ({ name, year }: Policy): string => `${name}${year}年度`

const lastOpenDay = (policy: Policy): CivilDay => openDays(policy).at(-1) ?? usualPeriod(policy).from
