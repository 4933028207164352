import { checkSession, type CheckSession } from '../check/session'
import { isRecord, readStored, writeStored, type Stored } from './phone-storage'

/** A check kept on this phone, so that it can be opened again without an account. */
export interface SavedCheck {
  id: string
  /** 母亲, 儿子, or what they typed. */
  name: string
  place: string
  /** The last answer in a few words: 320 元, 不用交钱, 金额待核定. */
  answer: string
  session: CheckSession
}

const KEY = 'canbao.saved-checks'
export const MOST_SAVED = 30

export function savedChecks(): Stored<readonly SavedCheck[]> {
  return readStored(KEY, checkList)
}

export function savedCheck(id: string): SavedCheck | null {
  return (savedChecks().value ?? []).find((check) => check.id === id) ?? null
}

/** Keeps it, newest first, in place of the one with the same id. False = the phone has no room for it. */
export function saveCheck(check: SavedCheck): boolean {
  const others = (savedChecks().value ?? []).filter(({ id }) => id !== check.id)
  if (others.length >= MOST_SAVED) return false
  return writeStored(KEY, [check, ...others])
}

export function deleteSaved(id: string): void {
  writeStored(KEY, (savedChecks().value ?? []).filter((check) => check.id !== id))
}

/** Unique on this phone, which is all it is used on. */
export function newSavedId(now: number): string {
  const taken = new Set((savedChecks().value ?? []).map(({ id }) => id))
  let id = now.toString(36)
  for (let n = 1; taken.has(id); n++) id = `${now.toString(36)}-${n}`
  return id
}

function checkList(raw: unknown): readonly SavedCheck[] | null {
  if (!Array.isArray(raw)) return null
  const list = raw.map(checkOne)
  return list.every((item): item is SavedCheck => item !== null) ? list : null
}

function checkOne(raw: unknown): SavedCheck | null {
  if (!isRecord(raw)) return null
  const { id, name, place, answer } = raw
  const session = checkSession(raw.session)
  if (session === null || typeof id !== 'string' || typeof name !== 'string') return null
  if (typeof place !== 'string' || typeof answer !== 'string') return null
  return { id, name, place, answer, session }
}
