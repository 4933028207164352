import { birthday, dayNumber, type DayNumber } from '../calendar/civil-day'
import { boundariesOf, type Boundaries } from '../engine/boundaries'
import { later } from '../engine/named-day'
import { readPerson, type Held } from '../engine/person'
import { rulebook } from '../engine/rulebook'
import { changeDays } from '../engine/segments'
import { usualPeriod } from '../engine/usual-period'
import { conditionsOf } from '../language/conditions-of'
import { RulesError } from '../language/faults'
import type { NamedDay } from '../language/condition'
import type { Policy } from '../language/policy'
import type { PolicyFile } from '../language/schema'
import type { CivilDay } from '../language/words'
import {
  moved,
  movedCertified,
  movedDay,
  PLAIN_FACTS,
  type Certified,
  type Column,
  type PeopleColumns,
} from './columns'

/** In which a policy may tell people apart: two of one class in every respect are decided by the same clauses. */
export interface Respect {
  /** Fills the class of each person and returns how many classes there are. */
  fill: (out: Int32Array, people: number) => number
  /** Somebody's class in words that stay the same whoever else is there. */
  textOf: (row: number) => string
}

/** Days that meet the day of payment only: on which side of each limit that lies decides, not the day itself. */
const MEETING: Readonly<Partial<Record<string, NamedDay>>> = {
  birthDate: 'birth',
  situationDate: 'event',
  schoolStart: 'schoolStart',
}
/** Who tells one of these is asked about one by one: their days meet each other. */
export const ASKED_ALONE = ['arrivalDate', 'previousPayment', 'deathDate'] as const
/** A fact that the engine reads through the condition of the same name, and nowhere else. */
const BY_CONDITION: readonly string[] = [
  ...['hukou', 'resident', 'residencePermit', 'nationality', 'permit', 'student', 'school', 'sex', 'childRank'],
  ...['lostWorkAbility', 'disabledSoldierGrade', 'institution', 'cashTo', 'assessed'],
]
const NEVER = 0x7fffffff

/** Everything in which a policy can tell people apart who are so many years on. */
export function respectsOf(policy: Policy, people: PeopleColumns, years: number): Respect[] {
  const asked = new Set(
    conditionsOf(policy as unknown as PolicyFile).flatMap(({ condition }) => Object.keys(condition)),
  )
  const found: Respect[] = [paidRespect(policy, people, years)]
  for (const name of PLAIN_FACTS) {
    const column = people.column(name)
    if (column === undefined || (ASKED_ALONE as readonly string[]).includes(name)) continue
    if (BY_CONDITION.includes(name) && !asked.has(name)) continue
    const day = MEETING[name]
    if (day === undefined) found.push(valueRespect(column, (value) => moved(name, value, years)))
    else found.push(...dayRespects(policy, people, column, day, years))
  }
  const certified = people.column('certified')
  if (certified !== undefined) found.push(certifiedRespect(policy, people, certified, years))
  return found
}

/** Each value is a class of its own; values that come to the same text are one. */
function valueRespect({ of, values }: Column, read: (value: unknown) => unknown): Respect {
  return byValue(of, values, (value) => JSON.stringify(read(value)) ?? '')
}

function byValue(of: Int32Array, values: readonly unknown[], read: (value: unknown) => string): Respect {
  const texts = values.map(read)
  const classes = classesOf(texts)
  return {
    fill: (out, people) => {
      for (let row = 0; row < people; row++) out[row] = classes.of[of[row]!]!
      return classes.count
    },
    textOf: (row) => texts[of[row]!]!,
  }
}

function classesOf(texts: readonly string[]): { of: Int32Array; count: number } {
  const known = new Map<string, number>()
  const of = new Int32Array(texts.length)
  texts.forEach((text, id) => {
    let found = known.get(text)
    if (found === undefined) known.set(text, (found = known.size))
    of[id] = found
  })
  return { of, count: Math.max(1, known.size) }
}

