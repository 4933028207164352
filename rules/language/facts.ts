import { dayNumber } from '../calendar/civil-day'
import { RulesError, shown } from './faults'
import { nearest } from './nearest'
import type { CivilDay } from './words'

/** A person's facts as told: a key left out is not told, `null` is known to be none. */
export interface Facts {
  birthDate?: CivilDay | null
  hukou?: string | null
  resident?: boolean | null
  residencePermit?: string | boolean | null
  nationality?: string | null
  permit?: string | null
  employeeInsurance?: string | null
  categories?: readonly string[] | null
  categoryFrom?: CivilDay | Readonly<Record<string, CivilDay>> | null
  categoryEndedOn?: CivilDay | Readonly<Record<string, CivilDay>> | null
  situation?: string | null
  situationDate?: CivilDay | null
  student?: string | null
  school?: string | null
  schoolStart?: CivilDay | null
  tier?: string | null
  enrolmentHistory?: string | null
  registered?: boolean | null
  arrivalDate?: CivilDay | null
  lostWorkAbility?: boolean | null
  disabledSoldierGrade?: number | null
  institution?: string | null
  cashTo?: string | null
  payFor?: number | null
  assessed?: boolean | null
  lastInsuredYear?: number | null
  previousPayment?: { date: CivilDay; fee?: number } | null
  hypotheticalBaseFee?: number | null
  /** Years with basic medical insurance of either kind, ascending; [] = never insured. */
  insuredYears?: readonly number[] | null
  /** Of these, the years in employee insurance. */
  employeeYears?: readonly number[] | null
  /** Years missed without a break just before the policy year; null = never insured. */
  missedYears?: number | null
  /** Missed years paid back together with this payment. */
  repaidYears?: number | null
  /** First day with benefits by a wait begun in the year before. */
  waitRunsTo?: CivilDay | null
  sex?: string | null
  /** Which child of the household. */
  childRank?: number | null
  deathDate?: CivilDay | null
  /** First day in employee insurance, of somebody who paid here before it. */
  employeeFrom?: CivilDay | null
  /** The year was paid for twice. */
  paidTwice?: boolean | null
  /** Years without any payment by the fund. */
  zeroClaimYears?: readonly number[] | null
  /** Yuan that the platform's record adds to the ceiling of 大病保险 already. */
  bonusBefore?: number | null
  /** The yearly 新生儿免缴确认 was made in the window. */
  exemptionConfirmed?: boolean | null
  /** Told by a case or a record, read by no decision of the notices; kept so that it is not refused. */
  payer?: unknown
  personalPartPaid?: unknown
  pension?: unknown
  kind?: unknown
}
export type FactName = keyof Facts

type FactType =
  | 'day'
  | 'text'
  | 'flag'
  | 'flagOrText'
  | 'texts'
  | 'dayOrDays'
  | 'grade'
  | 'year'
  | 'years'
  | 'count'
  | 'rank'
  | 'yuan'
  | 'yuanOrNone'
  | 'payment'
  | 'anything'

interface FactRule {
  type: FactType
  /** The words that a choice may take; absent = the policy names them, or free text. */
  words?: readonly string[]
  /**
   * What an ordinary person is taken to be when the fact is not told. Only grounds that one has to show are
   * presumed absent; a bar (employee insurance), an age or a place is never presumed.
   */
  presumed?: string | number | boolean | null
  /** The default question; absent = never asked of a resident. */
  ask?: string
}

