import { enrolmentId } from '../enrollment/enrolment-document'
import { askedToday } from '../enrollment/records/asked-messages'
import { followedOf } from '../enrollment/records/followed'
import { residentsOf } from '../enrollment/records/residents'
import type { Resident } from '../enrollment/records/residents'
import type { CallContext } from '../shared/call-context'
import { maskedName, maskedPhone } from '../shared/masking'
import { allowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { ageOn, householdRows, isOpen } from './household-rows'
import { consequencesHere, deadlineHere } from './place-deadline'
import { shownContact } from './record-contact'
import { lastContacts } from './records/contacts'
import { householdsAfter, peopleOf } from './records/village-list'

const PAGE = 100
const ADULT = 18
type Called = Answers['callList']['households'][number]

/**
 * Households that have still to pay or register, with whom to call and what to say; a hundred households are looked at in
 * a call, so a page may be short, or empty with more to come.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export async function callList({ village, year, after }: Requests['callList'], context: CallContext): Promise<Answers['callList']> {
  const { village: { region }, households: only } = await allowedDesk(context, 'callList', { village, year })
  const { db, today, caller } = context
  const households = await householdsAfter(db, village, after, PAGE, only)
  const people = await peopleOf(db, households.map(({ _id }) => _id), year)
  const open = new Set(people.filter(isOpen).map(({ household }) => household))
  const unpaid = people.filter(isOpen).map(({ resident }) => resident)
  const followed = unpaid.length === 0 ? new Set<string>() : await followedOf(db, unpaid)
  const messaged = await askedToday(db, unpaid.map((resident) => enrolmentId(resident, year)), today)
  const contacts = await lastContacts(db, [...open], year)
  const residents = await residentsOf(db, people.filter(({ household }) => open.has(household)).map(({ resident }) => resident))
  const rows = householdRows(households.filter(({ _id }) => open.has(_id)), people, today)
  const of = (household: string, ids: ReadonlySet<string>, idOf: (resident: string) => string) =>
    people.some((person) => person.household === household && isOpen(person) && ids.has(idOf(person.resident)))
  return {
    consequences: consequencesHere(region, year), deadline: deadlineHere(region, year, today),
    households: rows.map(({ household, head, group, unpaid: count, owed }): Called => ({
      household, head, group, unpaid: count, owed, call: whomToCall(residents.filter((one) => one.household === household), headOf(households, household), today),
      canMessage: of(household, followed, (id) => id), messagedToday: of(household, messaged, (id) => enrolmentId(id, year)),
      lastContact: contacts.has(household) ? shownContact(contacts.get(household)!, caller.openid) : null,
    })),
    next: households.length < PAGE ? null : households.at(-1)!._id,
  }
}

const headOf = (households: readonly { _id: string; head: string | null }[], household: string): string | null => households.find(({ _id }) => _id === household)?.head ?? null

/** The head, else a grown-up, else whoever has a phone. */
function whomToCall(members: readonly Resident[], head: string | null, today: string): Called['call'] {
  const reachable = members.filter(({ phone, absent }) => phone !== null && absent === null)
  const one = reachable.find(({ id }) => id === head) ?? reachable.find(({ birthDate }) => ageOn(birthDate, today) >= ADULT) ?? reachable[0]
  return one === undefined ? null : { resident: one.id, name: maskedName(one.name), phone: maskedPhone(one.phone!) }
}
