import type { ConsentDocument, InboxDocument, OutboxDocument } from './documents'
import type { Database } from '../../platform/database'
import { addDocument, READ_LIMIT, inTransaction, isDuplicate } from '../../platform/database'
import type { CivilDay } from '../../../rules'

const OUTBOX = 'outbox'
const INBOX = 'inbox'
const CONSENTS = 'message-consents'
const DOCUMENTS_AN_ADD = 200
export const IDS_AN_UPDATE = 500
/** So many outbox rows at once that those who follow them fit into a read. */
export const ROWS_A_BATCH = 100

/** Adds those documents whose ids are not there yet; how many that were. Only one tick writes at a time. */
async function addMissing<Document extends { _id: string }>(
  db: Database,
  collection: string,
  documents: readonly Document[],
): Promise<number> {
  let added = 0
  for (let at = 0; at < documents.length; at += DOCUMENTS_AN_ADD) {
    const some = documents.slice(at, at + DOCUMENTS_AN_ADD)
    const { data } = await db
      .collection(collection)
      .where({ _id: db.command.in(some.map(({ _id }) => _id)) })
      .limit(DOCUMENTS_AN_ADD)
      .field({ _id: true })
      .get()
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
  return (await db.collection(OUTBOX).where({ state: 'waiting' }).orderBy('_id', 'asc').limit(ROWS_A_BATCH).get())
    .data as OutboxDocument[]
}

export async function closeOutboxRows(db: Database, ids: readonly string[], state: 'done' | 'moot'): Promise<void> {
  if (ids.length === 0) return
  await db
    .collection(OUTBOX)
    .where({ _id: db.command.in(ids), state: 'waiting' })
    .update({ data: { state } })
}

export function putIntoInbox(db: Database, items: readonly InboxDocument[]): Promise<number> {
  return addMissing(db, INBOX, items)
}

/** Those of these items for which no message was tried yet. */
export async function itemsNotPushed(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const untried = new Set<string>()
  for (let at = 0; at < ids.length; at += READ_LIMIT) {
    const { data } = await db
      .collection(INBOX)
      .where({ _id: db.command.in(ids.slice(at, at + READ_LIMIT)), pushed: 'no' })
      .limit(READ_LIMIT)
      .field({ _id: true })
      .get()
    for (const { _id } of data as { _id: string }[]) untried.add(_id)
  }
  return untried
}

/** Who of these users has allowed a message of a template. */
export async function consentedTo(db: Database, template: string, openids: readonly string[]): Promise<Set<string>> {
  const ids = [...new Set(openids)].map((openid) => consentId(openid, template))
  const consented = new Set<string>()
  for (let at = 0; at < ids.length; at += READ_LIMIT) {
    const { data } = await db
      .collection(CONSENTS)
      .where({ _id: db.command.in(ids.slice(at, at + READ_LIMIT)), left: db.command.gt(0) })
      .limit(READ_LIMIT)
      .get()
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
  await db
    .collection(CONSENTS)
    .doc(consent)
    .update({ data: { left: 0 } })
}

/** Messages that a village asks for, a person and day once by construction; the nightly job delivers them. */
const OUTBOX_ASKED_MESSAGES = 'outbox'
const DOCUMENTS_AN_ADD_ASKED_MESSAGES = 200

interface Asked {
  enrolment: string
  resident: string
  year: number
  day: CivilDay
  about: CivilDay
}

const askedId = (enrolment: string, day: CivilDay): string => `${enrolment}~asked~${day}`

/** Of these enrolments those for which a message of the day is in the outbox already. */
export async function remindedToday(
  db: Database,
  enrolments: readonly string[],
  day: CivilDay,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (let at = 0; at < enrolments.length; at += READ_LIMIT) {
    const ids = enrolments.slice(at, at + READ_LIMIT).map((id) => askedId(id, day))
    const { data } = await db
      .collection(OUTBOX_ASKED_MESSAGES)
      .where({ _id: db.command.in(ids) })
      .limit(READ_LIMIT)
      .field({ enrolment: true })
      .get()
    for (const { enrolment } of data as Pick<OutboxDocument, 'enrolment'>[]) found.add(enrolment)
  }
  return found
}

/** Puts them there; what somebody else put meanwhile is left. */
export async function queueVillageReminders(db: Database, asked: readonly Asked[]): Promise<void> {
  for (let at = 0; at < asked.length; at += DOCUMENTS_AN_ADD_ASKED_MESSAGES) {
    const rows = asked
      .slice(at, at + DOCUMENTS_AN_ADD_ASKED_MESSAGES)
      .map((one): OutboxDocument => ({ _id: askedId(one.enrolment, one.day), ...one, kind: 'asked', state: 'waiting' }))
    try {
      await db.collection(OUTBOX_ASKED_MESSAGES).add({ data: rows })
    } catch (error) {
      if (!isDuplicate(error)) throw error
      for (const row of rows) await addDocument(db, OUTBOX_ASKED_MESSAGES, row)
    }
  }
}
