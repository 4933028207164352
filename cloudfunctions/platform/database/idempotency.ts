import { Refusal } from '../base'
import type { Transaction } from './database'
import { putDocument, readDocument } from './database'

/** A deed that was done, so that its repetition is none. */
interface OperationDocument {
  _id: string
  action: string
  at: number
  /** An id of what the deed made or changed; nothing personal. */
  made: string
}

interface Operation {
  /** Who did it: another's operation of the same id is another. */
  openid: string
  operation: string
  action: string
  /** ms since 1970 */
  at: number
}

/**
 * Does a deed once, inside the transaction that does it: the second time it answers what the first one made.
 * @param work answers an id of what it made or changed
 * @throws Refusal OPERATION_REUSED when the id was used for another kind of deed
 */
export async function runIdempotent(
  transaction: Transaction,
  deed: Operation,
  work: () => Promise<string>,
): Promise<string> {
  const _id = `${deed.openid}~${deed.operation}`
  const done = await readDocument<OperationDocument>(transaction, 'operations', _id)
  if (done !== null && done.action !== deed.action) {
    throw new Refusal({
      code: 'OPERATION_REUSED',
      message: '这个操作编号已经用在别的事情上了，这次没有保存。请返回重新进入这一页再试。',
      path: 'operation',
    })
  }
  if (done !== null) return done.made
  const made = await work()
  await putDocument<OperationDocument>(transaction, 'operations', { _id, action: deed.action, at: deed.at, made })
  return made
}
