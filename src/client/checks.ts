import type { CivilDay, FactName } from '../../rules/engine/assessment'
import { isRealDay } from './days'
import type { Stored } from './storage'
import { forget, isRecord, readStored, writeStored } from './storage'

/** What a question may be answered with; null = known to be none. */
export type FactValue = string | number | boolean | readonly string[] | null
export type FactAnswers = Readonly<Partial<Record<FactName, FactValue>>>

/** One check of one person, finished or not. Holds no name beyond the word chosen for the person (母亲, 儿子). */
export interface CheckSession {
  region: string
  year: number
  who: string
  /** The day on which they mean to pay; null = not chosen yet. */
  day: CivilDay | null
  answers: FactAnswers
  /** Facts they could not tell (说不清). Left untold, so that the answer says what stays open. */
  unsure: readonly FactName[]
  /** The saved check that this one redoes; null = a new one. */
  savedId: string | null
}

const KEY = 'canbao.check'

export function startSession(region: string, year: number): CheckSession {
  return { region, year, who: '', day: null, answers: {}, unsure: [], savedId: null }
}

export function currentSession(): Stored<CheckSession> {
  return readStored(KEY, checkSession)
}

export function keepSession(session: CheckSession): void {
  writeStored(KEY, session)
}

export function dropSession(): void {
  forget(KEY)
}

/** Answering changes one fact only; later answers stay, and are used again if their question still comes. */
export function withAnswer(session: CheckSession, fact: FactName, value: FactValue): CheckSession {
  return {
    ...session,
    answers: { ...session.answers, [fact]: value },
    unsure: session.unsure.filter((name) => name !== fact),
  }
}

export function withoutAnswer(session: CheckSession, fact: FactName): CheckSession {
  const answers = { ...session.answers }
  delete answers[fact]
  return { ...session, answers, unsure: [...session.unsure.filter((name) => name !== fact), fact] }
}

export function isFactValue(value: unknown): value is FactValue {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string')
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/** Shape only: whether the facts mean anything to a policy is for the rules to say. */
function checkSession(raw: unknown): CheckSession | null {
  if (!isRecord(raw) || !isRecord(raw.answers) || !Array.isArray(raw.unsure)) return null
  const { region, year, who, day, answers, unsure, savedId } = raw
  const sound =
    typeof region === 'string' &&
    typeof year === 'number' &&
    typeof who === 'string' &&
    (day === null || (typeof day === 'string' && isRealDay(day))) &&
    Object.values(answers).every(isFactValue) &&
    unsure.every((name) => typeof name === 'string') &&
    (savedId === null || typeof savedId === 'string')
  if (!sound) return null
  return { region, year, who, day, answers: answers, unsure: unsure as FactName[], savedId }
}

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

const KEY_SAVED_CHECKS = 'canbao.saved-checks'
export const MOST_SAVED = 30

export function savedChecks(): Stored<readonly SavedCheck[]> {
  return readStored(KEY_SAVED_CHECKS, checkList)
}

export function savedCheck(id: string): SavedCheck | null {
  return (savedChecks().value ?? []).find((check) => check.id === id) ?? null
}

/** Keeps it, newest first, in place of the one with the same id. False = the phone has no room for it. */
export function saveCheck(check: SavedCheck): boolean {
  const others = (savedChecks().value ?? []).filter(({ id }) => id !== check.id)
  if (others.length >= MOST_SAVED) return false
  return writeStored(KEY_SAVED_CHECKS, [check, ...others])
}

export function deleteSaved(id: string): void {
  writeStored(
    KEY_SAVED_CHECKS,
    (savedChecks().value ?? []).filter((check) => check.id !== id),
  )
}

/** Unique on this phone, which is all it is used on. */
export function newSavedId(now: number): string {
  const taken = new Set((savedChecks().value ?? []).map(({ id }) => id))
  let id = now.toString(36)
  for (let n = 1; taken.has(id); n++) id = `${now.toString(36)}-${n}`
  return id
}

/** Names that checks on this phone carry, newest first. */
export function namesUsed(): readonly string[] {
  const names = (savedChecks().value ?? []).map(({ name, session }) => (session.who === '' ? name : session.who))
  return [...new Set(names)].filter((name) => name !== '' && name !== UNNAMED).slice(0, MOST_NAMES)
}

export const UNNAMED = '没起名'
const MOST_NAMES = 6

/** Of the kept checks, of a person and a place's year: what was answered; null = none was made. */
export function answeredBefore(who: string, region: string, year: number): FactAnswers | null {
  const current = currentSession().value
  const all = [...(current === null ? [] : [current]), ...(savedChecks().value ?? []).map(({ session }) => session)]
  const found = all.find((one) => one.who === who && one.region === region && one.year === year)
  return found === undefined || Object.keys(found.answers).length === 0 ? null : found.answers
}

/** Each person's checks beside one another, whose was kept last first, and of each the latest year first. */
export function byPerson(saved: readonly SavedCheck[]): readonly SavedCheck[] {
  const names = [...new Set(saved.map(({ name }) => name))]
  return [...saved].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name) || b.session.year - a.session.year)
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
