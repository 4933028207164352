import { civilDay, dayNumber, type DayNumber } from '../calendar/civil-day'
import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import type { Citation } from './assessment'
import { waysToTell } from './agreement'
import { boundariesOf } from './boundaries'
import { holds } from './conditions'
import { usualPeriod } from './usual-period'
import { decisionState } from './/field'
import type { Outcome } from './outcome'
import { judge, type Judgement } from './judge'
import { factsOf, readPerson } from './person'
import { rulebook } from './rulebook'
import { dayBeforeSeason, changeDays } from './segments'
import { viewStatus, STATUS_WORDS, type Look } from './status'

/** A status as records keep it: finer than what a case asks for where an unpaid person has something to do first. */
export type StageId =
  Exclude<keyof typeof STATUS_WORDS, keyof typeof KEPT_AS> | 'registrationNeeded' | 'ownPartPending' | 'undetermined'

/** Where an enrolment stands on a day, and the clause that puts it there. */
export interface Stage extends Citation {
  status: StageId
  /** `decision/clause-id`; null where no clause speaks. */
  clause: string | null
  /** Why the notice leaves the status open, so that it is a reading; null = settled. */
  open: string | null
  /** What the payment bought; null = not paid, or nothing. */
  benefit: { from: CivilDay; to: CivilDay } | null
}

const DAYS_AFTER_YEAR = 31
/** Words that records keep under another: they say by `benefit` that nothing came of it, and by events who left. */
const KEPT_AS = { ineffective: 'ended', withdrawn: 'ended' } as const
const ID_OF = new Map(
  Object.entries({ ...STATUS_WORDS }).map(([id, word]) => [word as string, { ...KEPT_AS }[id as 'ineffective'] ?? id]),
) as ReadonlyMap<string, StageId>

/** From the eve of the first day that the notice speaks of to a month after the benefits' last. */
export function seasonOfPolicy(policy: Policy): { from: CivilDay; to: CivilDay } {
  return { from: civilDay(dayBeforeSeason(policy)), to: civilDay(dayNumber(usualPeriod(policy).to)! + DAYS_AFTER_YEAR) }
}

/**
 * The status of an enrolment on `asOf`, paid on `paid` (null = not paid; for a fee of 0 the day of enrolment).
 * @throws RulesError as `assess`
 */
export function stageOn(policy: Policy, told: Facts, paid: CivilDay | null, asOf: CivilDay): Stage {
  const look = viewStatus(policy, told, paid, asOf)
  return look.hasPaid ? paidStage(look) : unpaidStage(policy, look)
}

const wordOf = ({ answer }: Look): StageId =>
  ID_OF.get(answer.answers.status ?? answer.recommended.status ?? '') ?? 'undetermined'

function paidStage(look: Look): Stage {
  const { world, fields } = look.judgement
  const from = decisionState(fields.benefitStart)
  const to = decisionState(fields.benefitEnd)
  const bought = typeof from === 'string' && typeof to === 'string'
  // A record says of money that brings no cover in its year that there is none, also while a wait runs on into the
  // next.
  const status = from === null ? 'ended' : wordOf(look)
  const source =
    status === 'waiting'
      ? cited('waitingPeriod', world.waiting)
      : status === 'ended' && !bought
        ? cited('payable', world.payable)
        : status === 'ended'
          ? cited('benefitPeriod', world.period)
          : cited('benefitStart', world.start)
  const doubt = look.answer.undetermined.find(({ field }) => field === 'status')
  return { status, ...source, open: doubt?.why ?? null, benefit: bought ? { from, to } : null }
}

function unpaidStage(policy: Policy, look: Look): Stage {
  const { world, fields, moment } = look.judgement
  const { eligible } = fields
  if (moment.person.told.employeeInsurance !== 'active' && decisionState(eligible) === undefined) {
    return {
      status: 'undetermined',
      clause: null,
      cite: null,
      quote: null,
      benefit: null,
      open: eligible?.is === 'open' ? `${eligible.why}。` : '还缺少决定能不能参保的情况。',
    }
  }
  const status = whatComesFirst(policy, look)
  const { suspension } = look
  const source =
    {
      suspended: () => cited('suspension', suspension),
      exempt: () => cited('subsidy', world.subsidy.winner),
      registrationNeeded: () => cited('registration', world.registration),
      ownPartPending: () => ({
        clause: 'ownPartFirst',
        cite: policy.ownPartFirst?.cite ?? null,
        quote: policy.ownPartFirst?.quote ?? null,
        ...toldOf(policy.ownPartFirst),
      }),
      outside: () => cited('eligible', world.eligible),
      employee: () => cited('eligible', world.eligible),
    }[status as string] ?? (() => cited('window', world.window))
  const hangsOnSuspension = suspension?.open != null && status !== 'employee' && status !== 'outside'
  const open = hangsOnSuspension
    ? suspension.open!.why
    : status === 'due' || status === 'overdue'
      ? world.window.open?.why
      : undefined
  return { status, ...source(), open: open === undefined ? null : `${open}。`, benefit: null }
}

