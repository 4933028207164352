import { requireVillageAccess, requirePermission, defineAction } from '../access'
import type { ContactResult, ContactWay } from './contract-households'
import { CONTACT_RESULTS, CONTACT_WAYS } from './contract-households'
import type { Household } from '../people'
import { requireHousehold } from '../people'
import { Refusal } from '../../platform/base'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { inTransaction, putDocument, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { Answers } from './contract-households'
import type { CivilDay } from '../../../rules'
import { householdsContract } from './contract-households'

/**
 * Somebody of the household was spoken to, or looked for. The same operation again is the same contact.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, UNKNOWN_HOUSEHOLD, HOUSEHOLD_ELSEWHERE; RulesError UNKNOWN_YEAR
 */
export const recordContact = /* @__PURE__ */ defineAction(householdsContract, 'recordContact', {
  permission: 'recordContact',
  async run({ operation, village, year, household, way, result, note }, context) {
    await requireVillageAccess(context, 'recordContact', { village, year })
    const { db, caller, now, today } = context
    const { region, ...there } = await requireHousehold(db, household)
    requireHere(there, village)
    await requirePermission(context, 'recordContact', { id: household, region, village, household })
    const sealed = note === null ? null : sealing().at('contacts', household).seal(note, 'deskNote')
    const contact: Contact = {
      id: `${caller.openid}~${operation}`,
      by: caller.openid,
      day: today,
      at: now,
      year,
      way,
      result,
      note: sealed,
    }
    return shownContact(
      await inTransaction(db, (transaction) => addContact(transaction, household, village, contact)),
      household,
      caller.openid,
    )
  },
})

export function shownContact(
  { day, way, result, note, by }: Contact,
  household: string,
  openid: string,
): Answers['recordContact'] {
  return {
    day,
    way,
    wayName: CONTACT_WAYS[way],
    result,
    resultName: CONTACT_RESULTS[result],
    note: note === null ? null : sealing().at('contacts', household).open(note, 'deskNote'),
    mine: by === openid,
  }
}

/** How a household was reached lately; `_id` is the household. Older ones fall out: they are of no use to anybody. */
interface ContactsDocument {
  _id: string
  village: string
  /** Newest first. */
  contacts: readonly Contact[]
}

interface Contact {
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

export async function contactsOf(from: DocumentStore, household: string): Promise<readonly Contact[]> {
  return (await readDocument<ContactsDocument>(from, 'contacts', household))?.contacts ?? []
}

/** The last one of each of these households that has any, of a year. */
export async function lastContacts(
  db: Database,
  households: readonly string[],
  year: number,
): Promise<ReadonlyMap<string, Contact>> {
  if (households.length === 0) return new Map()
  const { data } = await db
    .collection('contacts')
    .where({ _id: db.command.in([...households]) })
    .limit(households.length)
    .get()
  return new Map(
    (data as ContactsDocument[]).flatMap(({ _id, contacts }) =>
      contacts
        .filter((one) => one.year === year)
        .slice(0, 1)
        .map((contact) => [_id, contact] as const),
    ),
  )
}

async function addContact(
  transaction: Transaction,
  household: string,
  village: string,
  contact: Contact,
): Promise<Contact> {
  const contacts = await contactsOf(transaction, household)
  const before = contacts.find(({ id }) => id === contact.id)
  if (before !== undefined) return before
  await putDocument<ContactsDocument>(transaction, 'contacts', {
    _id: household,
    village,
    contacts: [contact, ...contacts].slice(0, KEPT),
  })
  return contact
}

/** The household is of this village, for which the caller was admitted. @throws Refusal HOUSEHOLD_ELSEWHERE */
function requireHere({ village: own }: Pick<Household, 'village'>, village: string): void {
  if (own !== village)
    throw new Refusal({
      code: 'HOUSEHOLD_ELSEWHERE',
      path: 'household',
      message: '这一户不在这个村（社区），这次没有记。请返回重新查找这一户。',
    })
}
