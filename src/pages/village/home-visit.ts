import type { HouseholdForClerk, Member } from '../../client/functions'
import { forget, isRecord, readStored, writeStored } from '../../client/storage'
import type { OfflineHousehold } from './saved'

/** Somebody at the door as the desk takes their money, whether asked now or taken along without a network. */
export interface DoorPerson {
  enrolment: string
  name: string
  tail: string | null
  /** 待缴费, or why nothing can be taken. */
  words: string
  /** fen; null = nothing can be taken from them. */
  fee: number | null
  warnings: readonly Warning[]
}

export interface Warning {
  code: string
  message: string
}

export interface DoorHousehold {
  household: string
  head: string
  people: readonly DoorPerson[]
}

/** Those of a household with an enrolment, as the server has them now. */
export function doorOf({ household, members }: HouseholdForClerk): DoorHousehold {
  const head = members.find(({ isHead }) => isHead) ?? members[0]
  return { household, head: head?.name ?? '空户', people: members.flatMap(personOf) }
}

function personOf({ enrolment, name, tail, statusName, fee, because, held, warnings }: Member): DoorPerson[] {
  if (enrolment === null) return []
  const payable = held === null ? fee : null
  return [
    {
      enrolment,
      name,
      tail,
      words: payable === null ? (held ?? because ?? statusName) : statusName,
      fee: payable,
      warnings,
    },
  ]
}

/** The same from what was taken along. */
export function visitedOffline(
  { household, head, people }: OfflineHousehold,
  warnings: readonly Warning[],
): DoorHousehold {
  return {
    household,
    head,
    people: people.map((person) => ({
      ...person,
      words: person.because ?? '没交',
      warnings: person.warnings.flatMap((at) => warnings[at] ?? []),
    })),
  }
}

/** What has to be said before the money of these people is taken, each once. */
export function warningsFor(people: readonly DoorPerson[]): readonly Warning[] {
  return [
    ...new Map(
      people.flatMap(({ warnings }) => warnings).map((warning) => [`${warning.code} ${warning.message}`, warning]),
    ).values(),
  ]
}

export const sumOf = (people: readonly DoorPerson[]): number => people.reduce((fen, { fee }) => fen + (fee ?? 0), 0)

/**
 * Who pays at the door now, on the way from the household to its money. Kept, as a phone may end the program in
 * between.
 */
const KEY = 'canbao.desk.collecting'

export function carryToCollect(door: DoorHousehold): void {
  writeStored(KEY, door)
}

export function carriedToCollect(): DoorHousehold | null {
  return readStored(KEY, (raw) =>
    isRecord(raw) && Array.isArray(raw.people) ? (raw as unknown as DoorHousehold) : null,
  ).value
}

export function forgetCollecting(): void {
  forget(KEY)
}
