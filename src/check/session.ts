import type { CivilDay, FactName } from '../../rules/engine/assessment'
import { isRealDay } from '../clock/civil-days'
import { forget, isRecord, readStored, writeStored, type Stored } from '../saved/phone-storage'

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
export function checkSession(raw: unknown): CheckSession | null {
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
