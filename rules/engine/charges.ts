import type { Charge } from '../language/values'
import type { Fen, NamedAmount } from '../language/words'
import { NO, NOT_KNOWN, type CaseState } from './moment'
import type { Rulebook } from './rulebook'

/** What is paid beside the contribution. */
export interface Charges {
  /** fen, in all, by the readings taken. */
  amount: Fen
  given: readonly (NamedAmount & { clause: Charge })[]
  /** What an open charge may come to as well, each with the others unchanged; fen in all. */
  others: readonly { clause: Charge; amount: Fen }[]
  missing: number
}

type Gives = NonNullable<Charge['gives']>

/** All that hold add up; decided last, so that they may look at everything; never subsidised. */
export function decideCharges(book: Rulebook, m: CaseState, base: Fen | undefined): Charges {
  const given: Charges['given'][number][] = []
  const doubts: { clause: Charge; change: Fen }[] = []
  let missing = 0
  const worth = (gives: Gives): Fen =>
    typeof gives === 'number' ? gives : (m.person.told.repaidYears ?? 0) * (base ?? 0)
  for (const { clause, test } of book.charges) {
    m.missing = 0
    const found = test(m)
    if (found === NO) continue
    if (found === NOT_KNOWN) {
      missing |= m.missing
      continue
    }
    const stated = clause.gives ?? clause.open?.reading
    const amount = stated == null ? 0 : worth(stated)
    if (amount > 0) given.push({ name: clause.name, amount, clause })
    for (const other of clause.open?.alternatives ?? []) doubts.push({ clause, change: worth(other) - amount })
  }
  const amount = given.reduce((sum, one) => sum + one.amount, 0)
  return { amount, given, missing, others: doubts.map(({ clause, change }) => ({ clause, amount: amount + change })) }
}
