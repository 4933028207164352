import type { CivilDay } from '../../../rules'
import type { EnrolmentDocument } from '../../enrollment/documents'
import type { ConsentDocument, InboxDocument, OutboxDocument } from '../../enrollment/message-documents'
import type { LinkDocument } from '../../enrollment/link-documents'
import { DOCUMENTS_A_READ } from '../../shared/database'
import type { Database } from '../../shared/database'
import { inTransaction } from '../../shared/transaction'

const OUTBOX = 'outbox'
const INBOX = 'inbox'
const CONSENTS = 'message-consents'
const DOCUMENTS_AN_ADD = 200
const IDS_AN_UPDATE = 500
/** So many outbox rows at once that those who follow them fit into a read. */
const ROWS_A_BATCH = 100

/** Adds those documents whose ids are not there yet; how many that were. Only one tick writes at a time. */
async function addMissing<Document extends { _id: string }>(db: Database, collection: string, documents: readonly Document[]): Promise<number> {
  let added = 0
  for (let at = 0; at < documents.length; at += DOCUMENTS_AN_ADD) {
    const some = documents.slice(at, at + DOCUMENTS_AN_ADD)
    const { data } = await db.collection(collection).where({ _id: db.command.in(some.map(({ _id }) => _id)) })
      .limit(DOCUMENTS_AN_ADD).field({ _id: true }).get()
    const there = new Set((data as { _id: string }[]).map(({ _id }) => _id))
    const missing = some.filter(({ _id }) => !there.has(_id))
    if (missing.length > 0) await db.collection(collection).add({ data: missing })
    added += missing.length
  }
  return added
}

export function putIntoOutbox(db: Database, rows: readonly OutboxDocument[]): Promise<number> {
  return addMissing(db, OUTBOX, rows)
}

/** The next rows that wait; done, they wait no more. */
export async function waitingRows(db: Database): Promise<OutboxDocument[]> {
  return (await db.collection(OUTBOX).where({ state: 'waiting' }).orderBy('_id', 'asc').limit(ROWS_A_BATCH).get()).data as OutboxDocument[]
}

export async function settleRows(db: Database, ids: readonly string[], state: 'done' | 'moot'): Promise<void> {
  if (ids.length === 0) return
  await db.collection(OUTBOX).where({ _id: db.command.in(ids), state: 'waiting' }).update({ data: { state } })
}

/** Where the enrolments of rows stand now, by id. */
export async function standingNow(db: Database, ids: readonly string[]): Promise<Map<string, EnrolmentDocument['status']>> {
  const { data } = await db.collection('enrolments').where({ _id: db.command.in([...new Set(ids)]) })
    .limit(ROWS_A_BATCH).field({ status: true }).get()
  return new Map((data as EnrolmentDocument[]).map(({ _id, status }) => [_id, status]))
}

/** The users who follow some residents, with consent that holds: openids by resident. */
export async function followersOf(db: Database, residents: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, Set<string>>()
  for (let last = ''; ;) {
    const following = { resident: db.command.in([...new Set(residents)]), state: 'active', _id: db.command.gt(last) }
    const { data } = await db.collection('links').where(following).orderBy('_id', 'asc').limit(DOCUMENTS_A_READ)
      .field({ resident: true, openid: true }).get()
    const links = data as Pick<LinkDocument, '_id' | 'resident' | 'openid'>[]
    for (const { resident, openid } of links) found.set(resident, (found.get(resident) ?? new Set()).add(openid))
    if (links.length < DOCUMENTS_A_READ) break
    last = links[links.length - 1]!._id
  }
  return new Map([...found].map(([resident, openids]) => [resident, [...openids]]))
}

export function putIntoInbox(db: Database, items: readonly InboxDocument[]): Promise<number> {
  return addMissing(db, INBOX, items)
}

/** Those of these items for which no message was tried yet. */
export async function itemsNotPushed(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const untried = new Set<string>()
  for (let at = 0; at < ids.length; at += DOCUMENTS_A_READ) {
    const { data } = await db.collection(INBOX).where({ _id: db.command.in(ids.slice(at, at + DOCUMENTS_A_READ)), pushed: 'no' })
      .limit(DOCUMENTS_A_READ).field({ _id: true }).get()
    for (const { _id } of data as { _id: string }[]) untried.add(_id)
  }
  return untried
}

/** Who of these users has allowed a message of a template. */
export async function consentedTo(db: Database, template: string, openids: readonly string[]): Promise<Set<string>> {
  const ids = [...new Set(openids)].map((openid) => consentId(openid, template))
  const consented = new Set<string>()
  for (let at = 0; at < ids.length; at += DOCUMENTS_A_READ) {
    const { data } = await db.collection(CONSENTS).where({ _id: db.command.in(ids.slice(at, at + DOCUMENTS_A_READ)), left: db.command.gt(0) })
      .limit(DOCUMENTS_A_READ).get()
    for (const { openid } of data as ConsentDocument[]) consented.add(openid)
  }
  return consented
}

export const consentId = (openid: string, template: string): string => `${openid}~${template}`

/**
 * Marks an item as being sent and takes one consent off, both or neither, before anything is sent: whatever happens
 * then, it is not sent twice. False = there is no consent left, or it was tried before.
 */
export function beginPush(db: Database, item: string, consent: string): Promise<boolean> {
  return inTransaction(db, async (transaction) => {
    const inbox = transaction.collection(INBOX).doc(item)
    const ledger = transaction.collection(CONSENTS).doc(consent)
    const { pushed } = (await inbox.get()).data as InboxDocument
    const { left } = ((await ledger.get()).data ?? { left: 0 }) as ConsentDocument
    if (pushed !== 'no' || left < 1) return false
    await inbox.update({ data: { pushed: 'sending' } })
    await ledger.update({ data: { left: left - 1 } })
    return true
  })
}

export async function endPush(db: Database, item: string, pushed: InboxDocument['pushed']): Promise<void> {
  await db.collection(INBOX).doc(item).update({ data: { pushed } })
}

/** WeChat says that nothing is allowed any more: so the ledger says it too. */
export async function forgetConsent(db: Database, consent: string): Promise<void> {
  await db.collection(CONSENTS).doc(consent).update({ data: { left: 0 } })
}

/** The enrolments whose reminder is due; once it moves on they are due no more. */
export async function dueReminders(db: Database, day: CivilDay): Promise<EnrolmentDocument[]> {
  const due = db.collection('enrolments').where({ remindOn: db.command.lte(day) }).orderBy('remindOn', 'asc').orderBy('_id', 'asc')
  return (await due.limit(DOCUMENTS_A_READ).field({ resident: true, year: true, status: true, deadline: true, remindOn: true }).get()).data as EnrolmentDocument[]
}

/** Moves the reminders of some enrolments on, except where they were changed since; how many were. */
export async function moveReminders(db: Database, ids: readonly string[], from: { remindOn: CivilDay; deadline: CivilDay | null }, to: CivilDay | null): Promise<number> {
  let moved = 0
  for (let at = 0; at < ids.length; at += IDS_AN_UPDATE) {
    const some = ids.slice(at, at + IDS_AN_UPDATE)
    const { stats } = await db.collection('enrolments').where({ _id: db.command.in(some), ...from }).update({ data: { remindOn: to } })
    moved += stats.updated
  }
  return moved
}