/** The closed vocabulary of facts. The key order is the order in which equals are asked. */
export const FACTS: Readonly<Record<FactName, FactRule>> = {
  birthDate: { type: 'day', ask: '出生日期是哪一天？' },
  hukou: { type: 'text', ask: '户口在哪里？' },
  nationality: { type: 'text', presumed: '中国', ask: '是哪里的居民？' },
  permit: { type: 'text', presumed: null, ask: '持有哪种证件？' },
  residencePermit: { type: 'flagOrText', presumed: null, ask: '办了当地的《居住证》吗？' },
  resident: { type: 'flag', ask: '平时长住在当地吗？' },
  employeeInsurance: {
    type: 'text',
    words: ['none', 'active', 'should'],
    ask: '现在有没有参加职工医保（单位交的医保）？',
  },
  student: { type: 'text', presumed: null, ask: '现在是学生吗？' },
  school: { type: 'text', presumed: null, ask: '在哪里上学？' },
  schoolStart: { type: 'day', ask: '学校哪一天开学？' },
  tier: { type: 'text', ask: '想参加哪一档？' },
  sex: { type: 'text', words: ['男', '女'], ask: '是男是女？' },
  childRank: { type: 'rank', ask: '是家里第几个孩子？' },
  exemptionConfirmed: { type: 'flag', ask: '今年办过“新生儿免缴确认”了吗？' },
  categories: { type: 'texts', presumed: null, ask: '有没有下面这些认定？' },
  lostWorkAbility: { type: 'flag', ask: '有“丧失劳动能力”的认定吗？' },
  disabledSoldierGrade: { type: 'grade', presumed: null, ask: '残疾军人证上是几级？' },
  institution: { type: 'text', presumed: null, ask: '是由下面哪一家福利院供养的吗？' },
  situation: { type: 'text', presumed: null, ask: '最近有没有下面这些情况？' },
  situationDate: { type: 'day', ask: '上面说的那件事，是哪一天？' },
  enrolmentHistory: { type: 'text', words: ['新参保', '续保', '中断续保'], ask: '以前参加过居民医保吗？' },
  missedYears: { type: 'count', ask: '前几年参加医保了吗？' },
  repaidYears: { type: 'count', presumed: 0, ask: '以前断的年份，要不要一起补缴？' },
  registered: { type: 'flag', presumed: false, ask: '已经办过参保登记了吗？' },
  categoryFrom: { type: 'dayOrDays', presumed: null, ask: '这项认定是从哪一天起的？' },
  categoryEndedOn: { type: 'dayOrDays', presumed: null },
  arrivalDate: { type: 'day', presumed: null },
  cashTo: { type: 'text', presumed: null },
  payFor: { type: 'year', presumed: null },
  assessed: { type: 'flag', presumed: null },
  lastInsuredYear: { type: 'year', presumed: null },
  previousPayment: { type: 'payment', presumed: null },
  hypotheticalBaseFee: { type: 'yuan', presumed: null },
  insuredYears: { type: 'years', presumed: null },
  employeeYears: { type: 'years', presumed: null },
  waitRunsTo: { type: 'day', presumed: null },
  deathDate: { type: 'day', presumed: null },
  employeeFrom: { type: 'day', presumed: null },
  paidTwice: { type: 'flag', presumed: null },
  zeroClaimYears: { type: 'years', presumed: null },
  bonusBefore: { type: 'yuanOrNone', presumed: null },
  payer: { type: 'anything', presumed: null },
  personalPartPaid: { type: 'anything', presumed: null },
  pension: { type: 'anything', presumed: null },
  kind: { type: 'anything', presumed: null },
}
export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[]

/** Other names of a fact in lists that come from elsewhere. */
const ALIASES: Readonly<Record<string, FactName>> = { longTermResident: 'resident' }

// Object.hasOwn is younger than the oldest phones that are served.
export const has = (object: object, key: string): boolean => Object.prototype.hasOwnProperty.call(object, key)

const MAX_TEXT = 120
const MAX_ITEMS = 40
const MAX_YEARS = 120
const MAX_COUNT = 99
const MAX_YUAN = 10_000_000
const EARLIEST = dayNumber('1880-01-01')!
const LATEST = dayNumber('2199-12-31')!

function refuse(code: RulesError['code'], path: string, found: unknown, message: string): never {
  throw new RulesError(
    code,
    message,
    path,
    typeof found === 'string' || typeof found === 'number' ? found : shown(found),
  )
}

/** A civil day that can stand for a person's facts; refuses 2022-02-30 and the like. */
export function readDay(value: unknown, path: string): CivilDay {
  const n = typeof value === 'string' ? dayNumber(value) : null
  if (n === null)
    refuse('BAD_DAY', path, value, `“${shown(value)}”不是一个日期。请写成 2022-03-31 这样，并检查这一天是否存在。`)
  if (n < EARLIEST || n > LATEST)
    refuse('DAY_OUT_OF_RANGE', path, value, `“${shown(value)}”不在 1880 年到 2199 年之间，请检查年份。`)
  return value as CivilDay
}

function readText(value: unknown, path: string, words?: readonly string[]): string {
  if (typeof value !== 'string' || value.trim() === '') refuse('BAD_TYPE', path, value, '这里应当是一段文字。')
  if (value.length > MAX_TEXT)
    refuse('TOO_LARGE', path, value.length, `文字太长（${value.length} 个字），最多 ${MAX_TEXT} 个字。`)
  if (words && !words.includes(value)) {
    const meant = nearest(value, words)
    refuse(
      'UNKNOWN_VALUE',
      path,
      value,
      `不认识“${shown(value)}”。可以填：${words.join('、')}。${meant ? `是不是“${meant}”？` : ''}`,
    )
  }
  return value
}

