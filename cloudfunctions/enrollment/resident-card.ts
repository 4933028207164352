import { policies } from '../../rules'
import type { Database } from '../shared/database'
import { lastFour, maskedName, maskedPhone } from '../shared/masking'
import type { Answers } from './contract'
import { ABSENCES } from './documents'
import type { VillageDocument } from './documents'
import { flawsInWords } from './entry-flaws'
import { readHousehold, requireVillage } from './records/households'
import type { Resident } from './records/residents'

export type ResidentCard = Answers['registerResident']

/** What staff see of a resident without giving a reason: enough to tell people apart, and what is wrong with the entry. */
export async function residentCard(db: Database, resident: Resident): Promise<ResidentCard> {
  const [village, household] = [await requireVillage(db, resident.village), await readHousehold(db, resident.household)]
  return cardOf(resident, village, household?.head === resident.id)
}

export function cardOf(resident: Resident, village: VillageDocument, isHead: boolean): ResidentCard {
  const { id, household, group, name, idNumber, idKind, sex, birthDate, phone, ground, absent, flaws } = resident
  return {
    resident: id, household, group, isHead, idKind, sex, ground,
    name: maskedName(name),
    tail: idNumber === null ? null : lastFour(idNumber),
    birthYear: Number(birthDate.slice(0, 4)),
    phone: phone === null ? null : maskedPhone(phone),
    place: placeOf(village),
    village: village.name,
    absent: absent === null ? null : `${absent.since} ${ABSENCES[absent.why]}`,
    flaws: flawsInWords(flaws),
  }
}

export function placeOf({ region, township }: VillageDocument): string {
  return `${policies().find((head) => head.region === region)?.regionName ?? ''}${township}`
}
