import { civilDay } from '../calendar/civil-day'
import type { Wait } from '../language/values'
import { ceilingField } from './ceiling'
import { holds } from './conditions'
import { decisionState, fieldOf, known, openField, SILENT, unknownFact, type Field, type Fields } from './field'
import { moneyFields, withoutBase } from './money-fields'
import type { CaseState } from './moment'
import type { Outcome } from './outcome'
import { BIT } from './person'
import type { Rulebook } from './rulebook'
import type { CaseDecisions } from './decide'

const isYes = (v: string): boolean => v === 'yes'

/** The answer's fields for one world: what the notice determines, what it leaves open, what was not told. */
export function fieldsOf(book: Rulebook, world: CaseDecisions, m: CaseState): Fields {
  const fields: Fields = { eligible: fieldOf(world.eligible, isYes) ?? SILENT }
  if (hasTiers(book, m))
    fields.tier = m.person.told.tier === undefined ? unknownFact(BIT.tier) : known(m.person.told.tier)
  fields.baseFee = world.base === undefined ? withoutBase(world) : baseField(world)
  Object.assign(fields, moneyFields(world))
  fields.windowStatus = fieldOf(world.window, (v) => v) ?? SILENT
  fields.registerFirst = fieldOf(world.registration, (r) => isYes(r.first)) ?? SILENT
  fields.payable = fieldOf(world.payable, isYes) ?? SILENT
  // Who only has to register first still wants to know what paying then brings.
  const payable = onlyRegistrationMissing(world) ? known(true) : fields.payable
  const refused = payable.is === 'known' && payable.value === false
  if (!refused) Object.assign(fields, waitingFields(book, world))
  Object.assign(fields, benefitFields(world, payable))
  return Object.assign(fields, moreFields(book, world, m))
}

const baseField = ({ contribution: { open, clause }, base }: CaseDecisions): Field =>
  open ? openField({ open, clause }, (fen) => (fen === open.reading ? base : fen)) : known(base)

/** Whether this person has tiers to choose from. */
export const hasTiers = ({ policy }: Rulebook, m: CaseState): boolean =>
  policy.tiers.length > 0 && (policy.tiersFor === undefined || holds(policy.tiersFor, policy, m))

/** Nothing stands against payment but the registration that has to come first. */
export const onlyRegistrationMissing = ({ payable }: Pick<CaseDecisions, 'payable'>): boolean =>
  payable.value === 'no' && payable.clause?.when?.registerFirst === 'yes'

/** In the unit of the notice; a length in the other unit is given as it is. */
function waitingFields(book: Rulebook, { waiting, wait, start }: CaseDecisions): Fields {
  const unit = typeof waiting.value === 'object' ? waiting.value.unit : unitWithout(book, waiting)
  const count = (w: Wait): unknown => (w === 'none' ? 0 : w.unit === unit ? w.count : w)
  const field = fieldOf(waiting, count) ?? (countsFromWait({ start }) ? SILENT : undefined)
  return {
    [unit === 'months' ? 'waitingMonths' : 'waitingDays']: field,
    ...(wait.ends === undefined
      ? {}
      : { waitEnds: isBlank(waiting) ? blank(waiting, civilDay(wait.ends)) : known(civilDay(wait.ends)) }),
  }
}

/** Of no wait, and of one that is not settled: as the file says, else days, or what its waits are in. */
function unitWithout({ policy, waitUnit }: Rulebook, waiting: Outcome<Wait>): 'days' | 'months' {
  return policy.decisions.waitingPeriod.unit ?? (waiting.value === 'none' ? 'days' : waitUnit)
}

/** No benefits without payment. What other readings make of these days is carried in by `judge`. */
function benefitFields(world: CaseDecisions, payable: Field): Fields {
  const none = { benefitStart: known(null), benefitEnd: known(null) }
  if (payable.is === 'known' && payable.value === false) return none
  if (payable.is === 'notTold') return { benefitStart: payable, benefitEnd: payable }
  if (payable.is === 'open' && (payable.alternatives === null || payable.reading === undefined)) {
    const under = (reading: unknown): Field => ({ ...payable, reading, alternatives: null })
    return payable.reading === false
      ? { benefitStart: under(null), benefitEnd: under(null) }
      : { benefitStart: under(undefined), benefitEnd: under(undefined) }
  }
  if (payable.is === 'open' && payable.reading === false) return none
  return coverFields(world)
}

function coverFields(world: CaseDecisions): Fields {
  const { start, period, startDay, endDay } = world
  if (start.missing) return { benefitStart: unknownFact(start.missing), benefitEnd: unknownFact(start.missing) }
  const nothing = startDay !== undefined && endDay !== undefined && startDay > endDay
  const first = nothing ? null : startDay === undefined ? undefined : civilDay(startDay)
  const last = nothing ? null : endDay === undefined ? undefined : civilDay(endDay)
  // Open by its rule, also on a day on which the readings happen to meet.
  if (start.open)
    return { benefitStart: openStart(start, first), benefitEnd: last === undefined ? SILENT : known(last) }
  if (isBlank(period)) return { benefitStart: blank(period, first), benefitEnd: blank(period, last) }
  if (isBlank(world.waiting) && countsFromWait(world))
    return { benefitStart: blank(world.waiting, first), benefitEnd: last === undefined ? SILENT : known(last) }
  if (first === undefined || last === undefined) return { benefitStart: SILENT, benefitEnd: SILENT }
  return { benefitStart: known(first), benefitEnd: known(last) }
}

/** The start is counted from the wait, alone or as the later of two days. */
const countsFromWait = ({ start: { value } }: Pick<CaseDecisions, 'start'>): boolean =>
  value === 'afterWaiting' || (typeof value === 'object' && 'later' in value && value.later.includes('afterWaiting'))

/** Open, and no other reading is named, or none is taken: nothing to compare with. */
const isBlank = ({ open }: Outcome<unknown>): boolean => open !== null && (open.reading === null || !open.alternatives)

/** Open as the decision is, with nothing to compare with. */
const blank = ({ open, clause }: Outcome<unknown>, reading: unknown): Field => ({
  is: 'open',
  why: open!.why,
  cite: clause?.cite ?? null,
  quote: clause?.quote ?? null,
  reading,
  alternatives: null,
})

const openStart = ({ open, clause }: CaseDecisions['start'], day: string | null | undefined): Field =>
  openField({ open: open!, clause }, (rule) => (rule === open!.reading ? day : rule))

/** What the notice says beyond the enrolment itself: money back, and the ceiling of 大病保险. */
function moreFields(book: Rulebook, world: CaseDecisions, m: CaseState): Fields {
  const { base, refund } = world
  const more: Fields = {}
  if (refund.value !== undefined || refund.open) {
    const paid = decisionState(moneyFields(world).fee) ?? base
    more.refund = fieldOf(refund, (v) => (v === 'none' ? 0 : paid))
  }
  const bonus = ceilingField(book.policy, m.person.told)
  return bonus === undefined ? more : { ...more, ceilingBonus: bonus }
}
