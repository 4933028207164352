import { readAll } from '../../shared/database'
import type { Database } from '../../shared/database'
import type { ConsentDocument, InboxDocument } from '../message-documents'

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
