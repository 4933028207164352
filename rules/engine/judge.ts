import type { DayNumber } from '../calendar/civil-day'
import type { Open } from '../language/clause'
import type { Matter } from '../language/values'
import type { AnswerField } from '../language/words'
import { holds } from './conditions'
import { decide, type Assumption, type CaseDecisions } from './decide'
import { decisionState, sameValue, type Field, type Fields } from './/field'
import { fieldsOf } from './/fields'
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
  /** What the other readings of each open decision come to, one at a time. */
  readings: readonly Reading[]
}

interface Reading extends Outline {
  why: Why
}

export function judge(book: Rulebook, person: Person, paid: DayNumber | undefined, strict = false): Judgement {
  const moment = new CaseState(person, paid, strict)
  const world = decide(book, moment)
  const fields = fieldsOf(book, world, moment)
  const readings = forks(world).map(({ assumptions, own, why }) => {
    const others = assumptions.map((suppose): Outline => {
      const state = new CaseState(person, paid, strict)
      const other = decide(book, state, suppose)
      return { world: other, fields: fieldsOf(book, other, state), moment: state }
    })
    carryDoubt(fields, others, own, why)
    return others.map((other): Reading => ({ ...other, why }))
  })
  const beyond = applyMatters(book, moment, fields)
  return { world, fields, beyond, moment, readings: readings.flat() }
}

/** The decisions alone, without what other readings would carry into each other: enough to see where answers turn. */
export function outline(book: Rulebook, person: Person, paid: DayNumber): Outline {
  const moment = new CaseState(person, paid, false)
  const world = decide(book, moment)
  return { world, fields: fieldsOf(book, world, moment), moment }
}

interface Why {
  why: string
  cite: string | null
  quote: string | null
}

/** The other readings of one open decision. */
interface Fork {
  assumptions: readonly Assumption[]
  /** Fields that the open decision gives itself: their doubt is said already. */
  own: readonly AnswerField[]
  why: Why
}

type Doubtful = { open: Open<unknown> | null; clause: { cite: string | null; quote: string | null } | null }

/** Decisions whose other readings change what is decided after them, and the fields in which they say so themselves. */
const FORKING: Readonly<Partial<Record<keyof Assumption, readonly AnswerField[]>>> = {
  exempt: [],
  window: ['windowStatus'],
  waiting: ['waitingDays', 'waitingMonths'],
  contribution: ['baseFee', 'fee'],
  period: [],
  start: ['benefitStart'],
  payable: ['payable'],
}

function forks(world: CaseDecisions): Fork[] {
  const found: Fork[] = []
  const add = (name: keyof Assumption, { open, clause }: Doubtful, own: readonly AnswerField[]): void => {
    if (open === null || !open.alternatives || open.alternatives.length === 0) return
    const assumptions = open.alternatives.map((value): Assumption => ({ [name]: value }))
    found.push({ assumptions, own, why: { why: open.why, cite: clause?.cite ?? null, quote: clause?.quote ?? null } })
  }
  for (const [name, own] of Object.entries(FORKING) as [Exclude<keyof Assumption, 'subsidy'>, AnswerField[]][])
    add(name, world[name], own)
  const { doubt, held } = world.subsidy
  const cell = doubt === 'cell' ? held.find((c) => c.open !== null) : undefined
  if (cell) add('subsidy', cell, ['subsidy', 'fee', 'subsidyCategory', 'fundedBy'])
  return found
}

/** Opens what stands at another value in one of the readings; where all agree, there is no doubt. */
function carryDoubt(fields: Fields, others: readonly Outline[], own: readonly AnswerField[], why: Why): void {
  for (const name of Object.keys({ ...fields, ...others[0]?.fields }) as AnswerField[]) {
    const here = fields[name]
    if (own.includes(name)) continue
    // What arises in a reading only is no doubt of the answer.
    if (here?.is !== 'known') continue
    const differing = others
      .map(({ fields: there }) => there[name])
      .filter((there) => there?.is !== 'known' || !sameValue(there.value, here.value))
      .filter((there) => there !== undefined || isDay(name))
    if (differing.length === 0) continue
    const values = differing.map(decisionState)
    fields[name] = doubtful(here.value, [...new Set(values)], why)
  }
}

const isDay = (name: AnswerField): boolean => name === 'benefitStart' || name === 'benefitEnd'

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
