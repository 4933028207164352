import { addMonths, civilDay, dayNumber } from '../calendar/civil-day'
import { assess } from '../engine/assess'
import type { Assessment } from '../engine/assessment'
import { boundariesOf } from '../engine/boundaries'
import { rulebook } from '../engine/rulebook'
import { FIELD_WORDS, formatYuan, valueWords } from '../engine/wording'
import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { AnswerField, CivilDay } from '../language/words'
import { all, clausesIn, not, outcomeIs } from './goals'
import { personInWords } from './person-in-words'
import { Search, type Goal, type Someone } from './search'

/** One person of the table, with what `assess` says of them. */
interface ExplainRow {
  told: Facts
  day: CivilDay
  cells: readonly string[]
}

export const EXPLAIN_HEADINGS = [
  '档次',
  '身份',
  '年龄',
  '其他情况和缴费日',
  '时段',
  '能不能缴费',
  '缴费标准',
  '资助',
  '应缴',
  '等待期',
  '待遇从',
  '待遇到',
  '依据',
] as const

const ORDINARY: Facts = {
  resident: true,
  employeeInsurance: 'none',
  nationality: '中国',
  registered: true,
  situation: null,
  student: null,
}

/** Everybody whom a policy tells apart by identity, age, window and tier, as far as a table can show it. */
export function explainRows(policy: Policy): ExplainRow[] {
  const rows: ExplainRow[] = []
  const seen = new Set<string>()
  for (const { told: rest, paid } of windowCases(policy)) {
    for (const tier of policy.tiers.length > 0 ? policy.tiers : [null]) {
      for (const identity of [null, ...Object.keys(policy.identities)]) {
        for (const birthDate of rest.birthDate === undefined ? birthsOf(policy, paid) : [rest.birthDate]) {
          const told = asAsked(policy, paid, {
            ...ORDINARY,
            hukou: policy.places[0]!,
            ...rest,
            birthDate,
            categories: identity === null ? [] : [identity],
            ...(tier === null ? {} : { tier }),
          })
          const key = JSON.stringify([told, paid])
          if (seen.has(key)) continue
          seen.add(key)
          rows.push({ told, day: paid, cells: cellsOf(policy, told, rest, paid) })
        }
      }
    }
  }
  return rows
}

/** Without the tier, where this person is not asked for one: a row is somebody whom the product can meet. */
function asAsked(policy: Policy, paid: CivilDay, { tier, ...others }: Facts): Facts {
  const offered = tier !== undefined && 'tier' in assess(policy, { ...others, tier }, paid).answers
  return offered ? { ...others, tier } : others
}

/**
 * For each clause of `window` somebody whom it decides: what they told beside age, identity and tier, and their day.
 */
function windowCases(policy: Policy): Someone[] {
  const search = new Search(policy)
  const clauses = clausesIn(rulebook(policy), 'window')
  return clauses.flatMap(({ test }, i): Someone[] => {
    const first: Goal = (m, world) =>
      all(
        m,
        () => test(m),
        ...clauses.slice(0, i).map((one) => () => not(one.test(m))),
        () => outcomeIs(m, world.eligible, 'yes'),
      )
    const found = search.find(first)
    if (found === null || found === 'gaveUp') return []
    const { categories: _, tier: __, ...rest } = found.told
    return [{ told: rest, paid: found.paid }]
  })
}

/** A day of birth for each stretch of ages between two limits. */
function birthsOf(policy: Policy, paid: CivilDay): CivilDay[] {
  const limits = [...boundariesOf(policy).ages].sort((a, b) => a - b)
  const ages = limits.length === 0 ? [40] : [limits[0]! - 1, ...limits]
  return [...new Set(ages)].filter((age) => age >= 0).map((age) => civilDay(addMonths(dayNumber(paid)!, -12 * age - 6)))
}

function cellsOf(policy: Policy, told: Facts, rest: Facts, day: CivilDay): string[] {
  const answer = assess(policy, told, day)
  const months = (dayNumber(day)! - dayNumber(told.birthDate!)!) / 30.4375
  const wait = 'waitingMonths' in { ...answer.answers, ...answer.recommended } ? 'waitingMonths' : 'waitingDays'
  return [
    told.tier ?? '',
    told.categories!.join('、') || '没有资助身份',
    months < 12 ? '不满1周岁' : `${Math.floor(months / 12)}周岁`,
    personInWords(policy, { told: rest, paid: day }),
    ...(['windowStatus', 'payable', 'baseFee', 'subsidy', 'fee', wait, 'benefitStart', 'benefitEnd'] as const).map(
      (field) => fieldInWords(answer, field),
    ),
    answer.reasons
      .map(({ field, clause, cite }) => `${FIELD_WORDS[field]}：${clause}${cite ? `（${cite}）` : ''}`)
      .join('；'),
  ]
}

/** A field as it is answered; a reading is marked as one, and what nothing settles says so. */
export function fieldInWords({ answers, recommended, undetermined }: Assessment, field: AnswerField): string {
  const inWords = (value: unknown): string =>
    typeof value === 'number' && ['baseFee', 'subsidy', 'fee'].includes(field)
      ? formatYuan(value)
      : valueWords(field, value)
  if (field in answers) return inWords(answers[field])
  if (field in recommended) return `${inWords(recommended[field])}（通知没有说清，暂按这样理解）`
  return undetermined.some((one) => one.field === field) ? '定不了' : ''
}

const csvCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

/** With the mark by which Excel knows that a file is UTF-8. */
export function asCsv(rows: readonly ExplainRow[]): string {
  const lines = [EXPLAIN_HEADINGS, ...rows.map(({ cells }) => cells)].map((cells) => cells.map(csvCell).join(','))
  return `\ufeff${lines.join('\r\n')}\r\n`
}

export function asMarkdown(rows: readonly ExplainRow[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`
  return [
    line(EXPLAIN_HEADINGS),
    line(EXPLAIN_HEADINGS.map(() => '---')),
    ...rows.map(({ cells }) => line(cells)),
  ].join('\n')
}
