import { isRecord, readStored, writeStored } from './phone-storage'

/**
 * Ids of deeds that were begun and not yet answered, by deed: `revokeLink <link>`. Kept before the request leaves, so
 * that trying again, even after the phone was off, is the same deed to the server and happens once.
 */
const KEY = 'canbao.operations'
const MOST_KEPT = 50

/** The id of this deed: the one that it was begun with, or a new one. Nothing that was typed goes into either. */
export function operationFor(deed: string, now: number): string {
  const kept = begun()
  const known = kept[deed]
  if (known !== undefined) return known
  const id = newOperation(now)
  writeStored(KEY, Object.fromEntries([...Object.entries(kept), [deed, id]].slice(-MOST_KEPT)))
  return id
}

/** An id that nobody else makes. */
export function newOperation(now: number): string {
  return `${now.toString(36)}-${drawn()}${drawn()}`
}

/** The deed was answered, or what it was about has been changed: the next one is another. */
export function endOperation(deed: string): void {
  const { [deed]: ended, ...others } = begun()
  if (ended !== undefined) writeStored(KEY, others)
}

function begun(): Record<string, string> {
  return readStored(KEY, checkOperations).value ?? {}
}

function checkOperations(raw: unknown): Record<string, string> | null {
  if (!isRecord(raw)) return null
  const entries = Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return entries.length === Object.keys(raw).length ? Object.fromEntries(entries) : null
}

/** Eight characters by lot. */
function drawn(): string {
  return Math.random().toString(36).slice(2, 10).padEnd(8, '0')
}
