import { policies } from '../../rules'
import type * as z from 'zod/mini'
import type { Database } from '../shared/database'
import { lastFour, maskedName } from '../shared/masking'
import type { personCard } from './contract-shapes'
import { ABSENCES } from './documents'
import type { VillageDocument } from './documents'
import type { Resident } from './records/residents'
import { villagesByIds } from './records/links'

export type PersonCard = z.infer<typeof personCard>

/** Cards of several people as they themselves and those they consented to see them, by resident. */
export async function fullCards(db: Database, people: readonly Resident[]): Promise<ReadonlyMap<string, PersonCard>> {
  const villages = await villagesByIds(db, people.map(({ village }) => village))
  return new Map(people.map((person) => [person.id, card(person, villages.get(person.village))]))
}

export async function fullCard(db: Database, person: Resident): Promise<PersonCard> {
  return (await fullCards(db, [person])).get(person.id)!
}

/** What whoever asks to look after someone sees until there is consent: enough to recognise whom they asked for. */
export function askedCard({ id, name, idNumber }: Resident): PersonCard {
  return { resident: id, name: maskedName(name), tail: tailOf(idNumber), place: '', village: '', absent: null }
}

function card({ id, region, name, idNumber, absent }: Resident, village: VillageDocument | undefined): PersonCard {
  const regionName = policies().find((policy) => policy.region === region)?.regionName ?? ''
  return {
    resident: id, name, tail: tailOf(idNumber), place: `${regionName}${village?.township ?? ''}`, village: village?.name ?? '',
    absent: absent === null ? null : `${absent.since} ${ABSENCES[absent.why]}`,
  }
}

const tailOf = (idNumber: string | null): string | null => (idNumber === null ? null : lastFour(idNumber).slice(-4))
