import type { OutwardKind } from './contract'
import type { OwnShare, StatusId } from '../enrolments'
import { INSURED } from '../enrolments'
import type { CivilDay, Fen } from '../../../rules'

/** What a file tells the other system of one person. */
export const LINE_CHANGES = {
  assess: '新增核定',
  reassess: '变更核定',
  revoke: '撤销核定',
  register: '参保登记',
  amend: '信息变更',
  suspend: '停保',
  resume: '恢复参保',
  exit: '退出',
} as const
export type LineChange = keyof typeof LINE_CHANGES

/** Why somebody who should stand in a file does not yet. */
export const HELD = {
  NO_NUMBER: '还没有证件号码',
  BAD_NUMBER: '证件号码有错',
  NOT_SETTLED: '应缴多少还没有核定',
} as const
export type HeldBack = keyof typeof HELD

/** Of a person what a file says, or could. Amounts in fen; '' = not known. */
export interface LineFacts {
  name: string
  idKind: string
  idNumber: string
  sex: string
  birthDate: CivilDay
  phone: string
  address: string
  hukou: string
  township: string
  village: string
  group: string
  household: string
  fee: Fen | null
  subsidy: Fen | null
  share: OwnShare
  status: string
  /** Why they left; '' = they did not. */
  why: string
  /** From when it is so. */
  since: CivilDay
}

/** Somebody as the ledger and their year have them today. */
export interface Current {
  facts: LineFacts
  status: StatusId
  /** Nothing is wrong with the number, or there is none. */
  isNumberGood: boolean
}

/** What was told of them before, the latest last. */
interface ToldLine {
  number: number
  state: 'sent' | 'confirmed' | 'sentBack'
  change: LineChange
  digest: string
}

type LinePlan = { change: LineChange; digest: string } | { held: HeldBack } | null

/**
 * Whether somebody stands in the next file, and with what. What was sent back was never taken over there: it is told
 * again as long as it is so, and what was told before it is what the other system has. null = there is nothing to tell.
 */
export function planLine(
  kind: OutwardKind,
  current: Current,
  told: readonly ToldLine[],
  digestOf: (told: string) => string,
): LinePlan {
  const has = told.filter(({ state }) => state !== 'sentBack').at(-1) ?? null
  const digest = digestOf(JSON.stringify(TELLS[kind](current.facts)))
  const change = CHANGES[kind](current, has, digest)
  if (change === null) return null
  if (change === 'NOT_SETTLED') return { held: change }
  const { idNumber } = current.facts
  if (idNumber === '') return { held: 'NO_NUMBER' }
  return current.isNumberGood ? { change, digest } : { held: 'BAD_NUMBER' }
}

/** What of the facts the other system keeps: a change of anything else is none of its. */
const TELLS: Readonly<Record<OutwardKind, (facts: LineFacts) => readonly unknown[]>> = {
  tax: ({ name, idKind, idNumber, township, village, group, fee, subsidy, share }) => [
    ...[name, idKind, idNumber, township, village, group],
    ...[fee, subsidy, share],
  ],
  agency: ({ name, idKind, idNumber, sex, birthDate, phone, address, hukou, township, village, group }) => [
    ...[name, idKind, idNumber, sex, birthDate],
    ...[phone, address, hukou, township, village, group],
  ],
}

type Has = Pick<ToldLine, 'change' | 'digest'> | null
type Wanted = LineChange | 'NOT_SETTLED' | null

const CHANGES: Readonly<Record<OutwardKind, (current: Current, has: Has, digest: string) => Wanted>> = {
  tax: taxChange,
  agency: agencyChange,
}

/** They owe, or would once registered; who owes nothing stands there with the mark of who pays for them. */
const ASSESSED: ReadonlySet<StatusId> = new Set<StatusId>([
  ...(['registrationNeeded', 'ownPartPending', 'notYetOpen', 'due', 'overdue', 'suspended', 'exempt'] as const),
])
/** Nothing is to be collected from them this year. */
const GONE: ReadonlySet<StatusId> = new Set<StatusId>(['withdrawn', 'refunded', 'employee', 'outside'])

function taxChange({ status, facts }: Current, has: Has, digest: string): Wanted {
  const stands = has !== null && has.change !== 'revoke'
  if (GONE.has(status)) return stands ? 'revoke' : null
  // Who is in already is not collected from: the tax office took the money, or is told of it by the payment.
  if (INSURED.has(status)) return null
  if (!ASSESSED.has(status) || facts.fee === null) return 'NOT_SETTLED'
  if (!stands) return 'assess'
  return has.digest === digest ? null : 'reassess'
}

/** How the other system has somebody, by what it was told last. */
const STANDS: Partial<Record<LineChange, 'in' | 'stopped' | 'out'>> = {
  register: 'in',
  amend: 'in',
  resume: 'in',
  suspend: 'stopped',
  exit: 'out',
}

/**
 * Whoever has no line of this year may stand there from earlier ones: so suspensions and exits are told of them too
 * (瑞金 三).
 */
function agencyChange({ status }: Current, has: Has, digest: string): Wanted {
  const stands = has === null ? null : STANDS[has.change]!
  if (INSURED.has(status)) {
    if (stands === null || stands === 'out') return 'register'
    if (stands === 'stopped') return 'resume'
    return has?.digest === digest ? null : 'amend'
  }
  if (status === 'suspended') return stands === 'stopped' ? null : 'suspend'
  if (status === 'withdrawn' || status === 'refunded') return stands === 'out' ? null : 'exit'
  // Registered there, and here no longer: the payment was voided, or they turned out to belong elsewhere.
  return stands === 'in' ? 'exit' : null
}
