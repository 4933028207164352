import { dayNumber, type DayNumber } from '../calendar/civil-day'
import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { AnswerField, CivilDay } from '../language/words'
import type { Citation, Undetermined } from './assessment'
import { waysToTell } from './agreement'
import { decisionState, type Field } from './/field'
import { judge, type Judgement, type Outline } from './judge'
import { CaseState } from './moment'
import { first, type Outcome } from './outcome'
import { factsOf, readPerson, type Person } from './person'
import { rulebook, type Rulebook } from './rulebook'
import { dayInWords, valueWords, waitingWords } from './wording'

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
  /** Paid, and no benefits come of it. */
  ineffective: '缴费未生效',
  withdrawn: '已退出',
  employee: '职工医保参保',
  outside: '不在参保范围',
} as const
export type Status = (typeof STATUS_WORDS)[keyof typeof STATUS_WORDS]

export interface StatusAnswer {
  answers: { status?: Status; suspended?: boolean; benefitActive?: boolean }
  recommended: { status?: Status; suspended?: boolean; benefitActive?: boolean }
  undetermined: readonly Undetermined[]
  /** Of a paid one: from when to when benefits run and how long one waits, in plain Chinese; null = nothing to say. */
  sentence: string | null
}

/**
 * What a person's enrolment is on `asOf`, having paid on `paid` (null = not paid).
 * @throws RulesError as {@link assess}
 */
export function statusOn(policy: Policy, told: Facts, paid: CivilDay | null, asOf: CivilDay): StatusAnswer {
  return viewStatus(policy, told, paid, asOf).answer
}

type Standing = Omit<StatusAnswer, 'sentence'>

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
  if (hasPaid) {
    const standing = whicheverWay(book, told, payment, day, paidStatus(judgement, day))
    const answer = { ...standing, sentence: coverSentence(judgement) }
    return { answer, judgement, hasPaid, suspension: null }
  }
  const outcome = suspension(book, person, judgement, day)
  const answer = { ...unpaidStatus(book, judgement, outcome, day), sentence: null }
  return { answer, judgement, hasPaid, suspension: outcome }
}

/** From when to when benefits run, and how long one waits for them. */
function coverSentence({ world, fields }: Judgement): string | null {
  const from = decisionState(fields.benefitStart)
  const to = decisionState(fields.benefitEnd)
  const { length, ends } = world.wait
  const wait = length === undefined || length === 'none' || ends === undefined ? '' : `${waitingWords(length)}，`
  if (from === null) return wait === '' ? null : `${wait}等到${dayInWords(ends!)}才满，这一年没有待遇。`
  if (typeof from !== 'string' || typeof to !== 'string') return null
  return `${wait}待遇从${dayInWords(from)}起，到${dayInWords(to)}为止。`
}

/** Where a day lies against the benefits that a payment bought, by one reading of the notice. */
function stage({ world, fields }: Outline, day: DayNumber): Status | undefined {
  const from = decisionState(fields.benefitStart)
  const to = decisionState(fields.benefitEnd)
  const { begins, ends } = world.wait
  const waiting = begins !== undefined && day >= begins
  if (from === null) {
    if (world.payable.value === 'no' || ends === undefined || day >= ends) return STATUS_WORDS.ineffective
    return waiting ? STATUS_WORDS.waiting : STATUS_WORDS.paid
  }
  if (typeof from !== 'string' || typeof to !== 'string') return undefined
  if (day < dayNumber(from)!) return waiting ? STATUS_WORDS.waiting : STATUS_WORDS.paid
  return day <= dayNumber(to)! ? STATUS_WORDS.covered : STATUS_WORDS.ended
}

function paidStatus(judgement: Judgement, day: DayNumber): Standing {
  const { fields, readings, moment } = judgement
  if (moment.person.death != null && day > moment.person.death) return certain(STATUS_WORDS.withdrawn)
  const { intoEmployee, endDay } = judgement.world
  if (intoEmployee && endDay !== undefined && day > endDay) return certain(STATUS_WORDS.employee)
  const status = stage(judgement, day)
  const unknown = [fields.benefitStart, fields.benefitEnd].find(
    (f): f is Exclude<Field, { is: 'known' }> =>
      f !== undefined && (f.is === 'notTold' || (f.is === 'open' && f.alternatives === null)),
  )
  const other = readings.find((reading) => stage(reading, day) !== status)
  if (status !== undefined && unknown === undefined && other === undefined) return certain(status)
  if (unknown?.is === 'notTold') return notTold(unknown.missing, status)
  const source = unknown ?? other?.why ?? SILENT_STATUS
  const active = status === undefined ? undefined : status === STATUS_WORDS.covered
  return {
    answers: { suspended: false },
    recommended: status ? { status, benefitActive: active } : {},
    undetermined: [openOn('status', source, status), openOn('benefitActive', source, active)],
  }
}

