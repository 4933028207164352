import type { Fen, NamedAmount } from '../language/words'
import type { Additions } from './additions'
import type { Charges } from './charges'
import type { CaseDecisions } from './decide'
import { known, openField, SILENT, unknownFact, type Field, type Fields } from './field'
import { fundingShares, type SubsidyOutcome } from './subsidy'

/** Subsidy and fee: the contest, what adds up with it, and what is paid beside it. */
export function moneyFields(world: CaseDecisions): Fields {
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
    ...additionsField(additions),
  }
  if (additions.missing) {
    const field = unknownFact(additions.missing)
    return { ...more, subsidy: field, fee: field }
  }
  const whole = (amount: Fen | undefined): Fen | undefined =>
    amount === undefined ? undefined : Math.min(base, amount + additions.amount)
  const feeOf = (amount: Fen | undefined): Fen | undefined =>
    amount === undefined ? undefined : base - whole(amount)! + charges.amount
  return { ...more, ...subsidyFields(world, whole, feeOf) }
}

function additionsField({ given, missingForList }: Additions): Fields {
  if (missingForList) return { additions: unknownFact(missingForList) }
  return given.length > 0 ? { additions: known(given.map(nameAndAmount)) } : {}
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

/**
 * What is paid, where the subsidy is sure: open with the contribution, or with a charge that the notice leaves open.
 */
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

/** There is no contribution to reckon with: a fact is missing, or the notice leaves it open without a reading. */
export function withoutBase({ contribution: { open, clause, missing }, subsidy }: CaseDecisions): Field {
  if (missing || subsidy.missing) return unknownFact(missing || subsidy.missing)
  return open ? openField({ open, clause }, (fen) => fen) : SILENT
}
