import type { Absence, Certification } from '../people'
import type { CivilDay, Fen, Facts } from '../../../rules'

/** What an enrolment can be on a day, and how people say it. */
export const STATUS_NAMES = {
  registrationNeeded: '待登记',
  ownPartPending: '待缴个人部分',
  notYetOpen: '未到缴费时间',
  due: '待缴费',
  exempt: '免缴待登记',
  overdue: '欠缴',
  suspended: '停保',
  paid: '已缴费',
  waiting: '等待期',
  covered: '享受待遇',
  ended: '待遇期满',
  /** Paid or enrolled, and the notice or what is known does not say from when benefits run. */
  paidUnsettled: '已参保，待遇待核定',
  withdrawn: '已退出',
  refunded: '已退费',
  employee: '职工医保参保',
  outside: '不在参保范围',
  undetermined: '待核定',
} as const
export type StatusId = keyof typeof STATUS_NAMES
export const STATUS_IDS = Object.keys(STATUS_NAMES) as readonly StatusId[]

/** Paid or enrolled without owing, and in force. */
export const INSURED: ReadonlySet<StatusId> = new Set<StatusId>([
  'paid',
  'waiting',
  'covered',
  'ended',
  'paidUnsettled',
])
/** Still to be paid, registered or settled, so far as the notice lets it. */
export const UNINSURED: ReadonlySet<StatusId> = new Set<StatusId>([
  'registrationNeeded',
  'ownPartPending',
  'notYetOpen',
  'due',
  'exempt',
  'overdue',
  'suspended',
  'undetermined',
])

/** Something that happened to an enrolment. `id` is the operation's, made before it was sent. */
export type EnrolmentEvent = {
  id: string
  /** The civil day on which it counts. */
  day: CivilDay
  /** When it was written down, ms since 1970. */
  at: number
  /** An openid, or the name of a job. */
  by: string
} & EventFacts

export type EventFacts =
  | { kind: 'registered' }
  /** The person, or the clerk for them, tells facts before payment. */
  | { kind: 'told'; facts: Facts }
  /** The agency corrects what was recorded wrongly; holds for the whole year. */
  | { kind: 'corrected'; facts: Facts }
  /** The certified identities as they now stand; replaces those before. */
  | { kind: 'certified'; certifications: readonly Certification[] }
  /** fen; `way` and `evidence` name the payment that shows it. */
  | { kind: 'paid'; amount: Fen; way: string; evidence: string }
  /** Who owes nothing is enrolled all the same. */
  | { kind: 'enrolledExempt' }
  /** Forced: the payment, or the enrolment without one, never counted. */
  | { kind: 'paymentVoided'; because: string }
  | { kind: 'refunded'; amount: Fen }
  | { kind: 'left'; why: Absence }
  | { kind: 'returned' }
  /** Forced: back to where nothing is paid, after a withdrawal or a refund. */
  | { kind: 'reopened'; because: string }
export type EventKind = EventFacts['kind']

interface EventRule {
  /** What people call it. */
  name: string
  /** Statuses in which it may happen, and those that it may lead to from there; which one, the policy decides. */
  edges: readonly { from: readonly StatusId[]; to: readonly StatusId[] }[]
  /** What else has to be so. */
  needs?: 'money' | 'absence'
}

const OWING = ['registrationNeeded', 'ownPartPending', 'due', 'overdue', 'suspended'] as const
const UNPAID = ['notYetOpen', ...OWING, 'exempt', 'employee', 'outside', 'undetermined'] as const
/** Paid for, or enrolled without owing. */
const PAID = ['paid', 'waiting', 'covered', 'ended', 'paidUnsettled'] as const
/** New facts lead to the other side of a payment for nobody. */
const SAME_SIDE = [
  { from: UNPAID, to: UNPAID },
  { from: PAID, to: PAID },
] as const

/**
 * The edges of the state graph that people and offices cause. The order settles what was written down in one moment.
 */
export const EVENTS: Readonly<Record<EventKind, EventRule>> = {
  registered: { name: '参保登记', edges: [{ from: UNPAID, to: UNPAID }] },
  told: { name: '补充情况', edges: [{ from: UNPAID, to: UNPAID }] },
  corrected: { name: '更正信息', edges: SAME_SIDE },
  certified: { name: '身份认定', edges: SAME_SIDE },
  reopened: { name: '恢复待缴', edges: [{ from: ['withdrawn', 'refunded'], to: UNPAID }] },
  returned: { name: '恢复参保', edges: [{ from: ['withdrawn'], to: [...UNPAID, ...PAID] }], needs: 'absence' },
  paid: { name: '缴费', edges: [{ from: [...OWING, 'undetermined'], to: PAID }] },
  enrolledExempt: { name: '免缴参保登记', edges: [{ from: ['exempt'], to: PAID }] },
  paymentVoided: { name: '缴费作废', edges: [{ from: PAID, to: UNPAID }] },
  left: { name: '退出参保', edges: [{ from: [...UNPAID, ...PAID], to: ['withdrawn'] }] },
  refunded: {
    name: '退费',
    edges: [{ from: ['paid', 'waiting', 'ended', 'paidUnsettled', 'withdrawn'], to: ['refunded'] }],
    needs: 'money',
  },
}
export const mayHappenAt = (kind: EventKind, status: StatusId): boolean =>
  EVENTS[kind].edges.some(({ from }) => from.includes(status))
export const EVENT_KINDS = Object.keys(EVENTS) as readonly EventKind[]

/** The edges that the calendar causes, with nobody doing anything. */
export const CALENDAR: readonly (readonly [StatusId, StatusId])[] = edges([
  // The window opens, or the person is born.
  { from: ['notYetOpen'], to: [...OWING, 'exempt', 'employee', 'outside', 'undetermined'] },
  // It closes.
  { from: ['due', 'registrationNeeded', 'ownPartPending'], to: ['overdue', 'suspended'] },
  { from: ['overdue'], to: ['suspended'] },
  // An identity begins to hold, or holds no more; a rule for the middle of the year comes in.
  { from: OWING, to: ['exempt'] },
  { from: ['overdue', 'suspended', 'exempt'], to: OWING },
  { from: ['due', 'registrationNeeded', 'ownPartPending'], to: ['due', 'registrationNeeded', 'ownPartPending'] },
  // A wait begins with the year; benefits begin and end.
  { from: ['paid'], to: ['waiting'] },
  { from: ['paid', 'waiting'], to: ['covered', 'ended'] },
  { from: ['covered'], to: ['ended'] },
])

function edges(
  rows: readonly { from: readonly StatusId[]; to: readonly StatusId[] }[],
): (readonly [StatusId, StatusId])[] {
  const all = rows.flatMap(({ from, to }) => from.flatMap((a) => to.filter((b) => b !== a).map((b) => [a, b] as const)))
  return [...new Map(all.map((edge) => [edge.join(), edge])).values()]
}