/** Ways to tell the facts that a status waits for; a night looks at thousands of people. */
const MOST_WAYS = 600

/** A status that waits for facts is certain all the same where every way to tell them leads to it. */
function whicheverWay(book: Rulebook, told: Facts, paid: DayNumber, day: DayNumber, standing: Standing): Standing {
  const facts = standing.undetermined.find(({ kind }) => kind === 'notTold')?.facts ?? []
  const ways = facts.length === 0 ? null : waysToTell(book, told, paid, facts, MOST_WAYS)
  if (ways === null) return standing
  let common: Status | undefined
  for (const whole of ways) {
    const judgement = judge(book, readPerson(whole, book.policy, book.vocabulary), paid)
    const { status } = paidStatus(judgement, day).answers
    if (status === undefined || (common !== undefined && status !== common)) return standing
    common = status
  }
  return common === undefined ? standing : certain(common)
}

const SILENT_STATUS = { why: '待遇从哪一天开始还定不了', cite: null, quote: null }

const certain = (status: Status): Standing => ({
  answers: { status, benefitActive: status === STATUS_WORDS.covered, suspended: false },
  recommended: {},
  undetermined: [],
})

function notTold(missing: number, status: Status | undefined): Standing {
  const facts = factsOf(missing)
  const why = '还缺少决定待遇日期的情况'
  const open = (field: AnswerField): Undetermined => ({
    ...openOn(field, { why, cite: null, quote: null }, undefined),
    kind: 'notTold',
    facts,
  })
  return {
    answers: { suspended: false },
    recommended: status ? { status, benefitActive: status === STATUS_WORDS.covered } : {},
    undetermined: [open('status'), open('benefitActive')],
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

function unpaidStatus(book: Rulebook, judgement: Judgement, outcome: Outcome<'yes' | 'no'>, day: DayNumber): Standing {
  const { death } = judgement.moment.person
  if (death != null && day > death) return certain(STATUS_WORDS.withdrawn)
  const status = unpaidWord(judgement, outcome.value === 'yes')
  const other = judgement.readings.find((reading) => unpaidWord(reading, outcome.value === 'yes') !== status)
  const found = suspendedAnswer(book, outcome)
  if (status === undefined || other) {
    const missing = judgement.world.window.missing || judgement.world.eligible.missing
    const open: Undetermined =
      other || !missing
        ? openOn('status', other?.why ?? SILENT_STATUS, status)
        : {
            ...openOn('status', { why: '还缺少决定缴费时间的情况', cite: null, quote: null }, undefined),
            kind: 'notTold',
            facts: factsOf(missing),
          }
    return {
      answers: { ...found.answers, benefitActive: false },
      recommended: { ...found.recommended, ...(status && { status }) },
      undetermined: [open, ...found.undetermined],
    }
  }
  return { ...found, answers: { status, benefitActive: false, ...found.answers } }
}

function suspendedAnswer(book: Rulebook, outcome: Outcome<'yes' | 'no'>): Standing {
  if (outcome.open) {
    const suspended = outcome.open.reading === null ? undefined : outcome.open.reading === 'yes'
    const alternatives = (outcome.open.alternatives ?? []).map((v) => valueWords('suspended', v === 'yes'))
    const source = { why: outcome.open.why, cite: outcome.clause?.cite ?? null, quote: outcome.clause?.quote ?? null }
    return {
      answers: {},
      recommended: { suspended },
      undetermined: [openOn('suspended', source, suspended, alternatives)],
    }
  }
  if (outcome.value !== undefined)
    return { answers: { suspended: outcome.value === 'yes' }, recommended: {}, undetermined: [] }
  const silent = { why: `${book.policy.name}的通知没有说停保`, cite: null, quote: null }
  return { answers: {}, recommended: {}, undetermined: [openOn('suspended', silent, undefined)] }
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

/** What somebody who has not paid is, by one reading of the notice; undefined while their window is not settled. */
function unpaidWord({ world, fields, moment }: Outline, suspended: boolean): Status | undefined {
  if (moment.person.told.employeeInsurance === 'active') return STATUS_WORDS.employee
  if (world.eligible.value === 'no') return STATUS_WORDS.outside
  if (suspended) return STATUS_WORDS.suspended
  if (decisionState(fields.fee) === 0) return STATUS_WORDS.exempt
  const window = world.window.value
  if (window === undefined) return undefined
  if (window === 'before') return STATUS_WORDS.notYetOpen
  return window === 'late' || window === 'closed' ? STATUS_WORDS.overdue : STATUS_WORDS.due
}
