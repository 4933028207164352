import { Refusal } from '../base'
import type { Database, Transaction } from './database'
import { addDocument, putDocument, readDocument } from './database'

/** A deed that was done, so that its repetition is none. */
interface OperationDocument {
  _id: string
  action: string
  at: number
  /** An id of what the deed made or changed; nothing personal. Absent of what was asked only. */
  made?: string
  /** Digest of the request; absent of earlier ones. */
  asked?: string
}

interface Operation {
  /** Who did it: another's operation of the same id is another. */
  openid: string
  operation: string
  action: string
  /** ms since 1970 */
  at: number
  /**
   * Keyed digest of what was asked, as it may hold what could be guessed; absent where a deed of ours is its own
   * request.
   */
  asked?: string | undefined
}

/**
 * Does a deed once, inside the transaction that does it: the second time it answers what the first one made.
 * @param work answers an id of what it made or changed
 * @throws Refusal OPERATION_REUSED when the id was used for another deed, or for another request of this one
 */
export async function runIdempotent(
  transaction: Transaction,
  deed: Operation,
  work: () => Promise<string>,
): Promise<string> {
  const _id = `${deed.openid}~${deed.operation}`
  const done = await readDocument<OperationDocument>(transaction, 'operations', _id)
  if (done !== null) {
    requireSame(done, deed)
    return done.made!
  }
  const made = await work()
  const { action, at, asked } = deed
  await putDocument<OperationDocument>(transaction, 'operations', {
    _id,
    action,
    at,
    made,
    ...(asked === undefined ? {} : { asked }),
  })
  return made
}

function requireSame(before: OperationDocument, { action, asked }: Operation): void {
  if (before.action === action && (before.asked === undefined || asked === undefined || before.asked === asked)) return
  throw new Refusal({
    code: 'OPERATION_REUSED',
    message: '这个操作编号已经用在别的事情上了，这次没有保存。请返回重新进入这一页再试。',
    path: 'operation',
  })
}

const claimId = ({ openid, operation }: Operation): string => `${openid}~${operation}~asked`

/**
 * Binds an operation id to one request before it is carried out, whatever the deed keeps of it. Of two requests at once
 * only one has it.
 * @returns whether this call was the first to ask so
 * @throws Refusal OPERATION_REUSED when the id was used for another deed, or for another request of this one
 */
export async function claimOperation(db: Database, deed: Operation & { asked: string }): Promise<boolean> {
  const { action, at, asked } = deed
  const claim: OperationDocument = { _id: claimId(deed), action, at, asked }
  if (await addDocument(db, 'operations', claim)) return true
  const before = await readDocument<OperationDocument>(db, 'operations', claim._id)
  // Given back by a call that was refused meanwhile: what this one does is known by it alone.
  if (before === null) return claimOperation(db, deed)
  requireSame(before, deed)
  return false
}

/** What was refused was not done: put right, it may be sent again under the same id. */
export async function giveOperationBack(db: Database, deed: Operation): Promise<void> {
  await db.collection('operations').doc(claimId(deed)).remove()
}
