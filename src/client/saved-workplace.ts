import type { Workplace } from './functions'
import { forget, isRecord, readStored, writeStored } from './storage'

/**
 * The office that its holder was last told of, so that the way to work is there without a network. Holds nobody's name.
 */
interface SavedWorkplace {
  desk: Workplace
  /** The village and year that she works on; null = none chosen yet. */
  at: WorkplaceYear | null
}

export interface WorkplaceYear {
  village: string
  year: number
}

const KEY = 'canbao.desk'

export function savedWorkplace(): SavedWorkplace | null {
  return readStored(KEY, checkWorkplace).value
}

export function saveWorkplace(kept: SavedWorkplace): void {
  writeStored(KEY, kept)
}

export function forgetWorkplace(): void {
  forget(KEY)
}

/** The server wrote it and its contract was checked there; here only that it is of that shape at all. */
function checkWorkplace(raw: unknown): SavedWorkplace | null {
  if (!isRecord(raw) || !isRecord(raw.desk) || !Array.isArray(raw.desk.villages) || !Array.isArray(raw.desk.years))
    return null
  return typeof raw.desk.role === 'string' ? (raw as unknown as SavedWorkplace) : null
}
