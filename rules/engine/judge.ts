import type { DayNumber } from '../calendar/civil-day'
import type { Matter, Open } from '../language/policy'
import type { AnswerField } from '../language/words'
import { holds } from './conditions'
import { decide, type Assumption, type CaseDecisions } from './decide'
import { fieldsOf, decisionState, type Field, type Fields } from './fields'
import { CaseState } from './moment'
import type { Person } from './person'
import type { Rulebook } from './rulebook'

export interface Outline {
  world: CaseDecisions
  fields: Fields
  moment: CaseState
}

/** Everything found for one person on one day, with the doubts of one decision carried into those that hang on it. */
export interface Judgement extends Outline {
  /** Open matters that are no field of the answer. */
  beyond: readonly Matter[]
}

export function judge(book: Rulebook, person: Person, paid: DayNumber | undefined, strict = false): Judgement {
  const moment = new CaseState(person, paid, strict)
  const world = decide(book, moment)
  const fields = fieldsOf(book, world, moment)
  for (const fork of forks(world)) carryDoubt(fields, fork, book, person, paid, strict)
  const beyond = applyMatters(book, moment, fields)
  return { world, fields, beyond, moment }
}

/** The decisions alone, without what other readings would carry into each other: enough to see where answers turn. */
export function outline(book: Rulebook, person: Person, paid: DayNumber): Outline {
  const moment = new CaseState(person, paid, false)
  const world = decide(book, moment)
  return { world, fields: fieldsOf(book, world, moment), moment }
}

interface Fork {
  suppose: Assumption
  /** Fields that the open decision gives itself: their doubt is said already. */
  own: readonly AnswerField[]
  why: { why: string; cite: string | null; quote: string | null }
}

/** Each other reading of an open decision, one at a time. */
function forks(world: CaseDecisions): Fork[] {
  const found: Fork[] = []
  const add = <V>(
    open: Open<V> | null,
    clause: { cite: string | null; quote: string | null } | null,
    suppose: (v: V) => Assumption,
    own: readonly AnswerField[],
  ): void => {
    for (const value of open?.alternatives ?? []) {
      found.push({
        own,
        suppose: suppose(value),
        why: { why: open!.why, cite: clause?.cite ?? null, quote: clause?.quote ?? null },
      })
    }
  }
  add(world.window.open, world.window.clause, (window) => ({ window }), ['windowStatus'])
  add(world.waiting.open, world.waiting.clause, (waiting) => ({ waiting }), ['waitingDays', 'waitingMonths'])
  add(world.contribution.open, world.contribution.clause, (contribution) => ({ contribution }), ['baseFee', 'fee'])
  const { doubt, held } = world.subsidy
  const cell = doubt === 'cell' ? held.find((c) => c.open !== null) : undefined
  if (cell) add(cell.open, cell.clause, (subsidy) => ({ subsidy }), ['subsidy', 'fee', 'subsidyCategory', 'fundedBy'])
  return found
}

function carryDoubt(
  fields: Fields,
  { suppose, own, why }: Fork,
  book: Rulebook,
  person: Person,
  paid: DayNumber | undefined,
  strict: boolean,
): void {
  const moment = new CaseState(person, paid, strict)
  const other = fieldsOf(book, decide(book, moment, suppose), moment)
  for (const name of Object.keys(fields) as AnswerField[]) {
    const here = fields[name]
    const there = other[name]
    if (here?.is !== 'known' || there === undefined || own.includes(name)) continue
    if (there.is === 'known' && there.value === here.value) continue
    fields[name] = doubtful(here.value, [decisionState(there)], why)
  }
}

const doubtful = (reading: unknown, alternatives: readonly unknown[] | null, why: Fork['why']): Field => ({
  is: 'open',
  reading,
  alternatives,
  ...why,
})

/** Opens the fields that a matter is about, and keeps the matters that are about something else. */
function applyMatters(book: Rulebook, moment: CaseState, fields: Fields): Matter[] {
  const beyond: Matter[] = []
  for (const matter of book.policy.matters) {
    if (!holds(matter.when, book.policy, moment)) continue
    for (const about of matter.about) {
      const field = fields[about as AnswerField]
      if (field === undefined) beyond.push({ ...matter, about: [about] })
      else if (field.is === 'known')
        fields[about as AnswerField] = doubtful(field.value, null, {
          why: matter.why,
          cite: matter.cite,
          quote: matter.quote,
        })
    }
  }
  return beyond
}
