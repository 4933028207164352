import { forget, isRecord, readStored, writeStored } from '../saved/phone-storage'
import type { DoorHousehold } from './door-person'

/** Who pays at the door now, on the way from the household to its money. Kept, as a phone may end the program in between. */
const KEY = 'canbao.desk.collecting'

export function carryToCollect(door: DoorHousehold): void {
  writeStored(KEY, door)
}

export function carriedToCollect(): DoorHousehold | null {
  return readStored(KEY, (raw) => (isRecord(raw) && Array.isArray(raw.people) ? raw as unknown as DoorHousehold : null)).value
}

export function forgetCollecting(): void {
  forget(KEY)
}