/** The days of payment of a column, moved. */
export const paidDays = ({ values }: Column, years: number): Int32Array =>
  Int32Array.from(values, (day) => (day === undefined ? 0 : movedDay(dayNumber(day as CivilDay)!, years)))

function paidRespect(policy: Policy, people: PeopleColumns, years: number): Respect {
  const column = people.column('paid')!
  const days = paidDays(column, years)
  const told = days.subarray(1)
  const [first, last] = [told.reduce((a, b) => Math.min(a, b), NEVER), told.reduce((a, b) => Math.max(a, b), 0)]
  const nobody = readPerson({}, policy, rulebook(policy).vocabulary)
  const cuts = [...changeDays(policy, nobody, first, last), ...boundariesOf(policy).born].sort((a, b) => a - b)
  const since = Array.from(days, (day) => String(cuts.filter((cut) => cut <= day).at(-1) ?? ''))
  return byValue(column.of, since, (cut) => cut as string)
}

/** A day of the person's own: what it is by itself, and on which side of its limits the day of payment lies. */
function dayRespects(policy: Policy, people: PeopleColumns, column: Column, name: NamedDay, years: number): Respect[] {
  const bounds = boundariesOf(policy)
  const days = column.values.map((value) => (value == null ? value : movedDay(dayNumber(value as CivilDay)!, years)))
  const late = firstDayOfBenefits(policy)
  const sidesOf = bornSides(policy, bounds)
  const own = byValue(column.of, days, (day) => {
    if (typeof day !== 'number') return String(day)
    return name === 'birth' ? `${sidesOf(day)}${day >= late ? 'y' : ''}` : 'told'
  })
  const limits = [(own: DayNumber) => own, ...limitsFrom(bounds, name)]
  return [own, sideRespect(people, column, days, limits, years)]
}

/** What conditions ask of a birth that no day of payment enters into, as a number for each of its sides. */
function bornSides(policy: Policy, { ages, born }: Boundaries): (day: DayNumber) => string {
  const from = dayNumber(usualPeriod(policy).from)!
  const lasts = [...ages].map((age) => lastDayWith((day) => birthday(day, age), from))
  const cuts = [...born]
  return (day) => {
    let [byAge, byCut] = [1, 1]
    for (const last of lasts) byAge = 2 * byAge + (day <= last ? 1 : 0)
    for (const cut of cuts) byCut = 2 * byCut + (day >= cut ? 1 : 0)
    return `${byAge} ${byCut}`
  }
}

/** The last day of which something that never runs backward comes by `target`. */
function lastDayWith(of: (day: DayNumber) => DayNumber, target: DayNumber): DayNumber {
  let day = 2 * target - of(target)
  while (of(day) <= target) day++
  while (of(day) > target) day--
  return day
}

/** Whoever is born from then on may be covered from birth only. */
export function firstDayOfBenefits({ decisions }: Policy): DayNumber {
  const firsts = decisions.benefitPeriod.clauses.flatMap(({ gives, open }) =>
    [gives, open?.reading, ...(open?.alternatives ?? [])].flatMap((period) =>
      period == null ? [] : [dayNumber(period.from)!],
    ),
  )
  return Math.min(...firsts)
}

function limitsFrom({ ages, lengths }: Boundaries, name: NamedDay): ((day: DayNumber) => DayNumber)[] {
  const byAge = name === 'birth' ? [...ages].map((age) => (day: DayNumber) => birthday(day, age)) : []
  const byLength = lengths
    .filter(({ from }) => from === name)
    .map(
      ({ length, keepMonthEnd }) =>
        (day: DayNumber) =>
          later(day, length, keepMonthEnd) + 1,
    )
  return [...byAge, ...byLength]
}

/**
 * Which of the limits of each person's value their day of payment has reached: for each day of payment the last value
 * is found that reaches a limit by then, as days of payment are few and birthdays many.
 */
