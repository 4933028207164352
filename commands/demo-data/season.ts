import type { EnrolmentEvent, EnrolmentRecord, EventFacts, StatusId } from '../../cloudfunctions/domain/enrolments'
import {
  recordStateOn,
  nextChange,
  enrolmentStatusOn,
  withEnrolmentEvent,
} from '../../cloudfunctions/domain/enrolments'
import {
  equivalenceKey,
  assess,
  civilDay,
  dayNumber,
  assessedAmounts,
  seasonOfPolicy,
  type CivilDay,
  type Policy,
  type Facts,
} from '../../rules'
import { pick, type Dice } from './dice'

/** How far the season is. */
export interface SeasonPlan {
  /** Nothing has happened after this day. */
  day: CivilDay
  /** Of all enrolments, those that do not owe any more (or never did). */
  settled: number
  /**
   * Of all enrolments, those whose status the calendar turns on a later day: they paid so late that their wait ends
   * then.
   */
  turning: { day: CivilDay; share: number } | null
}

/** What happened to someone until the day of the plan. */
export type Season = (record: EnrolmentRecord, roll: Dice) => readonly EnrolmentEvent[]

const BY = 'demo'
const WAYS = ['微信', '微信', '村委会代收', '银行']
const OWING: readonly StatusId[] = ['registrationNeeded', 'ownPartPending', 'due', 'overdue', 'suspended']
/** Clerks write down what came in by noon. */
const WRITTEN_DOWN = 'T12:00:00+08:00'

/**
 * Lets the people of a place register, pay and enrol as its notice allows. Shares come out exactly: each enrolment adds
 * to what is due of each kind, and the next person of whom it can be takes it.
 */
export function seasonOf(policy: Policy, plan: SeasonPlan): Season {
  const settle = settling(policy)
  const open = openDays(policy).filter((day) => day <= plan.day)
  const late = plan.turning === null ? null : lastDayChanging(policy, { ...plan.turning, before: plan.day })
  let [unpaid, turning] = [0, 0]
  return (record, roll) => {
    unpaid += 1 - plan.settled
    turning += plan.turning?.share ?? 0
    const day = open[Math.floor(roll() ** 0.7 * open.length)]
    if (day === undefined) return []
    const events = settle(record, day)
    if (!owed(events)) return named(events, roll)
    if (late !== null && turning >= 1 && isOrdinary(record)) {
      turning -= 1
      return named(settle(record, late), roll)
    }
    if (unpaid < 1) return named(events, roll)
    unpaid -= 1
    return []
  }
}

const owed = (events: readonly EnrolmentEvent[]): boolean => events.some(({ kind }) => kind === 'paid')

const isOrdinary = ({ told, certified }: EnrolmentRecord): boolean =>
  certified.length === 0 && told.situation == null && told.student == null

/** Events of one person: they come of the same patterns, but each payment has its own way. */
const named = (events: readonly EnrolmentEvent[], roll: Dice): EnrolmentEvent[] =>
  events.map((event) => (event.kind === 'paid' ? { ...event, way: pick(WAYS, roll) } : event))

/** Bounds the memory that they take. */
const KINDS_KEPT = 5_000

/** What settles a record on a day, for all who are alike at once; nothing when it cannot be settled then. */
export function settling(policy: Policy): (record: EnrolmentRecord, day: CivilDay) => readonly EnrolmentEvent[] {
  const known = new Map<string, readonly EnrolmentEvent[]>()
  return (record, day) => {
    const key = `${day} ${equivalenceKey(policy, record.told)} ${JSON.stringify(record.certified)}`
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= KINDS_KEPT) known.clear()
    const events = settledOn(policy, record, day)
    known.set(key, events)
    return events
  }
}

function settledOn(policy: Policy, record: EnrolmentRecord, day: CivilDay): readonly EnrolmentEvent[] {
  let after = record
  const does = (facts: EventFacts): void => {
    after = withEnrolmentEvent(policy, after, {
      id: `${facts.kind}-${day}`,
      day,
      at: Date.parse(`${day}${WRITTEN_DOWN}`),
      by: BY,
      ...facts,
    })
  }
  const status = (): StatusId => enrolmentStatusOn(policy, after, day).status
  if (record.told.birthDate != null && record.told.birthDate > day) return []
  if (status() === 'registrationNeeded') does({ kind: 'registered' })
  if (status() === 'exempt') does({ kind: 'enrolledExempt' })
  else if (OWING.includes(status())) {
    const { fee } = assessedAmounts(policy, recordStateOn(after, day).told, day)
    if (fee === null || fee === 0) return []
    does({ kind: 'paid', amount: fee, way: WAYS[0]!, evidence: `演示收据 ${day}` })
  }
  return after.events
}

/** Someone of whom nothing is special, to ask the notice about. */
function ordinary(policy: Policy): EnrolmentRecord {
  const told: Facts = {
    birthDate: `${policy.year - 41}-05-05`,
    hukou: String(policy.asks.hukou?.options?.[0]?.value ?? policy.name),
    resident: true,
    employeeInsurance: 'none',
    student: null,
    situation: null,
    enrolmentHistory: '续保',
    lostWorkAbility: false,
    registered: true,
    ...(policy.tiers.length > 0 && { tier: policy.tiers[0]! }),
  }
  return { region: policy.region, year: policy.year, told, certified: [], events: [] }
}

/** Days on which the collection takes payments on its ordinary terms. */
export function openDays(policy: Policy): CivilDay[] {
  const { from, to } = seasonOfPolicy(policy)
  const person = ordinary(policy)
  const due = daysFrom(from, to).filter((day) => enrolmentStatusOn(policy, person, day).status === 'due')
  const deadline = due[0] === undefined ? null : assess(policy, person.told, due[0]).deadline
  return due.filter((day) => deadline === null || day <= deadline)
}

/** The last day on which whoever pays sees their status turn on a later day. */
function lastDayChanging(policy: Policy, { day, before }: { day: CivilDay; before: CivilDay }): CivilDay {
  const person = ordinary(policy)
  const eve = civilDay(dayNumber(day)! - 1)
  const found = daysFrom(seasonOfPolicy(policy).from, before < eve ? before : eve)
    .reverse()
    .find((paid) => {
      const events = settledOn(policy, person, paid)
      return owed(events) && nextChange(policy, { ...person, events }, eve)?.day === day
    })
  if (found === undefined)
    throw new Error(
      `${policy.name} ${policy.year}：哪一天缴费，状态都不会在 ${day} 变化  nobody's status turns on ${day}, whenever they pay`,
    )
  return found
}

function daysFrom(from: CivilDay, to: CivilDay): CivilDay[] {
  const first = dayNumber(from)!
  return Array.from({ length: Math.max(0, dayNumber(to)! - first + 1) }, (_, i) => civilDay(first + i))
}
