import type { HouseholdRow } from '../cloud/village'
import type { DeskAt } from '../saved/kept-desk'
import { forget, isRecord, readStored, writeStored } from '../saved/phone-storage'

/**
 * The village's list as the server gives it, masked, kept on the phone page by page (a key holds 1 MB at most), so that it
 * opens without a network and only pages that have changed are fetched again.
 */
export interface KeptPage {
  rows: readonly HouseholdRow[]
  digest: string
  /** Where the next one begins; null = this is the last. */
  next: string | null
}

const KEY = 'canbao.desk.rows'
/** Pages that were read or written since the program was started: none is read twice. */
const inMemory = new Map<string, KeptPage>()
const keyOf = ({ village, year }: DeskAt, after: string | null): string => `${KEY} ${village} ${year} ${after ?? ''}`

export function keptPage(at: DeskAt, after: string | null): KeptPage | null {
  const key = keyOf(at, after)
  const page = inMemory.get(key) ?? readStored(key, checkPage).value
  if (page !== null) inMemory.set(key, page)
  return page
}

/** Keeps it if the phone has room; the list works without, as long as there is a network. */
export function keepPage(at: DeskAt, after: string | null, page: KeptPage): void {
  const key = keyOf(at, after)
  const keys = keptKeys()
  inMemory.set(key, page)
  if (!keys.includes(key)) writeStored(KEY, [...keys, key])
  writeStored(key, page)
}

/** All rows that are kept, in the list's order. */
export function keptRows(at: DeskAt): readonly HouseholdRow[] {
  const rows: HouseholdRow[] = []
  const seen = new Set<string | null>()
  for (let after: string | null = null; !seen.has(after);) {
    seen.add(after)
    const page = keptPage(at, after)
    if (page === null) break
    rows.push(...page.rows)
    if (page.next === null) break
    after = page.next
  }
  return rows
}

export function keptRow(at: DeskAt, household: string): HouseholdRow | null {
  return keptRows(at).find((row) => row.household === household) ?? null
}

/** Her office ended, or she left work: nothing about people stays on the phone. */
export function forgetRows(): void {
  inMemory.clear()
  keptKeys().forEach(forget)
  forget(KEY)
}

function keptKeys(): readonly string[] {
  return readStored(KEY, checkKeys).value ?? []
}

function checkKeys(raw: unknown): readonly string[] | null {
  return Array.isArray(raw) && raw.every((key) => typeof key === 'string') ? raw : null
}

function checkPage(raw: unknown): KeptPage | null {
  return isRecord(raw) && Array.isArray(raw.rows) && typeof raw.digest === 'string' && 'next' in raw ? raw as unknown as KeptPage : null
}