function sideRespect(
  people: PeopleColumns,
  column: Column,
  own: readonly unknown[],
  limits: readonly ((day: DayNumber) => DayNumber)[],
  years: number,
): Respect {
  const width = limits.length
  const values = Int32Array.from(own, (day) => (typeof day === 'number' ? day : NEVER))
  const paid = people.column('paid')!
  const days = paidDays(paid, years)
  const lasts = new Int32Array(days.length * width)
  days.forEach((day, id) => lasts.set(id === 0 ? [] : limits.map((limit) => lastDayWith(limit, day)), id * width))
  const sidesOf = (row: number): number => {
    const value = values[column.of[row]!]!
    const at = paid.of[row]! * width
    let sides = 0
    for (let limit = 0; limit < width; limit++) if (value <= lasts[at + limit]!) sides |= 1 << limit
    return sides
  }
  const fill: Respect['fill'] = (out, count) => {
    const seen = new Int32Array(1 << width).fill(-1)
    let next = 0
    for (let row = 0; row < count; row++) {
      const sides = sidesOf(row)
      const found = seen[sides]!
      out[row] = found < 0 ? (seen[sides] = next++) : found
    }
    return next
  }
  return { fill, textOf: (row) => String(sidesOf(row)) }
}

/** What certifiers say: the identities that hold on the day of payment, and what conditions ask of their days. */
function certifiedRespect(policy: Policy, people: PeopleColumns, column: Column, years: number): Respect {
  const texts: string[] = []
  const known = new Map<string, number>()
  const classOf = (text: string): number => {
    let found = known.get(text)
    if (found === undefined) known.set(text, (found = texts.push(text) - 1))
    return found
  }
  const stretches = column.values.map((value) =>
    stretchesOf(policy, value === undefined ? {} : movedCertified(value as Certified, years), classOf),
  )
  const paid = people.column('paid')!
  const days = paidDays(paid, years)
  const of = (row: number): number => {
    const { from, classes } = stretches[column.of[row]!]!
    const day = days[paid.of[row]!]!
    let at = 0
    while (at < from.length && day >= from[at]!) at++
    return classes[at]!
  }
  const fill: Respect['fill'] = (out, count) => {
    for (let row = 0; row < count; row++) out[row] = of(row)
    return texts.length
  }
  return { fill, textOf: (row) => texts[of(row)]! }
}

interface Stretches {
  /** First days of the stretches after the first. */
  from: number[]
  classes: number[]
}

function stretchesOf(policy: Policy, certified: Certified, classOf: (text: string) => number): Stretches {
  let held: readonly Held[] | undefined
  try {
    held = readPerson(certified, policy, rulebook(policy).vocabulary).held
  } catch (error) {
    if (!(error instanceof RulesError)) throw error
    return { from: [], classes: [classOf(`refused ${JSON.stringify(certified)}`)] }
  }
  const none = `${String(held === undefined)} ${String(certified.categoryFrom === undefined)}`
  const from = [...new Set((held ?? []).flatMap((one) => [one.from, one.ended].flatMap((day) => day ?? [])))]
  from.sort((a, b) => a - b)
  const fixed = [...boundariesOf(policy).fixed]
  const classes = [-Infinity, ...from].map((day) => {
    const each = (held ?? []).map((one) => {
      const holds = (one.from === null || one.from <= day) && (one.ended === null || day < one.ended)
      const since = one.from === null ? '' : fixed.map((cut) => Number(one.from! >= cut)).join('')
      return [one.name, holds, one.ended !== null && one.ended > day, since, one.from === null, one.ended === null]
    })
    return classOf(`${none} ${JSON.stringify(each)}`)
  })
  return { from, classes }
}

/** Whether anything is counted in months from payment: two payments a week apart may then not lead a week apart. */
export function countsMonths({ decisions }: Policy): boolean {
  const text = JSON.stringify([decisions.waitingPeriod, decisions.waitFrom, decisions.benefitStart])
  return text.includes('"months"') || text.includes('firstOfNextMonth')
}
