import { dayNumber } from '../calendar/civil-day'
import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { AnswerField, CivilDay, Fen } from '../language/words'
import { reasonsFor } from './explain'
import { decisionState } from './/field'
import { outline } from './judge'
import { readPerson } from './person'
import { rulebook } from './rulebook'

/** What a record keeps of an assessment: the figures at which it stands, readings included, and what they rest on. */
export interface RecordedFigures {
  /** fen; null = not settled. */
  baseFee: Fen | null
  subsidy: Fen | null
  fee: Fen | null
  /** The category that the subsidy comes under, in the notice's words; null = none, or several alike. */
  category: string | null
  fundedBy: string | null
  /** `decision/clause-id` of every reason that `assess` gives, in its order. */
  clauses: readonly string[]
}

/**
 * A twentieth of the work of `assess`, and of its answers those that last: for many records at once. @throws RulesError
 * as `assess`
 */
export function assessedAmounts(policy: Policy, told: Facts, day: CivilDay): RecordedFigures {
  const book = rulebook(policy)
  const found = outline(book, readPerson(told, policy, book.vocabulary), dayNumber(day)!)
  const at = <V>(field: AnswerField): V | null => (decisionState(found.fields[field]) ?? null) as V | null
  return {
    baseFee: at('baseFee'),
    subsidy: at('subsidy'),
    fee: at('fee'),
    category: at('subsidyCategory'),
    fundedBy: at('fundedBy'),
    clauses: [...new Set(reasonsFor(book, found).map(({ clause }) => clause))],
  }
}
