import type { CivilDay } from '../../../rules'
import { seasonId } from '../../enrollment/records/seasons'
import { putDocument, readAll, readDocument } from '../../shared/database'
import type { Database, Transaction, Writable } from '../../shared/database'

/** A figure as it was entered; `people` null = taken back. */
export interface TargetEntry {
  operation: string
  basis: 'official' | 'formula'
  people: number | null
  /** By the formula: what went into it. */
  from: number | null
  minus: Readonly<Record<string, number>> | null
  source: string
  /** The day of the source. */
  day: CivilDay
  /** ms since 1970 */
  at: number
  by: string
}

/** Whose target it is: the whole place's, a township's, a village's. */
export interface TargetUnit { region: string; year: number; township: string | null; village: string | null }

/** `targets`: all that was ever entered for one unit, the newest last. `_id` is `<region>-<year>~<township>~<village>`. */
export interface TargetDocument extends TargetUnit {
  _id: string
  entries: readonly TargetEntry[]
}

const targetId = ({ region, year, township, village }: TargetUnit): string => `${seasonId(region, year)}~${township ?? ''}~${village ?? ''}`

export async function targetEntries(from: Writable, unit: TargetUnit): Promise<readonly TargetEntry[]> {
  return (await readDocument<TargetDocument>(from, 'targets', targetId(unit)))?.entries ?? []
}

export function putTargetEntries(transaction: Transaction, unit: TargetUnit, entries: readonly TargetEntry[]): Promise<void> {
  return putDocument<TargetDocument>(transaction, 'targets', { _id: targetId(unit), ...unit, entries })
}

export function targetsOfSeason(db: Database, region: string, year: number): Promise<TargetDocument[]> {
  return readAll<TargetDocument>(db, 'targets', { region, year })
}
