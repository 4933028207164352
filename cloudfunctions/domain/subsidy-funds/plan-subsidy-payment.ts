import { Refusal } from '../../platform/base'
import type { CivilDay, Fen } from '../../../rules'

/**
 * What came from one funder with one paper. What was taken back stays, so that a paper tells all that was done with it.
 */
export interface RecordedSubsidy {
  operation: string
  /** `funderCode` of who paid. */
  funder: string
  amount: Fen
  day: CivilDay
  /** An openid, and ms since 1970. */
  by: string
  at: number
  takenBack: { by: string; at: number; because: string } | null
}

/** The record of a paper that counts now; null = none does. */
export const inForce = (records: readonly RecordedSubsidy[]): RecordedSubsidy | null =>
  records.find(({ takenBack }) => takenBack === null) ?? null

/** One paper is one: however it was typed, in capitals, with spaces, or with full-width signs. */
export const evidenceKey = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

/**
 * The records of a paper with one more.
 * @throws Refusal BAD_AMOUNT, DAY_IN_FUTURE, EVIDENCE_USED
 */
export function withSubsidyPayment(
  records: readonly RecordedSubsidy[],
  payment: Omit<RecordedSubsidy, 'takenBack'>,
  { today, due, paid }: { today: CivilDay; due: Fen; paid: Fen },
): readonly RecordedSubsidy[] {
  const used = inForce(records)
  if (used !== null)
    throw new Refusal({
      code: 'EVIDENCE_USED',
      path: 'evidence',
      found: used.day,
      message: `这张凭证在 ${used.day} 已经记过一笔，一张凭证只能记一次，这次没有保存。请核对凭证号；原来那笔记错了，先撤回它。`,
    })
  if (payment.amount === 0 || payment.amount > due - paid)
    throw new Refusal({
      code: 'BAD_AMOUNT',
      path: 'amount',
      found: String(payment.amount),
      message:
        payment.amount === 0
          ? '金额是 0，没有保存。请填凭证上的金额。'
          : `比还差的 ${yuan(due - paid)} 元多，没有保存。请核对金额和出钱的单位；确实多拨了，请先请对方更正凭证。`,
    })
  if (payment.day > today)
    throw new Refusal({
      code: 'DAY_IN_FUTURE',
      path: 'day',
      found: payment.day,
      message: `${payment.day} 还没有到，没有保存。请填凭证上的日期。`,
    })
  return [...records, { ...payment, takenBack: null }]
}

/**
 * The records of a paper with one taken back; the same as before where it was already. @throws Refusal UNKNOWN_PAYMENT
 */
export function withTakenBack(
  records: readonly RecordedSubsidy[],
  operation: string,
  takenBack: NonNullable<RecordedSubsidy['takenBack']>,
): readonly RecordedSubsidy[] {
  if (!records.some((one) => one.operation === operation)) noSuchPayment(operation)
  return records.map((one) => (one.operation === operation && one.takenBack === null ? { ...one, takenBack } : one))
}

const yuan = (amount: Fen): string => (amount / 100).toFixed(2)

/** @throws Refusal UNKNOWN_PAYMENT */
export function noSuchPayment(recorded: string): never {
  throw new Refusal({
    code: 'UNKNOWN_PAYMENT',
    path: 'recorded',
    found: recorded,
    message: '没有找到这一笔拨付，没有撤回。请刷新后再试。',
  })
}
