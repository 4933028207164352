import { requireHousehold } from '../enrollment/records/households'
import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import { sealing } from '../shared/sealing'
import { inTransaction } from '../shared/transaction'
import { allowedDesk } from './allowed-desk'
import { CONTACT_RESULTS, CONTACT_WAYS } from './contract-households'
import type { Answers, Requests } from './contract'
import { addContact, type Contact } from './records/contacts'
import { requireHere } from './require-here'

/**
 * Somebody of the household was spoken to, or looked for. The same operation again is the same contact.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, UNKNOWN_HOUSEHOLD, HOUSEHOLD_ELSEWHERE; RulesError UNKNOWN_YEAR
 */
export async function recordContact({ operation, village, year, household, way, result, note }: Requests['recordContact'], context: CallContext): Promise<Answers['recordContact']> {
  await allowedDesk(context, 'recordContact', { village, year })
  const { db, caller, now, today } = context
  const { region, ...there } = await requireHousehold(db, household)
  requireHere(there, village)
  await requireAllowed(context, 'recordContact', { id: household, region, village, household })
  const sealed = note === null ? null : sealing().seal(note, 'deskNote')
  const contact: Contact = { id: `${caller.openid}~${operation}`, by: caller.openid, day: today, at: now, year, way, result, note: sealed }
  return shownContact(await inTransaction(db, (transaction) => addContact(transaction, household, village, contact)), caller.openid)
}

export function shownContact({ day, way, result, note, by }: Contact, openid: string): Answers['recordContact'] {
  return {
    day, way, wayName: CONTACT_WAYS[way], result, resultName: CONTACT_RESULTS[result],
    note: note === null ? null : sealing().open(note, 'deskNote'), mine: by === openid,
  }
}
