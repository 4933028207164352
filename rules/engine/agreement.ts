import type { DayNumber } from '../calendar/civil-day'
import { FACTS, has, type FactName, type Facts } from '../language/facts'
import type { AnswerField } from '../language/words'
import { decisionState, sameValue, type Field } from './/field'
import { judge, type Judgement } from './judge'
import { factsOf, readPerson } from './person'
import type { Rulebook } from './rulebook'
import { candidateValues } from './trial-values'

/** Combinations tried for one field; a field that hangs on more stays not told. */
const MAX_COMBINATIONS = 3_000

/**
 * A field that comes out the same whichever way the untold facts are is settled: not every fact that a clause
 * looks at makes a difference.
 */
export function settleIfAllAgree(
  book: Rulebook,
  told: Facts,
  paid: DayNumber | undefined,
  { fields }: Judgement,
): void {
  const settled = new Map<number, Partial<Record<AnswerField, Field>>>()
  for (const name of Object.keys(fields) as AnswerField[]) {
    const field = fields[name]
    if (field?.is !== 'notTold' || paid === undefined) continue
    let common = settled.get(field.missing)
    if (common === undefined)
      settled.set(
        field.missing,
        (common = agreed(book, told, paid, factsOf(field.missing), Object.keys(fields) as AnswerField[])),
      )
    // What arises whichever way the facts are, though it could not be told before them.
    for (const [arising, one] of Object.entries(common) as [AnswerField, Field | undefined][])
      if (one?.is === 'known' && fields[arising] === undefined) fields[arising] = one
    if (!has(common, name)) continue
    if (common[name] === undefined) delete fields[name]
    else fields[name] = common[name]
  }
}

/**
 * The person with these facts told in every way that can make a difference; null where one of them is told already, is
 * never asked, or where the ways are too many.
 */
export function waysToTell(
  { policy }: Rulebook,
  told: Facts,
  paid: DayNumber,
  facts: readonly FactName[],
  most = MAX_COMBINATIONS,
): Iterable<Facts> | null {
  const open = facts.filter((name) => told[name] === undefined && FACTS[name].ask !== undefined)
  if (open.length === 0 || open.length < facts.length) return null
  const choices = open.map((name) => candidateValues(policy, name, paid, told))
  if (choices.reduce((all, values) => all * values.length, 1) > most) return null
  return everyWay(told, open, choices)
}

function* everyWay(
  told: Facts,
  names: readonly FactName[],
  choices: readonly (readonly unknown[])[],
): Generator<Facts> {
  for (const way of combinations(names, choices)) yield { ...told, ...way }
}

/** The fields on which all ways to tell these facts agree; undefined = they agree that it does not arise. */
function agreed(
  book: Rulebook,
  told: Facts,
  paid: DayNumber,
  facts: readonly FactName[],
  names: readonly AnswerField[],
): Partial<Record<AnswerField, Field>> {
  const ways = waysToTell(book, told, paid, facts)
  if (ways === null) return {}
  let common: Partial<Record<AnswerField, Field>> | null = null
  for (const whole of ways) {
    const { fields } = judge(book, readPerson(whole, book.policy, book.vocabulary), paid)
    if (common === null) common = { ...Object.fromEntries(names.map((name) => [name, undefined])), ...fields }
    else
      for (const name of Object.keys(common) as AnswerField[])
        if (!allAgree(common[name], fields[name])) delete common[name]
    for (const name of Object.keys(common) as AnswerField[]) if (common[name]?.is === 'notTold') delete common[name]
    if (Object.keys(common).length === 0) break
  }
  return common ?? {}
}

function* combinations(names: readonly FactName[], choices: readonly (readonly unknown[])[]): Generator<Facts> {
  const [name, ...rest] = names
  if (name === undefined) {
    yield {}
    return
  }
  for (const value of choices[0]!)
    for (const others of combinations(rest, choices.slice(1))) yield { ...others, [name]: value }
}

const allAgree = (a: Field | undefined, b: Field | undefined): boolean =>
  a?.is === b?.is && sameValue(decisionState(a), decisionState(b))
