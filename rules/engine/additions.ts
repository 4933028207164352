import type { Addition } from '../language/values'
import type { Fen, NamedAmount } from '../language/words'
import { NO, NOT_KNOWN, type CaseState } from './moment'
import type { Rulebook } from './rulebook'
import { cellOf, fenOf, type SubsidyOutcome } from './subsidy'

/** Money that adds up with the winning subsidy. */
export interface Additions {
  /** fen, in all; off the fee, and no more than is left to pay. */
  amount: Fen
  /** Each as the notice names it, whatever is left to pay. */
  given: readonly Named[]
  /** Paid to the person after the season, not off the fee. */
  later: readonly Named[]
  /** Facts without which the sum is not settled. */
  missing: number
  /** Facts that settle no money any more, but what it is made of. */
  missingForList: number
}

type Named = NamedAmount & { clause: Addition }

export const NO_ADDITIONS: Additions = { amount: 0, given: [], later: [], missing: 0, missingForList: 0 }

/** Each that holds is added to the winner of the contest; the sum stops at the contribution. */
export function decideAdditions(book: Rulebook, m: CaseState, base: Fen, contest: SubsidyOutcome): Additions {
  if (book.additions.length === 0) return NO_ADDITIONS
  const given: Named[] = []
  const later: Named[] = []
  let missing = 0
  for (const { clause, test } of book.additions) {
    if (clause.notWith === 'any' && (contest.winner !== null || contest.missing)) {
      missing |= contest.winner === null ? contest.missing : 0
      continue
    }
    m.missing = 0
    const found = test(m)
    const cell = cellOf(clause.gives, m.person.told.tier)
    if (found === NO || cell === undefined || (typeof cell === 'object' && 'open' in cell)) continue
    if (found === NOT_KNOWN) missing |= m.missing
    else
      (clause.paidOut === 'afterSeason' ? later : given).push({ name: clause.name, amount: fenOf(cell, base), clause })
  }
  const left = base - (contest.amount ?? 0)
  const sum = given.reduce((all, one) => all + one.amount, 0)
  return { amount: Math.min(sum, left), given, later, missing: sum < left ? missing : 0, missingForList: missing }
}
