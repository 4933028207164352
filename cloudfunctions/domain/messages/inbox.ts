import type { ConsentDocument, InboxDocument } from './documents'
import type { Database, Transaction } from '../../platform/database'
import { putDocument, readAll, readDocument } from '../../platform/database'

const INBOX = 'inbox'

/** An item of one's own inbox; null = there is none, or it is another's. */
export async function ownItem(db: Database, openid: string, id: string): Promise<InboxDocument | null> {
  const item = await readDocument<InboxDocument>(db, INBOX, id)
  return item?.openid === openid ? item : null
}

/** Newest first, those after `before` in that order; null = from the newest. */
export async function itemsBefore(
  db: Database,
  openid: string,
  before: InboxDocument | null,
  limit: number,
): Promise<InboxDocument[]> {
  const { command } = db
  const older =
    before === null
      ? { openid }
      : command.or({ openid, day: command.lt(before.day) }, { openid, day: before.day, _id: command.lt(before._id) })
  const ordered = db.collection(INBOX).where(older).orderBy('day', 'desc').orderBy('_id', 'desc')
  return (await ordered.limit(limit).get()).data as InboxDocument[]
}

/** Those of one's own; another's stay as they are. */
export async function markRead(db: Database, openid: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .collection(INBOX)
    .where({ _id: db.command.in(ids), openid })
    .update({ data: { read: true } })
}

export async function unreadOf(db: Database, openid: string): Promise<number> {
  return (await db.collection('inbox').where({ openid, read: false }).count()).total
}

export function inboxOf(db: Database, openid: string): Promise<InboxDocument[]> {
  return readAll<InboxDocument>(db, 'inbox', { openid })
}

export function consentsOf(db: Database, openid: string): Promise<ConsentDocument[]> {
  return readAll<ConsentDocument>(db, 'message-consents', { openid })
}

/** What a user was told about one resident. */
export async function removeMessagesAbout(db: Database, openid: string, resident: string): Promise<void> {
  await db.collection('inbox').where({ openid, resident }).remove()
}

/** A user's inbox and the ledger of what they allowed. */
export async function removeMessagesOf(db: Database, openid: string): Promise<void> {
  for (const collection of ['message-consents', 'inbox']) await db.collection(collection).where({ openid }).remove()
}

const CONSENTS = 'message-consents'

/** One consent, one message: one more that may be sent. */
export async function addConsent(transaction: Transaction, openid: string, template: string): Promise<void> {
  const _id = `${openid}~${template}`
  const ledger = await readDocument<ConsentDocument>(transaction, CONSENTS, _id)
  await putDocument<ConsentDocument>(transaction, CONSENTS, { _id, openid, template, left: (ledger?.left ?? 0) + 1 })
}
