import { useEffect, useMemo } from 'react'
import { lastHeard } from '../../client/clock'
import { addDays, daysFromTo, phoneDay, today } from '../../client/days'
import type { HouseholdRow, VillageAnswers } from '../../client/functions'
import type { WorkplaceYear } from '../../client/saved-workplace'
import { forget, isRecord, readStored, writeStored } from '../../client/storage'
import { actionsDone } from '../../client/use-action'
import type { Asked } from '../../client/use-query'

/** What day it was to the server when the phone thought it was another: the clocks of cheap phones run as they like. */
interface KnownDay {
  server: string
  phone: string
}

const KEY = 'canbao.desk.day'
let known: KnownDay | null = null

/** An answer of the server's said what day it is. What lies on the phone of people ends with the day. */
export function keepDay(server: string): void {
  const before = (known ?? readStored(KEY, checkDay).value)?.server ?? server
  if (before !== server) forgetPeopleOfYesterday()
  known = { server, phone: phoneDay() }
  writeStored(KEY, known)
}

/** Today as the server would have it, also where there is no network and the phone's clock was set meanwhile. */
export function todayAtWork(): string {
  if (lastHeard() !== null) return today()
  known ??= readStored(KEY, checkDay).value
  return known === null ? phoneDay() : addDays(known.server, Math.max(0, daysFromTo(known.phone, phoneDay())))
}

/** Names are in full on it: a phone that is lost tells of one day, not of a season. */
function forgetPeopleOfYesterday(): void {
  forgetRows()
  forgetOfflineList()
  forgetAnswers()
}

export function forgetDay(): void {
  known = null
  forget(KEY)
}

function checkDay(raw: unknown): KnownDay | null {
  return isRecord(raw) && typeof raw.server === 'string' && typeof raw.phone === 'string'
    ? { server: raw.server, phone: raw.phone }
    : null
}

/**
 * The village's list as the server gives it, masked, kept on the phone page by page (a key holds 1 MB at most), so that
 * it opens without a network and only pages that have changed are fetched again.
 */
export interface KeptPage {
  rows: readonly HouseholdRow[]
  digest: string
  /** Where the next one begins; null = this is the last. */
  next: string | null
}

const KEY_KEPT_ROWS = 'canbao.desk.rows'
/** Pages that were read or written since the program was started: none is read twice. */
const inMemory = new Map<string, KeptPage>()
const keyOf = ({ village, year }: WorkplaceYear, after: string | null): string =>
  `${KEY_KEPT_ROWS} ${village} ${year} ${after ?? ''}`

export function keptPage(at: WorkplaceYear, after: string | null): KeptPage | null {
  const key = keyOf(at, after)
  const page = inMemory.get(key) ?? readStored(key, checkPage).value
  if (page !== null) inMemory.set(key, page)
  return page
}

/** Keeps it if the phone has room; the list works without, as long as there is a network. */
export function keepPage(at: WorkplaceYear, after: string | null, page: KeptPage): void {
  const key = keyOf(at, after)
  const keys = keptKeys()
  inMemory.set(key, page)
  if (!keys.includes(key)) writeStored(KEY_KEPT_ROWS, [...keys, key])
  writeStored(key, page)
}

