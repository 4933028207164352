import type { Desk } from './functions'
import { forget, isRecord, readStored, writeStored } from './storage'

/** The office that its holder was last told of, so that the way to work is there without a network. Holds nobody's name. */
interface KeptDesk {
  desk: Desk
  /** The village and year that she works on; null = none chosen yet. */
  at: DeskAt | null
}

export interface DeskAt { village: string; year: number }

const KEY = 'canbao.desk'

export function keptDesk(): KeptDesk | null {
  return readStored(KEY, checkDesk).value
}

export function keepDesk(kept: KeptDesk): void {
  writeStored(KEY, kept)
}

export function forgetDesk(): void {
  forget(KEY)
}

/** The server wrote it and its contract was checked there; here only that it is of that shape at all. */
function checkDesk(raw: unknown): KeptDesk | null {
  if (!isRecord(raw) || !isRecord(raw.desk) || !Array.isArray(raw.desk.villages) || !Array.isArray(raw.desk.years)) return null
  return typeof raw.desk.role === 'string' ? raw as unknown as KeptDesk : null
}
