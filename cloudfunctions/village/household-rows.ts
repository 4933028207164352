import { dayNumber } from '../../rules'
import type { CivilDay } from '../../rules'
import { lastFour, maskedName } from '../shared/masking'
import type { Answers } from './contract'
import { nameTag } from './name-tag'
import type { ListedHousehold, ListedPerson } from './records/village-list'
import { turnOf } from './whose-turn'

export type HouseholdRow = Answers['findHouseholds']['rows'][number]
type Listed = HouseholdRow['people'][number]

/** 老年人是指六十周岁以上的公民 (老年人权益保障法 第二条). */
const ELDERLY_AGE = 60

export function ageOn(birthDate: CivilDay, today: CivilDay): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** Rows of the list in the order of the households; names masked. */
export function householdRows(households: readonly ListedHousehold[], people: readonly ListedPerson[], today: CivilDay): HouseholdRow[] {
  const byHousehold = new Map<string, ListedPerson[]>()
  for (const person of people) byHousehold.set(person.household, [...byHousehold.get(person.household) ?? [], person])
  return households.map((household) => householdRow(household, byHousehold.get(household._id) ?? [], today))
}

export function householdRow({ _id, head }: ListedHousehold, members: readonly ListedPerson[], today: CivilDay): HouseholdRow {
  const first = members.find(({ resident }) => resident === head) ?? members[0]
  const present = members.filter(({ isAbsent }) => !isAbsent)
  const open = present.filter(isOpen)
  return {
    household: _id, head: first === undefined ? '空户' : maskedName(first.name), group: first?.group ?? null,
    unpaid: open.length, owed: open.reduce((sum, { enrolment }) => sum + (enrolment?.fee ?? 0), 0),
    elderlyAlone: present.length > 0 && present.every(({ birthDate }) => dayNumber(birthDate) !== null && ageOn(birthDate, today) >= ELDERLY_AGE),
    people: members.map(listed),
  }
}

/** Something is still to be done for them: pay or register. */
export const isOpen = ({ enrolment, isAbsent }: ListedPerson): boolean => !isAbsent && enrolment !== null && turnOf(enrolment.status) === 'open'

function listed(person: ListedPerson): Listed {
  const { name, idNumber, enrolment, isAbsent, isFlawed } = person
  const marks = { unpaid: isOpen(person), subsidised: enrolment?.isSubsidised === true, flawed: isFlawed, absent: isAbsent }
  return {
    name: maskedName(name), tail: tailOf(idNumber), status: enrolment?.status ?? null, fee: enrolment?.fee ?? null,
    marks: (Object.keys(marks) as (keyof typeof marks)[]).filter((mark) => marks[mark]),
    tag: nameTag(name),
  }
}

/** The last four digits; of a number too short to show them, and of none, null. */
export function tailOf(idNumber: string | null): string | null {
  const tail = idNumber === null ? '*' : lastFour(idNumber).slice(-4)
  return tail.includes('*') ? null : tail
}
