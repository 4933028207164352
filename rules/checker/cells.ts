import { addMonths, civilDay, dayNumber, type DayNumber } from '../calendar/civil-day'
import { boundariesOf } from '../engine/boundaries'
import { usualPeriod } from '../engine/usual-period'
import { candidateValues } from '../engine/trial-values'
import { lengthOf } from '../engine/wait'
import { optionsFor } from '../engine/question-options'
import { conditionsOf } from '../language/conditions-of'
import { FACTS, type FactName } from '../language/facts'
import type { DayRange, Length, NamedDay } from '../language/condition'
import type { Policy } from '../language/policy'
import type { Waiting } from '../language/values'
import type { PolicyFile } from '../language/schema'

/**
 * The conditions of a policy cut each fact into cells on which they cannot tell two values apart; here is a value of
 * each. A search over them is a search over everybody.
 */
export interface Cells {
  /** Days of payment, the telling ones first. */
  days: readonly DayNumber[]
  /** Values of a fact for who pays on a day; the ordinary one first. */
  values: (fact: FactName, paid: DayNumber) => readonly unknown[]
}

/** Days by which a limit of months may miss, for months are not of one length. */
const NEAR = [-4, -1, 0, 1]
const ORDINARY_AGE = 40
const OTHER_WORDS = '别处'
/** More missed years lead nowhere else: the floor is reached. */
const MOST_MISSED = 6

export function cellsOf(policy: Policy): Cells {
  const known = new Map<string, readonly unknown[]>()
  const words = wordsByFact(policy)
  const identities = identityCells(policy)
  return {
    days: paymentDays(policy),
    values: (fact, paid) => {
      const { type } = FACTS[fact]
      const dated = type === 'day' || type === 'dayOrDays' || type === 'payment'
      const key = dated ? `${fact} ${paid}` : fact
      let found = known.get(key)
      if (found === undefined) known.set(key, (found = valuesOf(policy, fact, paid, words, identities)))
      return found
    },
  }
}

function valuesOf(
  policy: Policy,
  fact: FactName,
  paid: DayNumber,
  words: ReadonlyMap<string, readonly string[]>,
  identities: readonly string[][],
): readonly unknown[] {
  switch (FACTS[fact].type) {
    case 'day':
    case 'dayOrDays':
      return daysOf(policy, fact, paid)
    case 'payment':
      return [null, { date: civilDay(paid - 60) }]
    case 'texts':
      return identities
    case 'flag':
      return [FACTS[fact].presumed === true, FACTS[fact].presumed !== true]
    case 'flagOrText':
      return [true, false]
    case 'grade':
      return [null, ...gradesOf(policy)]
    case 'year':
      return [policy.year, policy.year - 1]
    case 'count':
      return candidateValues(policy, fact, paid)
    case 'years':
    case 'yuanOrNone':
    case 'yuan':
    case 'anything':
      return [null]
    default:
      return wordsOf(policy, fact, words)
  }
}

function wordsOf(policy: Policy, fact: FactName, words: ReadonlyMap<string, readonly string[]>): unknown[] {
  if (fact === 'hukou') return [policy.places[0]!, OTHER_WORDS]
  if (fact === 'tier') return [...policy.tiers]
  if (fact === 'situation')
    return [null, ...Object.keys(policy.situations), ...(policy.situationsOpen ? [`${OTHER_WORDS}的情形`] : [])]
  const offered = optionsFor(policy, fact).flatMap(({ value }) => (typeof value === 'boolean' ? [] : [value]))
  const asked = (words.get(fact) ?? []).filter((word) => !['any', 'none'].includes(word))
  return [...new Set([...offered, ...(FACTS[fact].words ?? []), ...asked, null, OTHER_WORDS])].filter(
    (word) => FACTS[fact].words === undefined || (word !== OTHER_WORDS && word !== null),
  )
}

/** The words that conditions look for, by the fact they look at. */
function wordsByFact(policy: Policy): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { condition } of conditionsOf(policy as unknown as PolicyFile)) {
    for (const [key, value] of Object.entries(condition))
      if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
        found.set(key, [...(found.get(key) ?? []), ...value])
  }
  return found
}

/** None, one of each kind of identity, two kinds together; identities that no condition tells apart are one kind. */
function identityCells(policy: Policy): string[][] {
  const lists = conditionsOf(policy as unknown as PolicyFile).flatMap(({ condition }) =>
    Array.isArray(condition.identity) ? [condition.identity as string[]] : [],
  )
  const kinds = new Map<string, string>()
  for (const name of Object.keys(policy.identities)) {
    const kind = lists.map((list) => Number(list.includes(name))).join('')
    if (!kinds.has(kind)) kinds.set(kind, name)
  }
  const names = [...kinds].filter(([kind]) => kind.includes('1')).map(([, name]) => name)
  const pairs = names.flatMap((one, i) => names.slice(i + 1).map((other) => [one, other]))
  return [[], ...names.map((name) => [name]), ...pairs]
}

function gradesOf(policy: Policy): number[] {
  const edges = conditionsOf(policy as unknown as PolicyFile).flatMap(({ condition }) => {
    const range = condition.disabledSoldierGrade as { from: number; to: number } | undefined
    return range === undefined ? [] : [range.from - 1, range.from, range.to, range.to + 1]
  })
  return [...new Set(edges)].filter((grade) => grade >= 1 && grade <= 10)
}

