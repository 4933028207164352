import { civilDay } from '../calendar/civil-day'
import type { Open, Waiting } from '../language/policy'
import type { AnswerField } from '../language/words'
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

const isYes = (v: string): boolean => v === 'yes'

/** The answer's fields for one world: what the notice determines, what it leaves open, what was not told. */
export function fieldsOf(book: Rulebook, world: CaseDecisions, m: CaseState): Fields {
  const fields: Fields = { eligible: fieldOf(world.eligible, isYes) }
  if (book.policy.tiers.length > 0)
    fields.tier = m.person.told.tier === undefined ? unknownFact(BIT.tier) : known(m.person.told.tier)
  fields.baseFee =
    world.base === undefined
      ? unknownFact(world.contribution.missing || world.subsidy.missing)
      : world.contribution.open
        ? openField({ open: world.contribution.open, clause: world.contribution.clause }, () => world.base)
        : known(world.base)
  Object.assign(fields, moneyFields(world))
  fields.windowStatus = fieldOf(world.window, (v) => v)
  fields.registerFirst = fieldOf(world.registration, (r) => isYes(r.first))
  fields.payable = fieldOf(world.payable, isYes)
  // Who only has to register first still wants to know what paying then brings.
  const payable = onlyRegistrationMissing(world) ? known(true) : fields.payable
  if (!(payable?.is === 'known' && payable.value === false)) Object.assign(fields, waitingFields(world.waiting))
  Object.assign(fields, benefitFields(world, payable))
  return fields
}

/** Nothing stands against payment but the registration that has to come first. */
export const onlyRegistrationMissing = ({ payable }: Pick<CaseDecisions, 'payable'>): boolean =>
  payable.value === 'no' && payable.clause?.when?.registerFirst === 'yes'

function waitingFields(waiting: Outcome<Waiting>): Fields {
  const inMonths = typeof waiting.value === 'object' && waiting.value.unit === 'months'
  const count = (w: Waiting): number => (w === 'none' ? 0 : w.count)
  return { [inMonths ? 'waitingMonths' : 'waitingDays']: fieldOf(waiting, count) }
}

function moneyFields(world: CaseDecisions): Fields {
  const { subsidy, base } = world
  if (subsidy.missing || base === undefined) {
    const missing = unknownFact(subsidy.missing || world.contribution.missing)
    return { subsidy: missing, fee: missing, subsidyCategory: missing }
  }
  const category = categoryFields(subsidy)
  const fee = subsidy.amount === undefined ? undefined : base - subsidy.amount
  if (subsidy.doubt === null) {
    if (world.contribution.open)
      return {
        ...category,
        subsidy: known(subsidy.amount),
        fee: openField({ open: world.contribution.open, clause: world.contribution.clause }, () => fee),
      }
    return { ...category, subsidy: known(subsidy.amount), fee: known(fee) }
  }
  const { why, cite, quote, others } = doubtOf(subsidy)
  const open = (reading: unknown, alternatives: readonly unknown[] | null): Field => ({
    is: 'open',
    why,
    cite,
    quote,
    reading,
    alternatives,
  })
  const several = subsidy.doubt === 'combination' || subsidy.held.length > 1
  return {
    ...category,
    subsidy: open(subsidy.amount, others),
    fee: open(fee, others?.map((amount) => base - amount) ?? null),
    ...(several
      ? {
          subsidyCategory: open(
            subsidy.winner?.category ?? null,
            subsidy.held.slice(1).map((c) => c.category),
          ),
        }
      : {}),
  }

  function doubtOf({ doubt, held }: SubsidyOutcome): {
    why: string
    cite: string | null
    quote: string | null
    others: number[] | null
  } {
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
          (a) => a !== subsidy.amount,
        )
      : null
    return { why: cell.open!.why, cite: cell.clause.cite, quote: cell.clause.quote, others }
  }

  function combinationWhy(categories: readonly string[]): string {
    return `同时是${categories.join('、')}：通知没有说有几种身份时按哪一种资助，这里按资助多的算`
  }
}

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

/** No benefits without payment; where payment is open, so are they, unless they never start anyway. */
function benefitFields(world: CaseDecisions, payable: Field | undefined): Fields {
  const none = { benefitStart: known(null), benefitEnd: known(null) }
  if (payable?.is === 'known' && payable.value === false) return none
  if (world.neverCovered && !world.start.open) return none
  if (payable?.is === 'notTold') return { benefitStart: payable, benefitEnd: payable }
  const period = fieldOf(world.period, (p) => p)
  const end = mapField(period, (p) => (p as { to: string }).to)
  const start = startField(world)
  if (payable?.is === 'open') {
    const refused = payable.reading === false
    const under = (field: Field | undefined): Field => ({
      ...payable,
      reading: refused ? null : field?.is === 'known' ? field.value : field?.is === 'open' ? field.reading : undefined,
      alternatives: null,
    })
    return { benefitStart: under(start), benefitEnd: under(end) }
  }
  if (period?.is === 'open')
    return { benefitStart: mapField(period, (p) => (p as { from: string }).from), benefitEnd: end }
  return { benefitStart: start, benefitEnd: start === undefined ? undefined : start.is === 'notTold' ? start : end }
}

function startField(world: CaseDecisions): Field | undefined {
  const day = world.neverCovered ? null : world.startDay === undefined ? undefined : civilDay(world.startDay)
  const { start } = world
  if (start.open)
    return openField({ open: start.open, clause: start.clause }, (rule) => (rule === start.open!.reading ? day : rule))
  if (start.missing) return unknownFact(start.missing)
  return day === undefined ? undefined : known(day)
}

function mapField(field: Field | undefined, map: (v: unknown) => unknown): Field | undefined {
  if (field?.is === 'known') return known(map(field.value))
  if (field?.is === 'open')
    return {
      ...field,
      reading: field.reading === undefined ? undefined : map(field.reading),
      alternatives: field.alternatives?.map(map) ?? null,
    }
  return field
}

/** The value a field stands at: what is known, or the reading taken. */
export function decisionState(field: Field | undefined): unknown {
  return field?.is === 'known' ? field.value : field?.is === 'open' ? field.reading : undefined
}