/** All rows that are kept, in the list's order. */
export function keptRows(at: WorkplaceYear): readonly HouseholdRow[] {
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

/** Her office ended, or she left work: nothing about people stays on the phone. */
export function forgetRows(): void {
  inMemory.clear()
  keptKeys().forEach(forget)
  forget(KEY_KEPT_ROWS)
}

function keptKeys(): readonly string[] {
  return readStored(KEY_KEPT_ROWS, checkKeys).value ?? []
}

function checkKeys(raw: unknown): readonly string[] | null {
  return Array.isArray(raw) && raw.every((key) => typeof key === 'string') ? raw : null
}

function checkPage(raw: unknown): KeptPage | null {
  return isRecord(raw) && Array.isArray(raw.rows) && typeof raw.digest === 'string' && 'next' in raw
    ? (raw as unknown as KeptPage)
    : null
}

/**
 * What a clerk takes along to doors without a network: who owes how much today and what they are to be told. Masked.
 */
type OfflinePage = VillageAnswers['takeAlong']
export type OfflineHousehold = OfflinePage['households'][number]

interface SavedOfflineList {
  village: string
  year: number
  /** The day of which the amounts are. */
  day: string
  /** How many households, of whom something is still to be taken. */
  households: number
  /** How many pages lie under keys of their own. */
  pages: number
}

const KEY_OFFLINE_LIST = 'canbao.desk.along'
const pageKey = (number: number): string => `${KEY_OFFLINE_LIST} ${number}`

/** Households taken along for this desk, and of which day; null = none. */
export function savedOfflineList(at: WorkplaceYear): SavedOfflineList | null {
  const kept = readStored(KEY_OFFLINE_LIST, checkKept).value
  return kept !== null && kept.village === at.village && kept.year === at.year ? kept : null
}

export function offlineHouseholdOf(
  at: WorkplaceYear,
  household: string,
): { page: OfflinePage; household: OfflineHousehold } | null {
  for (let number = 0; number < (savedOfflineList(at)?.pages ?? 0); number++) {
    const page = readStored(pageKey(number), checkOfflinePage).value
    const found = page?.households.find((one) => one.household === household)
    if (page && found) return { page, household: found }
  }
  return null
}

/** Page by page; what was taken along before stands until the last has come. */
export function saveOfflineList(at: WorkplaceYear, number: number, page: OfflinePage): void {
  if (!writeStored(pageKey(number), page) || page.next !== null) return
  const pages = Array.from({ length: number + 1 }, (_, i) => readStored(pageKey(i), checkOfflinePage).value)
  const households = pages.reduce((sum, one) => sum + (one?.households.length ?? 0), 0)
  writeStored(KEY_OFFLINE_LIST, {
    village: at.village,
    year: at.year,
    day: page.day,
    households,
    pages: number + 1,
  } satisfies SavedOfflineList)
}

export function forgetOfflineList(): void {
  for (let number = 0; number < (readStored(KEY_OFFLINE_LIST, checkKept).value?.pages ?? 0); number++)
    forget(pageKey(number))
  forget(KEY_OFFLINE_LIST)
}

function checkKept(raw: unknown): SavedOfflineList | null {
  return isRecord(raw) &&
    typeof raw.village === 'string' &&
    typeof raw.year === 'number' &&
    typeof raw.day === 'string' &&
    typeof raw.pages === 'number'
    ? (raw as unknown as SavedOfflineList)
    : null
}

function checkOfflinePage(raw: unknown): OfflinePage | null {
  return isRecord(raw) && Array.isArray(raw.households) && Array.isArray(raw.warnings)
    ? (raw as unknown as OfflinePage)
    : null
}

/** What the desk was answered last, by question, so that its screens open without a network. Masked, as it came. */
const KEY_KEPT_ANSWERS = 'canbao.desk.answers'
/** Households of some days at the doors; the oldest give way. */
const MOST_KEPT = 60
/** How many deeds had been done when a question was answered; what a deed may have changed is not shown as it was. */
const answeredAfter = new Map<string, number>()

/**
 * A question whose last answer is kept on the phone: it stands until the new one comes, and is said to be of before
 * when none does.
 */
export function useKept<Answer>(
  question: string,
  { asked, again }: { asked: Asked<Answer>; again: () => void },
): { asked: Asked<Answer>; again: () => void } {
  const kept = useMemo(() => readKept<Answer>(question), [question])
  useEffect(() => {
    if (asked.is !== 'answered' || asked.late) return
    answeredAfter.set(question, actionsDone())
    keep(question, asked.answer)
  }, [question, asked])
  const isOfNow = (answeredAfter.get(question) ?? 0) === actionsDone()
  const stands = kept !== null && ((asked.is === 'asking' && isOfNow) || asked.is === 'unanswered')
  return { asked: stands ? { is: 'answered', answer: kept, late: asked.is === 'unanswered' } : asked, again }
}

export function forgetAnswers(): void {
  forget(KEY_KEPT_ANSWERS)
}

/** The server wrote it and its contract was checked there. */
function readKept<Answer>(question: string): Answer | null {
  return (keptAnswers()[question] as Answer | undefined) ?? null
}

function keep(question: string, answer: unknown): void {
  const { [question]: _before, ...others } = keptAnswers()
  writeStored(KEY_KEPT_ANSWERS, Object.fromEntries([...Object.entries(others), [question, answer]].slice(-MOST_KEPT)))
}

function keptAnswers(): Record<string, unknown> {
  return readStored(KEY_KEPT_ANSWERS, (raw) => (isRecord(raw) ? raw : null)).value ?? {}
}
