import { createHash } from 'node:crypto'
import type { CivilDay, Fen } from '../../rules'
import type { Sealed } from '../enrollment/documents'
import type { Way } from './ledger'

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
  from: Way | 'arrived' | null
  sent: { by: string; at: number; day: CivilDay; way: 'wechat' | 'byHand'; evidence: string | null } | null
}

export type RefundState = 'asked' | 'agreedOnce' | 'agreed' | 'refused' | 'sent' | 'done'

const ID_LENGTH = 32

/** One for each person of an order, so that nobody's money goes back twice. */
export function refundId(order: string, enrolment: string): string {
  return createHash('sha256').update(`${order}~${enrolment}`).digest('hex').slice(0, ID_LENGTH)
}
