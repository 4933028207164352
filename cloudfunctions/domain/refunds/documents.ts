import { createHash } from 'node:crypto'
import type { TransitRoute } from '../payments'
import type { Sealed } from '../people'
import type { RefundState } from './refund-machine'
import { refundMachine } from './refund-machine'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, DocumentStore } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'
import { sealing, textsOf } from '../../platform/sealing'
import type { ItemTrouble } from '../../platform/database'
import type { CivilDay, Fen } from '../../../rules'

/** Money that is to go back: what one person's enrolment was paid with, or money of an order that never counted. */
export interface RefundDocument {
  /** {@link refundId}; WeChat knows the refund by it too. */
  _id: string
  order: string
  /** '' = money that was held back, and counts for nobody. */
  enrolment: string
  region: string
  /** fen */
  amount: Fen
  /** By an openid, or by the job that found money that nobody owes. */
  asked: { by: string; at: number; day: CivilDay; why: Sealed }
  state: RefundState
  /** Two different people of the county, neither of whom asked nor paid. */
  agreed: readonly { by: string; at: number }[]
  refusedBecause: string | null
  /** Where money that was held back lies; null = where the order's money is when it goes. */
  from: TransitRoute | 'arrived' | null
  sent: { by: string; at: number; day: CivilDay; way: 'wechat' | 'byHand'; evidence: string | null } | null
  /** Why the watch cannot say how it stands; null or absent = it can. */
  trouble?: ItemTrouble | null
}

const ID_LENGTH = 32

/** One for each person of an order, so that nobody's money goes back twice. */
export function refundId(order: string, enrolment: string): string {
  return createHash('sha256').update(`${order}~${enrolment}`).digest('hex').slice(0, ID_LENGTH)
}

const REFUNDS = 'refunds'
const TEXTS = textsOf(REFUNDS, { refusedBecause: 'refundRefusal', 'sent.evidence': 'refundEvidence' })
/** As use cases handle it: with what people wrote in clear. */
export const openedRefund = (refund: RefundDocument): RefundDocument => TEXTS.opened(refund)
const PURPOSE = 'refundReason'

export const sealedWhy = (refund: string, why: string): string => sealing().at(REFUNDS, refund).seal(why, PURPOSE)
export const whyOf = ({ _id, asked }: RefundDocument): string => sealing().at(REFUNDS, _id).open(asked.why, PURPOSE)

/** null = none was asked. */
export async function readRefund(from: DocumentStore, id: string): Promise<RefundDocument | null> {
  const refund = await readDocument<RefundDocument>(from, REFUNDS, id)
  return refund === null ? null : openedRefund(refund)
}

/** @throws Refusal REFUND_NOT_FOUND */
export async function requireRefund(from: DocumentStore, id: string): Promise<RefundDocument> {
  const refund = await readRefund(from, id)
  if (refund !== null) return refund
  throw new Refusal({
    code: 'REFUND_NOT_FOUND',
    path: 'refund',
    message: '没有找到这份退费申请，什么也没有改动。请返回列表，下拉刷新后再点一次。',
  })
}

export function putRefund(to: DocumentStore, refund: RefundDocument): Promise<void> {
  return putDocument(to, REFUNDS, TEXTS.sealed(refund))
}

/** Those of a place in these states, oldest first. */
export async function refundsIn(
  db: Database,
  region: string,
  states: readonly RefundState[],
  count: number,
): Promise<RefundDocument[]> {
  const { data } = await db
    .collection(REFUNDS)
    .where({ region, state: db.command.in([...states]) })
    .orderBy('asked.at', 'asc')
    .limit(count)
    .get()
  return (data as RefundDocument[]).map(openedRefund)
}

/** How many of a place wait for a person: to be judged, sent, or paid out by hand. */
export async function countRefunds({ db }: CallContext, { region }: { region: string }): Promise<number> {
  const state = db.command.in(['asked', 'agreedOnce', 'agreed', 'failed'] satisfies RefundState[])
  return (await db.collection(REFUNDS).where({ region, state }).count()).total
}

/** Those that WeChat was asked for and has not yet said to be back; who could not have it back the way it came, too. */
export async function refundsUnderWay(db: Database, after: string, count: number): Promise<RefundDocument[]> {
  const state = db.command.in(['sent', 'failed'] satisfies RefundState[])
  const behind = { state, _id: db.command.gt(after) }
  const { data } = await db.collection(REFUNDS).where(behind).orderBy('_id', 'asc').limit(count).get()
  return (data as RefundDocument[]).map(openedRefund)
}

/** Shows whose it is that WeChat does not say how it stands; null = it does. */
export async function noteRefundTrouble(db: Database, id: string, trouble: ItemTrouble | null): Promise<void> {
  await db
    .collection(REFUNDS)
    .doc(id)
    .update({ data: { trouble: db.command.set(trouble) } })
}

export function wordsOfRefund({
  state,
  refusedBecause,
  trouble,
}: Pick<RefundDocument, 'state' | 'refusedBecause' | 'trouble'>): string {
  const why = refusedBecause === null ? '' : `：${refusedBecause}`
  const unsaid =
    state === 'sent' && trouble != null
      ? `（系统向微信查了${trouble.tries}次没有查清，会接着查；一直这样，请经办人员到微信商户平台核对）`
      : ''
  return `${refundMachine.states[state]}${why}${unsaid}`
}
