import { DOCUMENTS_A_READ, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'
import type { InboxDocument } from '../message-documents'

const INBOX = 'inbox'

/** An item of one's own inbox; null = there is none, or it is another's. */
export async function ownItem(db: Database, openid: string, id: string): Promise<InboxDocument | null> {
  const item = await readDocument<InboxDocument>(db, INBOX, id)
  return item?.openid === openid ? item : null
}

/** Newest first, those after `before` in that order; null = from the newest. */
export async function itemsBefore(db: Database, openid: string, before: InboxDocument | null, limit: number): Promise<InboxDocument[]> {
  const { command } = db
  const older = before === null ? { openid } : command.or({ openid, day: command.lt(before.day) }, { openid, day: before.day, _id: command.lt(before._id) })
  const ordered = db.collection(INBOX).where(older).orderBy('day', 'desc').orderBy('_id', 'desc')
  return (await ordered.limit(limit).get()).data as InboxDocument[]
}

/** Those of one's own; another's stay as they are. */
export async function markRead(db: Database, openid: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db.collection(INBOX).where({ _id: db.command.in(ids), openid }).update({ data: { read: true } })
}

/** Whom of these residents a user follows, with consent that holds. At most {@link DOCUMENTS_A_READ}. */
export async function stillFollowed(db: Database, openid: string, residents: readonly string[]): Promise<Set<string>> {
  const { data } = await db.collection('links').where({ openid, resident: db.command.in([...new Set(residents)]), state: 'active' })
    .limit(DOCUMENTS_A_READ).field({ resident: true }).get()
  return new Set((data as { resident: string }[]).map(({ resident }) => resident))
}