/** Someone who owes may have to register first, or (岢岚) to pay the own part before the subsidy is released. */
function whatComesFirst(policy: Policy, look: Look): StageId {
  const word = wordOf(look)
  // A window that hangs on a fact not told leaves the record due; its sentence asks for the fact.
  const status = word === 'undetermined' ? 'due' : word
  const { world, moment } = look.judgement
  if (status !== 'due') return status
  // Also on days on which nothing can be paid: the counter takes registrations then.
  if (world.registration.value?.first === 'yes' && moment.person.told.registered !== true) return 'registrationNeeded'
  return policy.ownPartFirst && holds(policy.ownPartFirst.when, policy, moment) ? 'ownPartPending' : status
}

/** What stands in a document that is not at hand is told in our own words. */
const toldOf = (source: { says?: string } | undefined): { says?: string } =>
  source?.says === undefined ? {} : { says: source.says }

function cited(
  decision: string,
  from: Pick<Outcome<unknown>, 'clause'> | null,
): Pick<Stage, 'clause' | 'cite' | 'quote' | 'says'> {
  const clause = from?.clause
  return clause
    ? { clause: `${decision}/${clause.id}`, cite: clause.cite, quote: clause.quote, ...toldOf(clause) }
    : { clause: null, cite: null, quote: null }
}

/** Days in `from`–`to`, in order, on which the status can turn: a superset; between two of them it stays. */
export function stageChangeDays(
  policy: Policy,
  told: Facts,
  paid: CivilDay | null,
  from: CivilDay,
  to: CivilDay,
): CivilDay[] {
  const [first, last] = [dayNumber(from)!, dayNumber(to)!]
  return (paid === null ? unpaidChangeDays(policy, told, first, last) : paidChangeDays(policy, told, paid))
    .filter((d) => d > first && d <= last)
    .sort((a, b) => a - b)
    .map(civilDay)
}

function paidChangeDays(policy: Policy, told: Facts, paid: CivilDay): DayNumber[] {
  const look = viewStatus(policy, told, paid, paid)
  const { benefit } = paidStage(look)
  return [
    dayNumber(paid)!,
    ...waitDays(look.judgement),
    ...(benefit ? [dayNumber(benefit.from)!, dayNumber(benefit.to)! + 1] : []),
    ...daysOfEveryWay(policy, told, paid, look),
  ]
}

/** Where the cover waits for facts, the days on which it turns by any way to tell them. */
function daysOfEveryWay(policy: Policy, told: Facts, paid: CivilDay, { judgement: { fields } }: Look): DayNumber[] {
  const missing = [fields.benefitStart, fields.benefitEnd].reduce(
    (mask, field) => mask | (field?.is === 'notTold' ? field.missing : 0),
    0,
  )
  const book = rulebook(policy)
  const ways = missing === 0 ? null : waysToTell(book, told, dayNumber(paid)!, factsOf(missing))
  const days = new Set<DayNumber>()
  for (const whole of ways ?? []) {
    const judged = judge(book, readPerson(whole, policy, book.vocabulary), dayNumber(paid)!)
    waitDays(judged).forEach((day) => days.add(day))
    for (const { world } of [judged, ...judged.readings])
      for (const day of [world.startDay, world.endDay === undefined ? undefined : world.endDay + 1])
        if (day !== undefined) days.add(day)
  }
  return [...days]
}

/** From when to when a wait runs, also one that outlasts the year; whatever its reading. */
function waitDays({ world, readings }: Judgement): DayNumber[] {
  return [world, ...readings.map((one) => one.world)].flatMap(({ wait: { begins, ends } }) =>
    [begins, ends].flatMap((day) => day ?? []),
  )
}

function unpaidChangeDays(policy: Policy, told: Facts, from: DayNumber, to: DayNumber): DayNumber[] {
  const person = readPerson(told, policy, rulebook(policy).vocabulary)
  return [...new Set([...changeDays(policy, person, from, to), ...boundariesOf(policy).asOf])]
}
