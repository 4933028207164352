import { dayNumber, dayOfMonth, type DayNumber } from '../calendar/civil-day'
import type { FactName } from '../language/facts'
import type { Condition, DayRange, NamedDay, YesNo } from '../language/condition'
import type { Policy } from '../language/policy'
import { NO, NOT_KNOWN, YES, type CaseState, type ThreeValued } from './moment'
import { ageTest } from './age-test'
import { heldOn } from './held'
import { later, namedDay } from './named-day'
import { BIT, type Held, type Person } from './person'
import { usualPeriod } from './usual-period'

export type Test = (m: CaseState) => ThreeValued

const tri = (holds: boolean): ThreeValued => (holds ? YES : NO)
const day = (text: string | undefined, otherwise: number): DayNumber =>
  text === undefined ? otherwise : dayNumber(text)!

/** A test on one fact: not told stays not told. */
function onFact<K extends FactName>(
  name: K,
  holds: (value: NonNullable<ReturnType<CaseState['fact']>> | null) => boolean,
): Test {
  return (m) => {
    const value = m.fact(name)
    return value === undefined ? NOT_KNOWN : tri(holds(value))
  }
}

const oneOf = (name: FactName, words: readonly string[]): Test => onFact(name, (v) => words.includes(String(v)))
const isYes = (name: FactName, wanted: string): Test => onFact(name, (v) => (v === true) === (wanted === 'yes'))
/** A choice that may be absent: `any` = some, `none` = none, else one of the words. */
const choice = (name: FactName, words: readonly string[]): Test =>
  onFact(name, (v) => (v == null ? words.includes('none') : words.includes('any') || words.includes(String(v))))

function within(range: DayRange): (n: DayNumber) => boolean {
  const from = day(range.from, -Infinity)
  const to = day(range.to, Infinity)
  return (n) => n >= from && n <= to
}

/** On a named day: one that there is not lies in no range. */
function onDay(name: NamedDay, range: DayRange): Test {
  const inside = within(range)
  return (m) => {
    const found = namedDay(name, m)
    return found === undefined ? NOT_KNOWN : tri(found !== null && inside(found))
  }
}

/** On a day that only records bring: none known is none. */
function onRecordedDay(wanted: YesNo | DayRange, dayOf: (person: Person) => DayNumber | null | undefined): Test {
  const during = typeof wanted === 'string' ? undefined : within(wanted)
  return ({ person }) => {
    const found = dayOf(person)
    return tri(during ? found != null && during(found) : (found != null) === (wanted === 'yes'))
  }
}

function onResult(
  known: (m: CaseState) => { value: unknown; missing: number },
  holds: (value: never) => boolean,
): Test {
  return (m) => {
    const { value, missing } = known(m)
    if (value !== undefined) return tri(holds(value as never))
    m.missing |= missing
    return NOT_KNOWN
  }
}

function onHeld(holds: (held: readonly Held[], m: CaseState) => ThreeValued): Test {
  return (m) => {
    const held = heldOn(m)
    return held === undefined ? NOT_KNOWN : holds(held, m)
  }
}

interface Bounds {
  atLeast?: number
  atMost?: number
}
const inside = (n: number, { atLeast = -Infinity, atMost = Infinity }: Bounds): boolean => n >= atLeast && n <= atMost

/** On the years missed: certain where both ends of what is known lie on one side. */
function onMissed(bounds: Bounds): Test {
  const { atLeast = -Infinity, atMost = Infinity } = bounds
  return (m) => {
    const { never, least, most } = m.person.history
    if (never === true) return NO
    // Somebody of whom nothing was told may also never have been insured.
    if (never !== undefined && inside(least, bounds) && inside(most, bounds)) return YES
    if (most < atLeast || least > atMost) return NO
    m.missing |= BIT.missedYears
    return NOT_KNOWN
  }
}

type Forms = { [K in keyof Condition]-?: (value: NonNullable<Condition[K]>, policy: Policy) => Test }

