import { addMonths, civilDay, dayNumber, yearOf } from '../calendar/civil-day'
import { FACTS, FACT_NAMES, type FactName, type Told } from '../language/facts'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import type { Question, QuestionOption } from './assessment'
import { usualPeriod } from './conditions'
import { judge } from './judge'
import { BIT, factsOf, readPerson } from './person'
import { optionsFor } from './question-options'
import { rulebook, type Rulebook } from './rulebook'
import { standing, type Fields } from './fields'

/** Bounds of the search for a proof that a fact still matters; questions must come at once on a cheap phone. */
const MAX_TRIES = 400

/**
 * The facts that can still change the answer, most decisive first. A fact is named only when two answers to it,
 * all else equal, are known to lead to different results; [] = nothing that could be told changes anything.
 * @throws RulesError as {@link assess}
 */
export function questions(policy: Policy, told: Told, day: CivilDay | null): Question[] {
  const book = rulebook(policy)
  const paid = day === null ? undefined : dayNumber(day)!
  const open = openFacts(book, told, paid)
  return open
    .map((fact) => ({ fact, weight: weigh(book, told, paid, fact, open) }))
    .filter(({ weight }) => weight > 1)
    .sort((a, b) => b.weight - a.weight || FACT_NAMES.indexOf(a.fact) - FACT_NAMES.indexOf(b.fact))
    .map(({ fact }) => questionFor(policy, fact))
}

const untold = (told: Told, fact: FactName): boolean => told[fact] === undefined

/** Facts that some decision looks at in vain: nothing beyond them can matter. */
function openFacts(book: Rulebook, told: Told, paid: number | undefined): FactName[] {
  const { moment, world } = judge(book, readPerson(told, book.policy, book.vocabulary), paid, true)
  const missing = [world.eligible, world.contribution, world.window, world.waiting, world.period, world.start, world.registration, world.payable]
    .reduce((mask, outcome) => mask | outcome.missing, world.subsidy.missing | moment.missing)
  const tier = book.policy.tiers.length > 0 ? BIT.tier : 0
  return factsOf(missing | tier).filter((name) => untold(told, name) && FACTS[name].ask !== undefined)
}

/** What an answer comes to, to tell two apart. */
function gist(book: Rulebook, told: Told, paid: number | undefined): string {
  const { fields, beyond } = judge(book, readPerson(told, book.policy, book.vocabulary), paid, false)
  return JSON.stringify([Object.entries(fields as Fields).map(([name, f]) => [name, f?.is, standing(f)]), beyond.map((b) => b.id)])
}

/** How many different answers a fact can lead to, the other open facts held at some value each. */
function weigh(book: Rulebook, told: Told, paid: number | undefined, fact: FactName, open: readonly FactName[]): number {
  const values = valuesOf(book.policy, fact, told, paid)
  let tries = 0
  let most = 1
  for (const others of settings(book.policy, told, paid, open.filter((name) => name !== fact))) {
    const found = new Set<string>()
    for (const value of values) {
      found.add(gist(book, { ...told, ...others, [fact]: value }, paid))
      tries++
    }
    most = Math.max(most, found.size)
    if (most > 1 || tries >= MAX_TRIES) break
  }
  return most
}

/** Ways to fill in the other facts: all ordinary, then one away from it, then two. */
function* settings(policy: Policy, told: Told, paid: number | undefined, others: readonly FactName[]): Generator<Told> {
  yield {}
  const one = others.map((name) => valuesOf(policy, name, told, paid).map((value): Told => ({ [name]: value })))
  for (const choices of one) yield* choices
  for (let i = 0; i < one.length; i++) {
    for (let j = i + 1; j < one.length; j++) for (const a of one[i]!) for (const b of one[j]!) yield { ...a, ...b }
  }
}

/** Values of a fact of which at least one falls on each side of every condition that looks at it. */
function valuesOf(policy: Policy, fact: FactName, told: Told, paid: number | undefined): unknown[] {
  if (FACTS[fact].type === 'day' || FACTS[fact].type === 'dayOrDays') return tellingDays(policy, paid)
  if (fact === 'categories') return [[], ...Object.keys(policy.identities).map((name) => [name])]
  if (fact === 'disabledSoldierGrade') return [null, 1, 6, 7, 10]
  void told
  return optionsFor(policy, fact).map(({ value }) => value)
}

/** Days near which a birth, an event or the start of school makes a difference. */
function tellingDays(policy: Policy, paid: number | undefined): CivilDay[] {
  const { from } = usualPeriod(policy)
  const start = dayNumber(from)!
  const at = paid ?? start
  const back = [1, 40, 61, 89, 91, 100, 200].map((days) => at - days)
  const births = [10, 17, 30, 59.96, 70].map((years) => addMonths(at, -Math.round(years * 12)))
  return [...back, ...births, start - 40, start + 5, at].map(civilDay).filter((day) => yearOf(dayNumber(day)!) > 1900)
}

function questionFor(policy: Policy, fact: FactName): Question {
  const { type, ask } = FACTS[fact]
  const own = policy.asks[fact]
  const kind = type === 'day' || type === 'dayOrDays' ? 'day' : type === 'texts' ? 'set' : type === 'grade' ? 'number' : 'choice'
  const options: readonly QuestionOption[] = kind === 'choice' || kind === 'set' ? optionsFor(policy, fact) : []
  return { fact, kind, ask: own?.ask ?? ask!, hint: own?.hint ?? null, options }
}
