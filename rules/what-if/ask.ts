import { dayNumber, type DayNumber } from '../calendar/civil-day'
import { settleIfAllAgree } from '../engine/agreement'
import { reasonsFor } from '../engine/explain'
import { decisionState } from '../engine/field'
import { judge, type Judgement } from '../engine/judge'
import { first } from '../engine/outcome'
import { readPerson } from '../engine/person'
import { rulebook, type Rulebook } from '../engine/rulebook'
import { valueWords } from '../engine/wording'
import { RulesError, type RulesErrorCode } from '../language/faults'
import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { DayRule } from '../language/values'
import type { CivilDay, Fen, WindowStatus } from '../language/words'

/** The values at which a person's answer stands, readings included; null = not settled, or it does not arise. */
export interface Standing {
  /** The policy does not take this person's words. */
  refused: RulesErrorCode | null
  eligible: boolean | null
  payable: boolean | null
  baseFee: Fen | null
  subsidy: Fen | null
  fee: Fen | null
  windowStatus: WindowStatus | null
  /** In words. */
  wait: string | null
  benefitEnd: CivilDay | null
  /** `decision/clause-id` of what settled each. */
  clauses: Readonly<Partial<Record<ClauseOf, string>>>
}
export type ClauseOf = 'eligible' | 'payable' | 'baseFee' | 'subsidy' | 'fee' | 'windowStatus' | 'wait' | 'benefitStart'

/** In place of the first day with benefits. */
export const NO_BENEFITS = -1
export const NOT_SETTLED = -2

/** Days of their own that somebody's start of benefits moves with. */
export type Moving = 'paid' | 'birthDate' | 'situationDate' | 'schoolStart'

export interface AskedOf {
  standing: Standing
  /** The first day with benefits, or one of the two above. */
  start: number
  /** Days that the rule of the start names, directly or by the wait. */
  moving: readonly Moving[]
  /** All that the first day is reckoned from, but for the days themselves; null = there is nothing to reckon. */
  formula: string | null
}

const REFUSED: Standing = {
  refused: null,
  eligible: null,
  payable: null,
  baseFee: null,
  subsidy: null,
  fee: null,
  windowStatus: null,
  wait: null,
  benefitEnd: null,
  clauses: {},
}

/** What `assess` says of one person, in figures and clauses: the explaining engine, without the season. */
export function ask(policy: Policy, told: Facts, paid: DayNumber): AskedOf {
  const book = rulebook(policy)
  try {
    const judgement = judge(book, readPerson(told, policy, book.vocabulary), paid)
    settleIfAllAgree(book, told, paid, judgement)
    const start = at<CivilDay>(judgement, 'benefitStart')
    const never = start === null && !judgement.world.neverCovered
    return {
      standing: standingOf(book, judgement),
      start: start === undefined ? NOT_SETTLED : start === null ? NO_BENEFITS : dayNumber(start)!,
      moving: never ? [] : movingOf(book, judgement),
      formula: never ? null : formulaOf(book, judgement),
    }
  } catch (error) {
    if (!(error instanceof RulesError)) throw error
    return { standing: { ...REFUSED, refused: error.code }, start: NOT_SETTLED, moving: [], formula: null }
  }
}

const at = <V>({ fields }: Judgement, field: keyof Judgement['fields']): V | null | undefined =>
  decisionState(fields[field]) as V | null | undefined

function standingOf(book: Rulebook, judgement: Judgement): Standing {
  const waitField = judgement.fields.waitingMonths === undefined ? 'waitingDays' : 'waitingMonths'
  const wait = at(judgement, waitField)
  return {
    refused: null,
    eligible: at<boolean>(judgement, 'eligible') ?? null,
    payable: at<boolean>(judgement, 'payable') ?? null,
    baseFee: at<Fen>(judgement, 'baseFee') ?? null,
    subsidy: at<Fen>(judgement, 'subsidy') ?? null,
    fee: at<Fen>(judgement, 'fee') ?? null,
    windowStatus: at<WindowStatus>(judgement, 'windowStatus') ?? null,
    wait: wait === undefined ? null : valueWords(waitField, wait),
    benefitEnd: at<CivilDay>(judgement, 'benefitEnd') ?? null,
    clauses: clausesOf(book, judgement),
  }
}

const CLAUSE_OF: Readonly<Record<string, ClauseOf>> = {
  eligible: 'eligible',
  payable: 'payable',
  baseFee: 'baseFee',
  subsidy: 'subsidy',
  fee: 'fee',
  windowStatus: 'windowStatus',
  waitingDays: 'wait',
  waitingMonths: 'wait',
  benefitStart: 'benefitStart',
}

const clausesOf = (book: Rulebook, judgement: Judgement): Standing['clauses'] =>
  Object.fromEntries(
    reasonsFor(book, judgement).flatMap(({ field, clause }) => {
      const of = CLAUSE_OF[field]
      return of === undefined ? [] : [[of, clause]]
    }),
  )

/** Which of the person's own days the start is counted from; the engine's own rules say so. */
function movingOf(book: Rulebook, judgement: Judgement): Moving[] {
  const found = new Set<Moving>()
  const look = (rule: DayRule | undefined): void => {
    if (typeof rule === 'object') {
      if ('later' in rule) return rule.later.forEach(look)
      return look('after' in rule ? rule.after : rule.firstOfNextMonth)
    }
    if (rule === 'birth') found.add('birthDate')
    if (rule === 'event') found.add('situationDate')
    if (rule === 'schoolStart') found.add('schoolStart')
    if (rule === 'paid' || rule === 'arrived') found.add('paid')
    if (rule === 'afterWaiting') look(waitFromOf(book, judgement))
  }
  look(judgement.world.start.value)
  return [...found]
}

const waitFromOf = (book: Rulebook, { moment }: Judgement): DayRule =>
  first(book.decisions.waitFrom, moment).value ?? 'paid'

const formulaOf = (book: Rulebook, judgement: Judgement): string => {
  const { world, fields, moment } = judgement
  const rules = [world.start.value, world.wait.length, waitFromOf(book, judgement), world.period.value]
  return JSON.stringify([...rules, fields.payable?.is, moment.person.told.waitRunsTo ?? null])
}
