import { dayNumber } from '../calendar/civil-day'
import { FACTS, FACT_NAMES, type FactName, type Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import type { Question } from './assessment'
import { judge } from './judge'
import { BIT, factsOf, readPerson } from './person'
import { fittingOptions, studyWords } from './fitting-options'
import { rulebook, type Rulebook } from './rulebook'
import { decisionState, type Fields } from './/field'
import { hasTiers } from './/fields'
import { candidateValues } from './trial-values'

/** Bounds of the search for a proof that a fact still matters; questions must come at once on a cheap phone. */
const MAX_TRIES = 300
/** When nothing was found in haste, the last facts are searched through. */
const MAX_LAST_TRIES = 6_000

/**
 * The facts that can still change the answer, most decisive first. A fact is named only when two answers to it,
 * all else equal, are known to lead to different results; [] = nothing that could be told changes anything.
 * @throws RulesError as {@link assess}
 */
export function questions(policy: Policy, told: Facts, day: CivilDay | null): Question[] {
  const weighing = judgeQuestions(policy, told, day)
  for (;;) {
    const step = weighing.next()
    if (step.done === true) return step.value
  }
}

/** The same, fact by fact: a phone weighs ahead in the pauses of whoever reads, and no finger waits for it. */
export function* judgeQuestions(policy: Policy, told: Facts, day: CivilDay | null): Generator<void, Question[]> {
  const book = rulebook(policy)
  const paid = day === null ? undefined : dayNumber(day)!
  const open = openFacts(book, told, paid)
  let found: { fact: FactName; weight: number }[] = []
  for (const tries of [MAX_TRIES, MAX_LAST_TRIES]) {
    for (const fact of found.length > 0 ? [] : open) {
      yield
      const weight = rankQuestion(book, told, paid, fact, open, tries)
      if (weight > 1) found.push({ fact, weight })
    }
    if (found.length > 0) break
  }
  found = found.sort((a, b) => b.weight - a.weight || FACT_NAMES.indexOf(a.fact) - FACT_NAMES.indexOf(b.fact))
  return inOrder(found.map(({ fact }) => fact)).map((fact) => questionFor(policy, fact, told, day))
}

/** Where both matter, the day of birth before what one is certified as: what does not fit the age is not shown. */
function inOrder(facts: readonly FactName[]): readonly FactName[] {
  const isBoth = facts.includes('birthDate') && facts.includes('categories')
  return isBoth ? ['birthDate', ...facts.filter((fact) => fact !== 'birthDate')] : facts
}

const unknownFacts = (told: Facts, fact: FactName): boolean => told[fact] === undefined

/** Facts that some decision looks at in vain: nothing beyond them can matter. */
function openFacts(book: Rulebook, told: Facts, paid: number | undefined): FactName[] {
  const { moment, world } = judge(book, readPerson(told, book.policy, book.vocabulary), paid, true)
  const missing = [
    world.eligible,
    world.contribution,
    world.additions,
    world.exempt,
    world.window,
    world.waiting,
    world.wait,
    world.period,
    world.start,
    world.registration,
    world.payable,
    world.charges,
  ].reduce(
    (mask, outcome) => mask | outcome.missing,
    world.subsidy.missing | world.subsidy.missingForCategory | world.additions.missingForList | moment.missing,
  )
  const tier = hasTiers(book, moment) ? BIT.tier : 0
  return factsOf(missing | tier).filter((name) => unknownFacts(told, name) && FACTS[name].ask !== undefined)
}

/** What an answer comes to, to tell two apart. */
function gist(book: Rulebook, told: Facts, paid: number | undefined): string {
  const { fields, beyond } = judge(book, readPerson(told, book.policy, book.vocabulary), paid, false)
  let text = beyond.map(({ id }) => id).join(',')
  for (const name of Object.keys(fields) as (keyof Fields)[])
    text += `|${name}:${fields[name]?.is}:${String(decisionState(fields[name]))}`
  return text
}

/**
 * How many different answers a fact leads to with the other facts ordinary; 2 when it takes others out of the
 * ordinary to tell two answers apart; 1 when nothing does.
 */
function rankQuestion(
  book: Rulebook,
  told: Facts,
  paid: number | undefined,
  fact: FactName,
  open: readonly FactName[],
  maxTries: number,
): number {
  const values = candidateValues(book.policy, fact, paid, told)
  let tries = 0
  for (const others of settings(
    book.policy,
    paid,
    told,
    open.filter((name) => name !== fact),
  )) {
    const found = new Set<string>()
    for (const value of values) {
      found.add(gist(book, { ...told, ...others, [fact]: value }, paid))
      if (++tries >= values.length && found.size > 1) return tries > values.length ? 2 : found.size
    }
    if (tries >= maxTries) break
  }
  return 1
}

/**
 * Ways to fill in the other facts: all ordinary, then one out of the ordinary, then two. A fact's first value is
 * its ordinary one; left untold, facts that nothing presumes would hide what hangs on the fact in question.
 */
function* settings(
  policy: Policy,
  paid: number | undefined,
  told: Facts,
  others: readonly FactName[],
): Generator<Facts> {
  const choices = others.map((name) =>
    candidateValues(policy, name, paid, told).map((value): Facts => ({ [name]: value })),
  )
  const ordinary = choices.reduce<Facts>((all, [first]) => ({ ...all, ...first }), {})
  yield ordinary
  for (const one of choices) for (const a of one.slice(1)) yield { ...ordinary, ...a }
  for (let i = 0; i < choices.length; i++) {
    for (let j = i + 1; j < choices.length; j++) {
      for (const a of choices[i]!.slice(1)) for (const b of choices[j]!.slice(1)) yield { ...ordinary, ...a, ...b }
    }
  }
}

function questionFor(policy: Policy, fact: FactName, told: Facts, day: CivilDay | null): Question {
  const { type, ask } = FACTS[fact]
  const own = { ...policy.asks[fact], ...(fact === 'student' ? studyWords(policy, told, day) : {}) }
  const kind =
    type === 'day' || type === 'dayOrDays' ? 'day' : type === 'texts' ? 'set' : type === 'grade' ? 'number' : 'choice'
  const options = kind === 'choice' || kind === 'set' ? fittingOptions(policy, fact, told, day) : []
  return { fact, kind, ask: own.ask ?? ask!, hint: own.hint ?? null, options }
}
