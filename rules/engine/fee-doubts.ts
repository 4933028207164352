import { dayNumber } from '../calendar/civil-day'
import type { FactName, Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { CivilDay, Fen } from '../language/words'
import { decisionState } from './/field'
import { judge } from './judge'
import { readPerson } from './person'
import { fits } from './fitting-options'
import { optionsFor } from './question-options'
import { rulebook } from './rulebook'
import { candidateValues } from './trial-values'
import { FACT_WORDS } from './wording'

/** What the fee hangs on that somebody could not tell. */
export interface FeeDoubt {
  /** fen; no answer to what was skipped comes to more. */
  most: Fen
  /** Answers that come to less, the least first; each outcome once. */
  less: readonly FeeIf[]
}

/** fen; null = they are not to pay here at all, as far as the notice is read. */
interface FeeIf {
  fee: Fen | null
  /** Answers to skipped questions, as the questions word them. */
  if: readonly string[]
}

/**
 * The spread of the fee over every answer to the questions that were skipped, one at a time, the others
 * as they ordinarily
 * are: so that a number which is only likely is never shown as certain. null = whatever the answers,
 * the fee is the same.
 * @throws RulesError as `assess`
 */
export function feeDoubt(
  policy: Policy,
  told: Facts,
  day: CivilDay | null,
  skipped: readonly FactName[],
): FeeDoubt | null {
  const book = rulebook(policy)
  const paid = day === null ? undefined : dayNumber(day)!
  const values = (fact: FactName): unknown[] => candidateValues(policy, fact, paid, told)
  const untold = skipped.filter((fact) => told[fact] === undefined)
  const ordinary = untold.reduce<Facts>((facts, fact) => ({ ...facts, [fact]: values(fact)[0] }), told)
  const tried = untold.flatMap((fact) =>
    values(fact).flatMap((value) => {
      // Nobody is told of what they cannot be.
      if (!fits(policy, fact, Array.isArray(value) ? value[0] : value, told, day)) return []
      const fee = feeOf(book, { ...ordinary, [fact]: value }, paid)
      return fee === undefined ? [] : [{ fee, word: wordOf(policy, fact, value) }]
    }),
  )
  const most = Math.max(...tried.map(({ fee }) => fee ?? -1))
  const less = tried.filter(({ fee }) => fee !== most)
  if (most < 0 || less.length === 0) return null
  const fees = [...new Set(less.map(({ fee }) => fee))].sort((a, b) => (a ?? -1) - (b ?? -1))
  return {
    most,
    less: fees.map((fee) => ({ fee, if: [...new Set(less.filter((one) => one.fee === fee).map(({ word }) => word))] })),
  }
}

/** undefined = not settled even so. */
function feeOf(book: ReturnType<typeof rulebook>, told: Facts, paid: number | undefined): Fen | null | undefined {
  const { fields } = judge(book, readPerson(told, book.policy, book.vocabulary), paid, false)
  if (decisionState(fields.eligible) === false) return null
  const fee = decisionState(fields.fee)
  return typeof fee === 'number' ? fee : undefined
}

function wordOf(policy: Policy, fact: FactName, value: unknown): string {
  if (Array.isArray(value)) return String(value[0] ?? '都没有')
  const option = optionsFor(policy, fact).find((one) => one.value === value)
  const name = FACT_WORDS[fact] ?? fact
  return option === undefined ? `${name}不同` : `${name}：${option.label}`
}
