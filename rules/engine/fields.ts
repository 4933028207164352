import { civilDay } from '../calendar/civil-day'
import type { Open, Wait } from '../language/policy'
import type { AnswerField, Fen, NamedAmount } from '../language/words'
import { ceilingField } from './ceiling'
import type { Charges } from './charges'
import { holds } from './conditions'
import type { CaseState } from './moment'
import type { Outcome } from './outcome'
import { BIT } from './person'
import type { Rulebook } from './rulebook'
import { fundingShares, type SubsidyOutcome } from './subsidy'
import type { CaseDecisions } from './decide'

/** How sure one field of the answer is. */
export type Field =
  | { is: 'known'; value: unknown }
  | {
      is: 'open'
      reading: unknown
      why: string
      cite: string | null
      quote: string | null
      alternatives: readonly unknown[] | null
    }
  | { is: 'notTold'; missing: number }

export type Fields = Partial<Record<AnswerField, Field>>

const known = (value: unknown): Field => ({ is: 'known', value })
const unknownFact = (missing: number): Field => ({ is: 'notTold', missing })

/** What an open clause says, with its reading and alternatives put as values of the field. */
export function openField<V>(
  outcome: { open: Open<V>; clause: { cite: string | null; quote: string | null } | null },
  toValue: (v: V) => unknown,
): Field {
  const { open, clause } = outcome
  return {
    is: 'open',
    why: open.why,
    cite: clause?.cite ?? null,
    quote: clause?.quote ?? null,
    reading: open.reading === null ? undefined : toValue(open.reading),
    alternatives: open.alternatives?.map(toValue) ?? null,
  }
}

function fieldOf<V>(outcome: Outcome<V>, toValue: (v: V) => unknown): Field | undefined {
  if (outcome.open) return openField({ open: outcome.open, clause: outcome.clause }, toValue)
  if (outcome.value !== undefined) return known(toValue(outcome.value))
  return outcome.missing ? unknownFact(outcome.missing) : undefined
}

/** No clause says anything, and no fact is missing: a hole in the file is said, not passed over. */
export const SILENT: Field = {
  is: 'open',
  reading: undefined,
  why: '通知没有写这种情况',
  cite: null,
  quote: null,
  alternatives: null,
}

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

/** There is no contribution to reckon with: a fact is missing, or the notice leaves it open without a reading. */
function withoutBase({ contribution: { open, clause, missing }, subsidy }: CaseDecisions): Field {
  if (missing || subsidy.missing) return unknownFact(missing || subsidy.missing)
  return open ? openField({ open, clause }, (fen) => fen) : SILENT
}

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
  const needed = start.value !== undefined && JSON.stringify(start.value).includes('afterWaiting')
  const field = fieldOf(waiting, count) ?? (needed ? SILENT : undefined)
  return {
    [unit === 'months' ? 'waitingMonths' : 'waitingDays']: field,
    ...(wait.ends === undefined ? {} : { waitEnds: known(civilDay(wait.ends)) }),
  }
}

/** Of no wait, and of one that is not settled: as the file says, else days, or what its waits are in. */
function unitWithout({ policy, waitUnit }: Rulebook, waiting: Outcome<Wait>): 'days' | 'months' {
  return policy.decisions.waitingPeriod.unit ?? (waiting.value === 'none' ? 'days' : waitUnit)
}

/** Subsidy and fee: the contest, what adds up with it, and what is paid beside it. */
function moneyFields(world: CaseDecisions): Fields {
  const { subsidy, base, additions, charges } = world
  const missing = subsidy.missing || world.contribution.missing
  if (missing || base === undefined) {
    const field = missing ? unknownFact(missing) : withoutBase(world)
    const blank: Field = field.is === 'open' ? { ...field, alternatives: null } : field
    return { subsidy: blank, fee: blank, subsidyCategory: blank }
  }
  const more: Fields = {
    ...categoryFields(subsidy),
    ...(charges.given.length > 0 ? { charges: known(charges.given.map(nameAndAmount)) } : {}),
    ...(additions.given.length > 0 ? { additions: known(additions.given.map(nameAndAmount)) } : {}),
  }
  if (additions.missing) {
    const field = unknownFact(additions.missing)
    return { ...more, subsidy: field, fee: field, additions: field }
  }
  const whole = (amount: Fen | undefined): Fen | undefined =>
    amount === undefined ? undefined : Math.min(base, amount + additions.amount)
  const feeOf = (amount: Fen | undefined): Fen | undefined =>
    amount === undefined ? undefined : base - whole(amount)! + charges.amount
  return { ...more, ...subsidyFields(world, whole, feeOf) }
}

const nameAndAmount = ({ name, amount }: NamedAmount): NamedAmount => ({ name, amount })

