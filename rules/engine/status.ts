import { dayNumber, type DayNumber } from '../calendar/civil-day'
import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { AnswerField, CivilDay } from '../language/words'
import type { Citation, Undetermined } from './assessment'
import { decisionState, type Field } from './fields'
import { judge, type Judgement } from './judge'
import { CaseState } from './moment'
import { first, type Outcome } from './outcome'
import { readPerson, type Person } from './person'
import { rulebook, type Rulebook } from './rulebook'
import { valueWords } from './wording'

/** What an enrolment is on a day, as the resident is told. */
export const STATUS_WORDS = {
  due: '待缴费',
  notYetOpen: '未到缴费时间',
  exempt: '免缴待登记',
  overdue: '欠缴',
  suspended: '停保',
  paid: '已缴费',
  waiting: '等待期',
  covered: '享受待遇',
  ended: '待遇期满',
  employee: '职工医保参保',
  outside: '不在参保范围',
} as const
export type Status = (typeof STATUS_WORDS)[keyof typeof STATUS_WORDS]

export interface StatusAnswer {
  answers: { status?: Status; suspended?: boolean; benefitActive?: boolean }
  recommended: { status?: Status; suspended?: boolean; benefitActive?: boolean }
  undetermined: readonly Undetermined[]
}

/**
 * What a person's enrolment is on `asOf`, having paid on `paid` (null = not paid).
 * @throws RulesError as {@link assess}
 */
export function statusOn(policy: Policy, told: Facts, paid: CivilDay | null, asOf: CivilDay): StatusAnswer {
  return viewStatus(policy, told, paid, asOf).answer
}

/** An enrolment on a day, with all that its status rests on. */
export interface Look {
  answer: StatusAnswer
  judgement: Judgement
  hasPaid: boolean
  /** What the suspension clauses say of an unpaid one. */
  suspension: Outcome<'yes' | 'no'> | null
}

export function viewStatus(policy: Policy, told: Facts, paid: CivilDay | null, asOf: CivilDay): Look {
  const book = rulebook(policy)
  const person = readPerson(told, policy, book.vocabulary)
  const day = dayNumber(asOf)!
  const payment = paid === null ? null : dayNumber(paid)!
  const hasPaid = payment !== null && payment <= day
  const judgement = judge(book, person, hasPaid ? payment : day)
  if (hasPaid) return { answer: paidStatus(judgement, day), judgement, hasPaid, suspension: null }
  const outcome = suspension(book, person, judgement, day)
  return { answer: unpaidStatus(book, judgement, outcome), judgement, hasPaid, suspension: outcome }
}

/** Where a day lies against the benefits that a payment bought. */
function stage(from: unknown, to: unknown, day: DayNumber, waits: boolean): Status | undefined {
  if (from === null) return STATUS_WORDS.ended
  if (typeof from !== 'string' || typeof to !== 'string') return undefined
  if (day < dayNumber(from)!) return waits ? STATUS_WORDS.waiting : STATUS_WORDS.paid
  return day <= dayNumber(to)! ? STATUS_WORDS.covered : STATUS_WORDS.ended
}

function paidStatus({ fields }: Judgement, day: DayNumber): StatusAnswer {
  const waits = Boolean(decisionState(fields.waitingDays)) || Boolean(decisionState(fields.waitingMonths))
  const status = stage(decisionState(fields.benefitStart), decisionState(fields.benefitEnd), day, waits)
  const active = status === undefined ? undefined : status === STATUS_WORDS.covered
  const doubt = [fields.benefitStart, fields.benefitEnd].find(
    (f): f is Exclude<Field, { is: 'known' }> => f !== undefined && f.is !== 'known',
  )
  const other =
    doubt?.is === 'open'
      ? (doubt.alternatives ?? [undefined]).map((start) => stage(start, decisionState(fields.benefitEnd), day, waits))
      : [undefined]
  if (doubt === undefined || (status !== undefined && other.every((s) => s === status))) {
    return {
      answers: { ...(status && { status, benefitActive: active }), suspended: false },
      recommended: {},
      undetermined: [],
    }
  }
  const source = doubt.is === 'open' ? doubt : { why: '还缺少决定待遇日期的情况', cite: null, quote: null }
  return {
    answers: { suspended: false },
    recommended: status ? { status, benefitActive: active } : {},
    undetermined: [openOn('status', source, status), openOn('benefitActive', source, active)],
  }
}

function openOn(
  field: AnswerField,
  { why, cite, quote }: Citation & { why: string },
  reading: unknown,
  alternatives: readonly string[] = [],
): Undetermined {
  return {
    field,
    kind: 'silent',
    why: `${why}。`,
    cite,
    quote,
    alternatives,
    facts: [],
    ...(reading === undefined ? {} : { reading }),
  }
}

function unpaidStatus(book: Rulebook, judgement: Judgement, outcome: Outcome<'yes' | 'no'>): StatusAnswer {
  const status = unpaidWord(judgement, outcome.value === 'yes')
  const answers: StatusAnswer['answers'] = { status, benefitActive: false }
  if (outcome.open) {
    const suspended = outcome.open.reading === null ? undefined : outcome.open.reading === 'yes'
    const alternatives = (outcome.open.alternatives ?? []).map((v) => valueWords('suspended', v === 'yes'))
    const source = { why: outcome.open.why, cite: outcome.clause?.cite ?? null, quote: outcome.clause?.quote ?? null }
    return { answers, recommended: { suspended }, undetermined: [openOn('suspended', source, suspended, alternatives)] }
  }
  if (outcome.value !== undefined)
    return { answers: { ...answers, suspended: outcome.value === 'yes' }, recommended: {}, undetermined: [] }
  const silent = { why: `${book.policy.name}的通知没有说停保`, cite: null, quote: null }
  return { answers, recommended: {}, undetermined: [openOn('suspended', silent, undefined)] }
}

/** The suspension clauses see the results of the day's other decisions. */
function suspension(book: Rulebook, person: Person, { moment }: Judgement, day: DayNumber): Outcome<'yes' | 'no'> {
  const m = new CaseState(person, moment.paid, false, day)
  m.fee = moment.fee
  m.subsidyKind = moment.subsidyKind
  m.eligible = moment.eligible
  m.window = moment.window
  return first(book.decisions.suspension, m)
}

function unpaidWord({ world, fields, moment }: Judgement, suspended: boolean): Status {
  if (moment.person.told.employeeInsurance === 'active') return STATUS_WORDS.employee
  if (world.eligible.value === 'no') return STATUS_WORDS.outside
  if (suspended) return STATUS_WORDS.suspended
  if (decisionState(fields.fee) === 0) return STATUS_WORDS.exempt
  const window = world.window.value
  if (window === 'before') return STATUS_WORDS.notYetOpen
  return window === 'late' || window === 'closed' ? STATUS_WORDS.overdue : STATUS_WORDS.due
}
