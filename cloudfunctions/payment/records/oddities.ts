import { putDocument, readDocument } from '../../shared/database'
import type { Database, Transaction, Writable } from '../../shared/database'
import { Refusal } from '../../shared/refusal'
import type { OddityDocument } from '../documents'
import type { OddityState } from '../oddity-states'

const ODDITIES = 'payment-oddities'

/** Keeps it once: whatever was settled of it since stays. */
export async function keepOddity(transaction: Transaction, oddity: OddityDocument): Promise<void> {
  if ((await readOddity(transaction, oddity._id)) === null) await putOddity(transaction, oddity)
}

export const readOddity = (from: Writable, id: string): Promise<OddityDocument | null> => readDocument<OddityDocument>(from, ODDITIES, id)
export const putOddity = (to: Writable, oddity: OddityDocument): Promise<void> => putDocument(to, ODDITIES, oddity)

/** @throws Refusal ODDITY_NOT_FOUND */
export async function requireOddity(from: Writable, id: string): Promise<OddityDocument> {
  const oddity = await readOddity(from, id)
  if (oddity !== null) return oddity
  throw new Refusal({ code: 'ODDITY_NOT_FOUND', path: 'oddity', message: '没有找到这笔钱，什么也没有改动。请返回列表，下拉刷新后再点一次。' })
}

/** What came to a merchant and is in a state, in the order of ids from behind, before one. */
export async function oddityBefore(db: Database, merchant: string, state: OddityState, before: string | null, count: number): Promise<OddityDocument[]> {
  const after = before === null ? {} : { _id: db.command.lt(before) }
  return (await db.collection(ODDITIES).where({ merchant, state, ...after }).orderBy('_id', 'desc').limit(count).get()).data as OddityDocument[]
}

/** Those that WeChat was asked to send back and has not yet said to be. */
export async function oddityBeingReturned(db: Database, count: number): Promise<OddityDocument[]> {
  return (await db.collection(ODDITIES).where({ state: 'sent' satisfies OddityState }).orderBy('_id', 'asc').limit(count).get()).data as OddityDocument[]
}
