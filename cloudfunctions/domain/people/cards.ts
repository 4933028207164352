import * as z from 'zod/mini'
import type { IdKind, VillageDocument } from './documents'
import { ABSENCES, ID_KINDS } from './documents'
import { flawsInWords } from './entry'
import { readHousehold, requireVillage, villagesByIds } from './households'
import type { Resident } from './residents'
import { lastFour, maskedName, maskedPhone } from '../../platform/base'
import { identifier, listOf, text, textOrNone } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { policies } from '../../../rules'

export type PersonCard = z.infer<typeof personCard>

/** Cards of several people as they themselves and those they consented to see them, by resident. */
export async function fullCards(db: Database, people: readonly Resident[]): Promise<ReadonlyMap<string, PersonCard>> {
  const villages = await villagesByIds(
    db,
    people.map(({ village }) => village),
  )
  return new Map(people.map((person) => [person.id, card(person, villages.get(person.village))]))
}

export async function fullCard(db: Database, person: Resident): Promise<PersonCard> {
  return (await fullCards(db, [person])).get(person.id)!
}

/** What whoever asks to look after someone sees until there is consent: enough to recognise whom they asked for. */
export function maskedCard({ id, name, idNumber }: Resident): PersonCard {
  return { resident: id, name: maskedName(name), tail: tailOf(idNumber), place: '', village: '', absent: null }
}

function card({ id, region, name, idNumber, absent }: Resident, village: VillageDocument | undefined): PersonCard {
  const regionName = policies().find((policy) => policy.region === region)?.regionName ?? ''
  return {
    resident: id,
    name,
    tail: tailOf(idNumber),
    place: `${regionName}${village?.township ?? ''}`,
    village: village?.name ?? '',
    absent: absent === null ? null : `${absent.since} ${ABSENCES[absent.why]}`,
  }
}

const tailOf = (idNumber: string | null): string | null => (idNumber === null ? null : lastFour(idNumber).slice(-4))

export type ResidentCard = z.output<typeof residentCardShape>

/**
 * What staff see of a resident without giving a reason: enough to tell people apart, and what is wrong with the entry.
 */
export async function residentCard(db: Database, resident: Resident): Promise<ResidentCard> {
  const [village, household] = [await requireVillage(db, resident.village), await readHousehold(db, resident.household)]
  return staffCard(resident, village, household?.head === resident.id)
}

export function staffCard(resident: Resident, village: VillageDocument, isHead: boolean): ResidentCard {
  const { id, household, group, name, idNumber, idKind, sex, birthDate, phone, ground, absent, flaws } = resident
  return {
    resident: id,
    household,
    group,
    isHead,
    idKind,
    sex,
    ground,
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

/** A person as a phone may show them: the name in full to themself and to those they consented to, else masked. */
export const personCard = z.strictObject({
  resident: identifier,
  name: text,
  /** Last four digits of the number; null = none yet. */
  tail: textOrNone,
  place: text,
  village: text,
  /** Died, moved away, in employee insurance: in words; null = here. */
  absent: textOrNone,
})

/** What is wrong with an entry of the ledger, or missing. */
export const flaw = z.strictObject({ code: text, kind: z.enum(['错', '误', '漏', '重']), words: text })

/** A person as staff may see them without a reason: masked. */
export const residentCardShape = z.strictObject({
  ...personCard.shape,
  household: identifier,
  group: textOrNone,
  isHead: z.boolean(),
  sex: z.enum(['男', '女']),
  birthYear: z.int(),
  idKind: z.enum(Object.keys(ID_KINDS) as [IdKind, ...IdKind[]]),
  phone: textOrNone,
  ground: z.enum(['hukou', 'residence']),
  flaws: listOf(flaw),
})
