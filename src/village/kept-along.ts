import type { VillageAnswers } from '../cloud/village'
import type { DeskAt } from '../saved/kept-desk'
import { forget, isRecord, readStored, writeStored } from '../saved/phone-storage'

/** What a clerk takes along to doors without a network: who owes how much today and what they are to be told. Masked. */
export type AlongPage = VillageAnswers['takeAlong']
export type AlongHousehold = AlongPage['households'][number]

interface KeptAlong {
  village: string
  year: number
  /** The day of which the amounts are. */
  day: string
  /** How many households, of whom something is still to be taken. */
  households: number
  /** How many pages lie under keys of their own. */
  pages: number
}

const KEY = 'canbao.desk.along'
const pageKey = (number: number): string => `${KEY} ${number}`

/** Households taken along for this desk, and of which day; null = none. */
export function keptAlong(at: DeskAt): KeptAlong | null {
  const kept = readStored(KEY, checkKept).value
  return kept !== null && kept.village === at.village && kept.year === at.year ? kept : null
}

export function alongFor(at: DeskAt, household: string): { page: AlongPage; household: AlongHousehold } | null {
  for (let number = 0; number < (keptAlong(at)?.pages ?? 0); number++) {
    const page = readStored(pageKey(number), checkPage).value
    const found = page?.households.find((one) => one.household === household)
    if (page && found) return { page, household: found }
  }
  return null
}

/** Page by page; what was taken along before stands until the last has come. */
export function keepAlong(at: DeskAt, number: number, page: AlongPage): void {
  if (!writeStored(pageKey(number), page) || page.next !== null) return
  const pages = Array.from({ length: number + 1 }, (_, i) => readStored(pageKey(i), checkPage).value)
  const households = pages.reduce((sum, one) => sum + (one?.households.length ?? 0), 0)
  writeStored(KEY, { village: at.village, year: at.year, day: page.day, households, pages: number + 1 } satisfies KeptAlong)
}

export function forgetAlong(): void {
  for (let number = 0; number < (readStored(KEY, checkKept).value?.pages ?? 0); number++) forget(pageKey(number))
  forget(KEY)
}

function checkKept(raw: unknown): KeptAlong | null {
  return isRecord(raw) && typeof raw.village === 'string' && typeof raw.year === 'number' && typeof raw.day === 'string' && typeof raw.pages === 'number' ? raw as unknown as KeptAlong : null
}

function checkPage(raw: unknown): AlongPage | null {
  return isRecord(raw) && Array.isArray(raw.households) && Array.isArray(raw.warnings) ? raw as unknown as AlongPage : null
}