function readTexts(value: unknown, path: string): readonly string[] {
  if (!Array.isArray(value)) refuse('BAD_TYPE', path, value, '这里应当是一个列表。')
  if (value.length > MAX_ITEMS)
    refuse('TOO_MANY', path, value.length, `列了 ${value.length} 项，最多 ${MAX_ITEMS} 项。请检查是不是填错了。`)
  return value.map((item, i) => readText(item, `${path}[${i}]`))
}

function readDays(value: unknown, path: string): Facts['categoryFrom'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return readDay(value, path)
  const entries = Object.entries(value)
  if (entries.length > MAX_ITEMS)
    refuse('TOO_MANY', path, entries.length, `列了 ${entries.length} 项，最多 ${MAX_ITEMS} 项。`)
  return Object.fromEntries(entries.map(([k, v]) => [readText(k, path), readDay(v, `${path}.${k}`)]))
}

function readWhole(value: unknown, path: string, from: number, to: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to) {
    refuse('UNKNOWN_VALUE', path, value, `这里应当是 ${from} 到 ${to} 的整数。`)
  }
  return value
}

/** Years, ascending, each once. */
function readYears(value: unknown, path: string): readonly number[] {
  if (!Array.isArray(value)) refuse('BAD_TYPE', path, value, '这里应当是年份的列表。')
  if (value.length > MAX_YEARS)
    refuse('TOO_MANY', path, value.length, `列了 ${value.length} 年，最多 ${MAX_YEARS} 年。`)
  const years = value.map((year, i) => readWhole(year, `${path}[${i}]`, 1900, 2199))
  const wrong = years.findIndex((year, i) => i > 0 && year <= years[i - 1]!)
  if (wrong > 0) refuse('UNKNOWN_VALUE', `${path}[${wrong}]`, years[wrong], '年份要从早到晚排，一年只写一次。')
  return years
}

function readPayment(value: unknown, path: string): Facts['previousPayment'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse('BAD_TYPE', path, value, '这里应当写明缴费日期。')
  const { date, fee } = value as { date?: unknown; fee?: unknown }
  const paid = { date: readDay(date, `${path}.date`) }
  if (fee === undefined) return paid
  if (typeof fee !== 'number' || !Number.isFinite(fee) || fee < 0)
    refuse('BAD_TYPE', `${path}.fee`, fee, '金额应当是不小于 0 的数。')
  return { ...paid, fee }
}

const READERS: Readonly<Record<FactType, (value: unknown, path: string, rule: FactRule) => unknown>> = {
  day: readDay,
  text: (v, p, rule) => readText(v, p, rule.words),
  flag: (v, p) => (typeof v === 'boolean' ? v : refuse('BAD_TYPE', p, v, '这里应当是“是”或“否”（true 或 false）。')),
  flagOrText: (v, p) => (typeof v === 'boolean' ? v : readText(v, p)),
  texts: readTexts,
  dayOrDays: readDays,
  grade: (v, p) => readWhole(v, p, 1, 10),
  year: (v, p) => readWhole(v, p, 1990, 2199),
  years: readYears,
  count: (v, p) => readWhole(v, p, 0, MAX_COUNT),
  rank: (v, p) => readWhole(v, p, 1, MAX_COUNT),
  yuanOrNone: (v, p) => readWhole(v, p, 0, MAX_YUAN),
  yuan: (v, p) =>
    typeof v === 'number' && v > 0 && v <= 100_000
      ? v
      : refuse('UNKNOWN_VALUE', p, v, '这里应当是大于 0 的金额（元）。'),
  payment: readPayment,
  anything: (v) => v,
}

/**
 * Reads facts from outside against the vocabulary. Words that only a policy knows (identities, situations) are
 * checked by {@link Policy}'s own reader.
 * @throws RulesError UNKNOWN_FACT, UNKNOWN_VALUE, BAD_TYPE, BAD_DAY, DAY_OUT_OF_RANGE, TOO_MANY, TOO_LARGE
 */
export function parseFacts(input: unknown, path: string): Facts {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    refuse('BAD_TYPE', path, input, '这里应当是一个人的情况。')
  const told: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(input)) {
    const name = has(ALIASES, key) ? ALIASES[key]! : key
    if (!has(FACTS, name)) {
      const meant = nearest(key, FACT_NAMES)
      refuse(
        'UNKNOWN_FACT',
        `${path}.${shown(key)}`,
        key,
        `不认识“${shown(key)}”这一项。${meant ? `是不是“${meant}”？` : '请对照说明检查。'}`,
      )
    }
    const rule = FACTS[name as FactName]
    told[name] = value === null ? null : READERS[rule.type](value, `${path}.${key}`, rule)
  }
  return told
}
