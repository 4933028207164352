import { putDocument, readDocument } from '../../shared/database'
import type { Database, Writable } from '../../shared/database'
import { Refusal } from '../../shared/refusal'
import { sealing } from '../../shared/sealing'
import type { RefundDocument, RefundState } from '../refund-documents'

const REFUNDS = 'refunds'
const PURPOSE = 'refundReason'

export const sealedWhy = (why: string): string => sealing().seal(why, PURPOSE)
export const whyOf = ({ asked }: RefundDocument): string => sealing().open(asked.why, PURPOSE)

/** null = none was asked. */
export function readRefund(from: Writable, id: string): Promise<RefundDocument | null> {
  return readDocument<RefundDocument>(from, REFUNDS, id)
}

/** @throws Refusal REFUND_NOT_FOUND */
export async function requireRefund(from: Writable, id: string): Promise<RefundDocument> {
  const refund = await readRefund(from, id)
  if (refund !== null) return refund
  throw new Refusal({ code: 'REFUND_NOT_FOUND', path: 'refund', message: '没有找到这份退费申请，什么也没有改动。请返回列表，下拉刷新后再点一次。' })
}

export function putRefund(to: Writable, refund: RefundDocument): Promise<void> {
  return putDocument(to, REFUNDS, refund)
}

/** Those of a place in these states, oldest first. */
export async function refundsIn(db: Database, region: string, states: readonly RefundState[], count: number): Promise<RefundDocument[]> {
  const { data } = await db.collection(REFUNDS).where({ region, state: db.command.in([...states]) }).orderBy('asked.at', 'asc').limit(count).get()
  return data as RefundDocument[]
}

/** Those that WeChat was asked for and has not yet said to be back. */
export async function refundsUnderWay(db: Database, count: number): Promise<RefundDocument[]> {
  return (await db.collection(REFUNDS).where({ state: 'sent' }).orderBy('_id', 'asc').limit(count).get()).data as RefundDocument[]
}