/** Every form of condition there is. A new form is one entry here, one in the schema, and its test. */
const FORMS: Forms = {
  hukou: (wanted, { places }) =>
    onFact('hukou', (v) => places.some((place) => String(v ?? '').includes(place)) === (wanted === 'local')),
  resident: (wanted) => isYes('resident', wanted),
  residencePermit: (wanted, { places }) =>
    onFact(
      'residencePermit',
      (v) => (v === true || (typeof v === 'string' && places.some((p) => v.includes(p)))) === (wanted === 'local'),
    ),
  nationality: (words) => oneOf('nationality', words),
  permit: (words) => oneOf('permit', words),
  employeeInsurance: (words) => oneOf('employeeInsurance', words),
  identity: (words) => onHeld((held) => tri(held.some((h) => words.includes(h.name)))),
  student: (words) => choice('student', words),
  school: (words) => onFact('school', (v) => words.some((word) => String(v ?? '').includes(word))),
  tier: (words) => oneOf('tier', words),
  situation: (words) => (m) => {
    const { situation, situationUnlisted } = m.person
    const value = situation === undefined ? m.presumed('situation') : situation
    if (value === undefined) return NOT_KNOWN
    if (value === null) return tri(words.includes('none'))
    return tri(
      words.includes('any') || (situationUnlisted ? words.includes('unlisted') : words.includes(String(value))),
    )
  },
  enrolmentHistory: (words) => oneOf('enrolmentHistory', words),
  registered: (wanted) => isYes('registered', wanted),
  lostWorkAbility: (wanted) => isYes('lostWorkAbility', wanted),
  disabledSoldierGrade: ({ from, to }) =>
    onFact('disabledSoldierGrade', (v) => typeof v === 'number' && v >= from && v <= to),
  institution: (words) => choice('institution', words),
  cashTo: (words) => choice('cashTo', words),
  paysEarlierYear: (wanted, { year }) =>
    onFact('payFor', (v) => (typeof v === 'number' && v < year) === (wanted === 'yes')),
  assessed: (wanted) => isYes('assessed', wanted),
  age: ageTest,
  sex: (wanted) => onFact('sex', (v) => v === wanted),
  childRank: (bounds) => onFact('childRank', (v) => typeof v === 'number' && inside(v, bounds)),
  missed: onMissed,
  neverInsured: (wanted) => (m) => {
    const { never } = m.person.history
    if (never !== undefined) return tri(never === (wanted === 'yes'))
    m.missing |= BIT.missedYears
    return NOT_KNOWN
  },
  repaid: ({ atLeast }) => {
    const test = onFact('repaidYears', (v) => typeof v === 'number' && v >= atLeast)
    return (m) => (m.repairable || m.person.told.repaidYears !== undefined ? test(m) : NO)
  },
  previousWait: (_, policy) => {
    const from = dayNumber(usualPeriod(policy).from)!
    return ({ person }) => tri(person.waitRunsTo != null && person.waitRunsTo > from)
  },
  confirmed: (wanted) => isYes('exemptionConfirmed', wanted),
  died: (wanted) => onRecordedDay(wanted, ({ death }) => death),
  joinedEmployee: (wanted) => onRecordedDay(wanted, ({ employeeFrom }) => employeeFrom),
  paidTwice: (wanted) => isYes('paidTwice', wanted),
  born: (range) => {
    const birth = onDay('birth', range)
    const earliest = day(range.from, -Infinity)
    // Who pays is born: a birth that has yet to come needs no telling.
    return (m) => (m.paid !== undefined && earliest > m.paid ? NO : birth(m))
  },
  event: (range) => onDay('event', range),
  paid: (range) => onDay('paid', range),
  dayOfMonth:
    ({ from, to }) =>
    (m) => {
      const paid = m.payment()
      if (paid === undefined) return NOT_KNOWN
      const date = dayOfMonth(paid)
      return tri(date >= from && date <= to)
    },
  elapsed:
    ({ from, to, atMost, moreThan, counting }) =>
    (m) => {
      const start = namedDay(from, m)
      const end = namedDay(to, m)
      if (start === null || end === null) return NO
      if (start === undefined || end === undefined) return NOT_KNOWN
      const keepMonthEnd = counting === 'monthEnds'
      if (end < start) return NO
      return tri(
        (!atMost || end <= later(start, atMost, keepMonthEnd)) &&
          (!moreThan || end > later(start, moreThan, keepMonthEnd)),
      )
    },
  certified: ({ after }) => {
    const fixed = after === 'previousPayment' ? null : dayNumber(after)!
    return (m) => {
      const { held } = m.person
      if (held === undefined) return m.presumed('categories') === undefined ? NOT_KNOWN : NO
      const since = fixed ?? namedDay('previousPayment', m)
      if (since == null || held.length === 0) return NO
      if (m.person.told.categoryFrom === undefined && m.presumed('categoryFrom') === undefined) return NOT_KNOWN
      return tri(held.some((h) => h.from !== null && h.from > since))
    }
  },
  identityEnds: () =>
    onHeld((held, m) => tri(held.some((h) => h.ended !== null && m.paid !== undefined && h.ended > m.paid))),
  asOf: (range) => {
    const inside = within(range)
    return (m) => (m.asOf === undefined ? NOT_KNOWN : tri(inside(m.asOf)))
  },
  eligible: (wanted) =>
    onResult(
      (m) => ({ value: m.eligible, missing: m.eligibleMissing }),
      (v: boolean) => v === (wanted === 'yes'),
    ),
  subsidised: (kinds) =>
    onResult(
      (m) => ({ value: m.subsidyKind, missing: m.subsidyMissing }),
      (v: string | null) => (v === null ? kinds.includes('none') : kinds.includes('any') || kinds.includes(v)),
    ),
  fee: (wanted) =>
    onResult(
      (m) => ({ value: m.fee, missing: m.subsidyMissing }),
      (v: number) => (v === 0) === (wanted === 'zero'),
    ),
  window: (statuses) =>
    onResult(
      (m) => ({ value: m.window, missing: m.windowMissing }),
      (v: never) => statuses.includes(v),
    ),
  exempt: (wanted) =>
    onResult(
      (m) => ({ value: m.exempt, missing: m.exemptMissing }),
      (v: boolean) => v === (wanted === 'yes'),
    ),
  cover: (wanted) =>
    onResult(
      (m) => ({ value: wanted === 'never' ? m.neverCovered : m.notBegun, missing: m.coverMissing }),
      (v: boolean) => v,
    ),
  registerFirst: (wanted) =>
    onResult(
      (m) => ({ value: m.registerFirst, missing: m.registerMissing }),
      (v: boolean) => v === (wanted === 'yes'),
    ),
  not: (inner, policy) => {
    const test = compileCondition(inner, policy)
    return (m) => {
      const found = test(m)
      return found === NOT_KNOWN ? NOT_KNOWN : found === YES ? NO : YES
    }
  },
  anyOf: (inner, policy) => {
    const tests = inner.map((one) => compileCondition(one, policy))
    return (m) => {
      const before = m.missing
      let found: ThreeValued = NO
      for (const test of tests) {
        const one = test(m)
        if (one === YES) {
          m.missing = before
          return YES
        }
        if (one === NOT_KNOWN) found = NOT_KNOWN
      }
      return found
    }
  },
}

/** All keys of a condition have to hold. One that fails settles it, whatever else was not told. */
export function compileCondition(condition: Condition, policy: Policy): Test {
  const tests = (Object.keys(condition) as (keyof Condition)[]).map((key) =>
    (FORMS[key] as (value: unknown, policy: Policy) => Test)(condition[key], policy),
  )
  if (tests.length === 1) return tests[0]!
  return (m) => {
    const before = m.missing
    let found: ThreeValued = YES
    for (let i = 0; i < tests.length; i++) {
      const one = tests[i]!(m)
      if (one === NO) {
        m.missing = before
        return NO
      }
      if (one === NOT_KNOWN) found = NOT_KNOWN
    }
    return found
  }
}

export const ALWAYS: Test = () => YES

const compiled = new WeakMap<Condition, Test>()

/** Whether a condition outside the decisions (a note's, a warning's) holds; compiled once. */
export function holds(condition: Condition, policy: Policy, m: CaseState): boolean {
  let test = compiled.get(condition)
  if (test === undefined) compiled.set(condition, (test = compileCondition(condition, policy)))
  return test(m) === YES
}
