import { policyFor, questions } from '../../rules'
import type { CivilDay, FactName, Policy, Question, Told } from '../../rules'
import { PERMISSIONS } from '../shared/permissions'
import type { Role } from '../shared/permissions'
import type { Look } from './enrolment-summary'
import { mayHappenAt } from './events'
import { FACT_ROWS } from './fact-names'

/**
 * What the caller may still tell of a person, and what can change by it; none once it is paid for or left.
 * A question that arises only by an unusual answer to another waits until that answer is recorded.
 */
export function questionsLeft(look: Look, role: Role): Question[] {
  if (!(role in PERMISSIONS.tellFacts) || !mayBeTold(look)) return []
  const { record: { region, year }, course: { told }, today } = look
  const policy = policyFor(region, year)
  const open = asked(policy, told, today)
  const arisen = open.filter(({ fact }) => asked(policy, { ...told, ...ordinary(open, fact) }, today).some((still) => still.fact === fact))
  const matters = mattersOf(look)
  return [...arisen.filter(({ fact }) => matters.has(fact)), ...arisen.filter(({ fact }) => !matters.has(fact))]
}

function mayBeTold({ course: { paidOn, told: { birthDate } }, standing: { status }, today }: Look): boolean {
  return paidOn === null && mayHappenAt('told', status) && (birthDate == null || birthDate <= today)
}

function asked(policy: Policy, told: Told, day: CivilDay): Question[] {
  return questions(policy, told, day)
    .filter(({ fact }) => FACT_ROWS[fact].by === 'person')
    .map((question) => ({ ...question, options: question.options.filter(({ value }) => value !== NEWBORN || mayBeNewborn(policy, told)) }))
    .filter(({ kind, options }) => kind === 'day' || kind === 'number' || options.length > 1)
}

const NEWBORN = '新生儿'

/** Nobody asks the old whether they were just born. */
function mayBeNewborn({ year }: Policy, { birthDate }: Told): boolean {
  return birthDate == null || birthDate >= `${year - 1}-01-01`
}

/** What people usually answer to the other questions. */
function ordinary(open: readonly Question[], but: FactName): Told {
  return Object.fromEntries(open.filter(({ fact, options }) => fact !== but && options.length > 0).map(({ fact, options }) => [fact, usualOf(options)]))
}

/** None of these, where that can be said; else what stands first. */
function usualOf(options: Question['options']): Question['options'][number]['value'] {
  return options.some(({ value }) => value === null) ? null : options[0]!.value
}

/** Facts without which something is not settled. */
function mattersOf({ assessment: { undetermined } }: Look): ReadonlySet<FactName> {
  return new Set(undetermined.filter(({ kind }) => kind === 'notTold').flatMap(({ facts }) => facts))
}
