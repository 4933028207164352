import type { CivilDay } from '../../../rules'
import { putDocument, readDocument } from '../../shared/database'
import type { Database, Transaction, Writable } from '../../shared/database'
import type { ContactResult, ContactWay } from '../contract-households'

/** How a household was reached lately; `_id` is the household. Older ones fall out: they are of no use to anybody. */
export interface ContactsDocument {
  _id: string
  village: string
  /** Newest first. */
  contacts: readonly Contact[]
}

export interface Contact {
  /** Of the operation: once is once. */
  id: string
  by: string
  day: CivilDay
  /** ms since 1970 */
  at: number
  year: number
  way: ContactWay
  result: ContactResult
  /** Sealed; null = none. */
  note: string | null
}

const KEPT = 10

export async function contactsOf(from: Writable, household: string): Promise<readonly Contact[]> {
  return (await readDocument<ContactsDocument>(from, 'contacts', household))?.contacts ?? []
}

/** The last one of each of these households that has any, of a year. */
export async function lastContacts(db: Database, households: readonly string[], year: number): Promise<ReadonlyMap<string, Contact>> {
  if (households.length === 0) return new Map()
  const { data } = await db.collection('contacts').where({ _id: db.command.in([...households]) }).limit(households.length).get()
  return new Map((data as ContactsDocument[]).flatMap(({ _id, contacts }) => contacts.filter((one) => one.year === year).slice(0, 1).map((contact) => [_id, contact] as const)))
}

export async function addContact(transaction: Transaction, household: string, village: string, contact: Contact): Promise<Contact> {
  const contacts = await contactsOf(transaction, household)
  const before = contacts.find(({ id }) => id === contact.id)
  if (before !== undefined) return before
  await putDocument<ContactsDocument>(transaction, 'contacts', { _id: household, village, contacts: [contact, ...contacts].slice(0, KEPT) })
  return contact
}