const NAME_OF: Readonly<Partial<Record<FactName, NamedDay>>> = {
  birthDate: 'birth',
  situationDate: 'event',
  schoolStart: 'schoolStart',
}

/** Days of birth, of an event, … on each side of every limit, for who pays on `paid`. */
function daysOf(policy: Policy, fact: FactName, paid: DayNumber): (string | null)[] {
  const { ages, lengths, born, events } = boundariesOf(policy)
  const yearStart = dayNumber(usualPeriod(policy).from)!
  const named = NAME_OF[fact]
  if (named === undefined) return sideDays(policy, fact, paid)
  const of = lengths.filter(({ from }) => from === named)
  const limits = [
    paid,
    yearStart,
    ...of.flatMap(({ length: { count, unit } }) => (unit === 'days' ? [paid - count] : [addMonths(paid, -count)])),
    ...(named === 'birth' ? born : []),
    ...(named === 'event' ? events : []),
    ...(named === 'birth'
      ? [...ages].flatMap((years) => [paid, yearStart].map((at) => addMonths(at, -12 * years)))
      : []),
    ...of.filter(({ keepMonthEnd }) => keepMonthEnd).map(({ length }) => addMonths(paid, -length.count, true)),
  ]
  const ordinary = named === 'birth' ? addMonths(paid, -12 * ORDINARY_AGE) : paid - 30
  const near = limits.flatMap((day) => NEAR.map((by) => day + by))
  const all = [...new Set([ordinary, paid - 1_000, ...near])].filter((day) => day <= paid || named === 'schoolStart')
  return [...all.map(civilDay), ...(named === 'birth' ? [] : [null])]
}

/** Days about an identity or about the money, which hang on few limits. */
function sideDays(policy: Policy, fact: FactName, paid: DayNumber): (string | null)[] {
  const yearStart = dayNumber(usualPeriod(policy).from)!
  if (fact === 'waitRunsTo') return [null, civilDay(yearStart + 60)]
  if (fact === 'deathDate' || fact === 'employeeFrom')
    return [
      null,
      ...recordedDays(policy, fact === 'deathDate' ? 'died' : 'joinedEmployee').map(civilDay),
      civilDay(yearStart - 20),
      civilDay(yearStart + 100),
    ]
  if (fact === 'categoryEndedOn') return [null, civilDay(paid + 30)]
  if (fact === 'arrivalDate')
    return [
      null,
      ...boundariesOf(policy).lengths.map(({ length }) =>
        civilDay(paid + (length.unit === 'days' ? 1 : 31) * length.count),
      ),
    ]
  const after = [...boundariesOf(policy).fixed].filter((day) => day <= paid)
  return [null, ...after.map((day) => civilDay(Math.min(day, paid))), civilDay(paid)]
}

/** Days on each side of the limits that conditions on a recorded day have. */
function recordedDays(policy: Policy, key: 'died' | 'joinedEmployee'): DayNumber[] {
  return conditionsOf(policy as unknown as PolicyFile).flatMap(({ condition }) =>
    Object.values((typeof condition[key] === 'object' ? condition[key] : {}) as DayRange).flatMap((day: string) =>
      [-1, 0, 1].map((by) => dayNumber(day)! + by),
    ),
  )
}

/** Days of payment: one of each stretch on which no fixed day, no day of the month and no end of a wait lies. */
function paymentDays(policy: Policy): DayNumber[] {
  const { fixed, monthDays, lengths } = boundariesOf(policy)
  const { from, to } = usualPeriod(policy)
  const [first, last] = [dayNumber(from)!, dayNumber(to)!]
  const waits = policy.decisions.waitingPeriod.clauses.flatMap(({ gives, open }) =>
    [gives, open?.reading, ...(open?.alternatives ?? [])].flatMap((wait) =>
      wait == null || wait === 'none'
        ? []
        : lengthsOf(wait).map(({ count, unit }) => (unit === 'days' ? last - count : addMonths(last, -count))),
    ),
  )
  const edges = [...new Set([...fixed, first, last + 1, ...waits.flatMap((day) => [day - 3, day + 4])])].sort(
    (a, b) => a - b,
  )
  const around = [Math.min(edges[0]!, first) - 30, ...edges, Math.max(edges.at(-1)!, last) + 40]
  const middles = around.slice(1).map((edge, i) => Math.floor((around[i]! + edge - 1) / 2))
  const monthly = middles.flatMap((day) =>
    [...monthDays].flatMap((date) => [ofMonth(day, date), ofMonth(day, date) - 1]),
  )
  const monthEnds = lengths.some(({ keepMonthEnd }) => keepMonthEnd)
    ? middles.map((day) => ofMonth(addMonths(day, 1), 1) - 1)
    : []
  const all = [...middles, ...monthly, ...monthEnds, ...edges.flatMap((day) => [day - 1, day])]
  return [...new Set(all)]
}

/** The lengths that a wait can come to; a sum of years missed comes to several. */
function lengthsOf(wait: Exclude<Waiting, 'none'>): Length[] {
  if (!('fixed' in wait)) return [wait]
  return Array.from({ length: MOST_MISSED + 1 }, (_, missed) => lengthOf(wait, missed, 0))
}

/** The day of this date in a day's month. */
function ofMonth(day: DayNumber, date: number): DayNumber {
  return day - Number(civilDay(day).slice(8)) + date
}
