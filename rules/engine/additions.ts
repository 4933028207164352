import type { Addition } from '../language/policy'
import type { Fen, NamedAmount } from '../language/words'
import { NO, NOT_KNOWN, type CaseState } from './moment'
import type { Rulebook } from './rulebook'
import { cellOf, fenOf, type SubsidyOutcome } from './subsidy'

/** Money that adds up with the winning subsidy. */
export interface Additions {
  /** fen, in all; off the fee. */
  amount: Fen
  given: readonly (NamedAmount & { clause: Addition })[]
  /** Paid to the person after the season, not off the fee. */
  later: readonly (NamedAmount & { clause: Addition })[]
  /** Facts without which the sum is not settled. */
  missing: number
}

export const NO_ADDITIONS: Additions = { amount: 0, given: [], later: [], missing: 0 }

/** Each that holds is added to the winner of the contest; the sum stops at the contribution. */
export function decideAdditions(book: Rulebook, m: CaseState, base: Fen, contest: SubsidyOutcome): Additions {
  if (book.additions.length === 0) return NO_ADDITIONS
  const given: Additions['given'][number][] = []
  const later: Additions['given'][number][] = []
  let left = base - (contest.amount ?? 0)
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
    const amount = fenOf(cell, base)
    if (found === NOT_KNOWN) missing |= left > 0 || clause.paidOut ? m.missing : 0
    else if (clause.paidOut === 'afterSeason') later.push({ name: clause.name, amount, clause })
    else if (left > 0) {
      given.push({ name: clause.name, amount: Math.min(amount, left), clause })
      left -= Math.min(amount, left)
    }
  }
  return { amount: given.reduce((sum, one) => sum + one.amount, 0), given, later, missing }
}