function subsidyFields(
  { subsidy, contribution, charges }: CaseDecisions,
  whole: (amount: Fen | undefined) => Fen | undefined,
  feeOf: (amount: Fen | undefined) => Fen | undefined,
): Fields {
  const fee = feeOf(subsidy.amount)
  if (subsidy.doubt === null)
    return { subsidy: known(whole(subsidy.amount)), fee: feeField(fee, contribution, charges) }
  const { others, ...why } = doubtOf(subsidy)
  const open = (reading: unknown, alternatives: readonly unknown[] | null): Field => ({
    is: 'open',
    ...why,
    reading,
    alternatives,
  })
  const several = subsidy.doubt === 'combination' || subsidy.held.length > 1
  return {
    subsidy: open(whole(subsidy.amount), others?.map(whole) ?? null),
    fee: charges.missing ? unknownFact(charges.missing) : open(fee, others?.map(feeOf) ?? null),
    ...(several
      ? {
          subsidyCategory: open(
            subsidy.winner?.category ?? null,
            subsidy.held.slice(1).map((c) => c.category),
          ),
        }
      : {}),
  }
}

/** What is paid, where the subsidy is sure: open with the contribution, or with a charge that the notice leaves open. */
function feeField(fee: Fen | undefined, contribution: CaseDecisions['contribution'], charges: Charges): Field {
  if (charges.missing) return unknownFact(charges.missing)
  if (contribution.open) return openField({ open: contribution.open, clause: contribution.clause }, () => fee)
  const doubt = charges.others[0]?.clause
  if (doubt?.open === undefined || fee === undefined) return known(fee)
  return {
    is: 'open',
    why: doubt.open.why,
    cite: doubt.cite,
    quote: doubt.quote,
    reading: fee,
    alternatives: charges.others.map(({ amount }) => fee - charges.amount + amount).filter((other) => other !== fee),
  }
}

interface Doubt {
  why: string
  cite: string | null
  quote: string | null
  others: number[] | null
}

function doubtOf({ doubt, held, amount: taken }: SubsidyOutcome): Doubt {
  const best = held[0]!
  if (doubt === 'combination') {
    return {
      why: combinationWhy(held.map((c) => c.category)),
      cite: best.clause.cite,
      quote: best.clause.quote,
      others: [...new Set(held.slice(1).flatMap((c) => c.amount ?? []))].filter((a) => a !== best.amount),
    }
  }
  const cell = held.find((c) => c.open !== null)!
  const others = cell.open!.alternatives
    ? [...new Set([cell.least, cell.most, ...(cell.amount === undefined ? [] : [cell.amount])])].filter(
        (a) => a !== taken,
      )
    : null
  return { why: cell.open!.why, cite: cell.clause.cite, quote: cell.clause.quote, others }
}

const combinationWhy = (categories: readonly string[]): string =>
  `同时是${categories.join('、')}：通知没有说有几种身份时按哪一种资助，这里按资助多的算`

/** Equal subsidies have no winner. Whose purse pays is open only where the notice names different purses. */
function categoryFields(subsidy: SubsidyOutcome): Fields {
  const { winner, ties, missingForCategory } = subsidy
  if (missingForCategory)
    return { subsidyCategory: unknownFact(missingForCategory), fundedBy: unknownFact(missingForCategory) }
  if (winner === null) return { subsidyCategory: known(null) }
  const named = fundingShares([winner, ...ties])
  const allNamed = [winner, ...ties].every((c) => c.clause.funder)
  if (ties.length === 0)
    return {
      subsidyCategory: known(winner.category),
      fundedBy: winner.clause.funder ? known(winner.clause.funder) : undefined,
    }
  if (named.size < 2)
    return { subsidyCategory: known(null), fundedBy: allNamed ? known(winner.clause.funder) : undefined }
  const open = (alternatives: readonly unknown[]): Field => ({
    is: 'open',
    reading: null,
    alternatives,
    cite: winner.clause.cite,
    quote: winner.clause.quote,
    why: `同时是${[winner, ...ties].map((c) => c.category).join('、')}，资助一样多但出钱的部门不同；由哪一家出，通知没有说`,
  })
  return { subsidyCategory: open([winner, ...ties].map((c) => c.category)), fundedBy: open([...named]) }
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
  if (isBlank(period)) {
    const { why } = period.open!
    const { cite = null, quote = null } = period.clause ?? {}
    const under = (reading: unknown): Field => ({ is: 'open', why, cite, quote, reading, alternatives: null })
    return { benefitStart: under(first), benefitEnd: under(last) }
  }
  if (first === undefined || last === undefined) return { benefitStart: SILENT, benefitEnd: SILENT }
  return { benefitStart: known(first), benefitEnd: known(last) }
}

/** Open, and no other reading is named, or none is taken: nothing to compare with. */
const isBlank = ({ open }: Outcome<unknown>): boolean => open !== null && (open.reading === null || !open.alternatives)

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

/** The value a field stands at: what is known, or the reading taken. */
export function decisionState(field: Field | undefined): unknown {
  return field?.is === 'known' ? field.value : field?.is === 'open' ? field.reading : undefined
}

/** Values of fields are plain: texts, numbers, lists of named amounts. */
export const sameValue = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && a !== null && JSON.stringify(a) === JSON.stringify(b))
