import type { HouseholdRow, ListedPerson } from '../../../client/functions'

/** Which households a clerk looks for; each says what of a row it goes by. */
export const FILTERS = {
  all: { name: '全部', holds: () => true },
  unpaid: { name: '没交', holds: ({ unpaid }: HouseholdRow) => unpaid > 0 },
  subsidisedUnpaid: {
    name: '资助没交',
    holds: ({ people }: HouseholdRow) =>
      people.some(({ marks }) => marks.includes('subsidised') && marks.includes('unpaid')),
  },
  flawed: {
    name: '资料待核',
    holds: ({ people }: HouseholdRow) => people.some(({ marks }) => marks.includes('flawed')),
  },
  notCovered: {
    name: '交了没待遇',
    holds: ({ people }: HouseholdRow) => people.some(({ cover }) => cover?.is === 'no'),
  },
  elderlyAlone: { name: '老人独居', holds: ({ elderlyAlone }: HouseholdRow) => elderlyAlone },
} as const satisfies Record<string, { name: string; holds: (row: HouseholdRow) => boolean }>
export type Filter = keyof typeof FILTERS
export const FILTER_IDS = Object.keys(FILTERS) as readonly Filter[]

const SHOWN_DIGITS = 4

/** Rows that a filter lets through and the typed words find, in the order in which one walks from house to house. */
export function findRows(rows: readonly HouseholdRow[], filter: Filter, words: string): readonly HouseholdRow[] {
  const { holds } = FILTERS[filter]
  const found = finder(plain(words))
  return inWalkingOrder(rows.filter((row) => holds(row) && found(row)))
}

/** A part of a name or its initials (`wxm`), the last digits of a number, a house (`12号`) or a group (三组, 第3组, 3组). */
function finder(words: string): (row: HouseholdRow) => boolean {
  if (words === '') return () => true
  if (/组$/.test(words)) return ({ group }) => group !== null && groupNumber(group) === groupNumber(words)
  if (/^[\d-]+号$/.test(words)) return ({ house }) => house === words
  if (/^\d+X?$/i.test(words)) {
    const digits = words.slice(-SHOWN_DIGITS).toUpperCase()
    return ({ house, people }) => house === `${words}号` || people.some(({ tail }) => tail?.endsWith(digits) === true)
  }
  if (/^[a-z][a-z\d]*$/i.test(words)) {
    const letters = words.toLowerCase()
    return someone(({ initials, name }) => initials.includes(letters) || plain(name).toLowerCase().includes(letters))
  }
  return someone(({ name }) => plain(name).includes(words))
}

const someone =
  (is: (person: ListedPerson) => boolean) =>
  ({ people }: HouseholdRow): boolean =>
    people.some(is)

const plain = (words: string): string => words.normalize('NFKC').replace(/\s/g, '')

const DIGITS = '零一二三四五六七八九'

/** 第三组, 三组 and 3组 are one, as the server writes it; what is no number compares as it is written. */
function groupNumber(group: string): string {
  const bare = group.replace(/^第/, '').replace(/(村民)?(小组|组|社|队)$/, '')
  const [, tens, ones] = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(bare) ?? []
  if (tens !== undefined) return String((DIGITS.indexOf(tens) || 1) * 10 + Math.max(0, DIGITS.indexOf(ones ?? '')))
  const only = DIGITS.indexOf(bare)
  return only > 0 && bare.length === 1 ? String(only) : bare.replace(/^0+(?=\d)/, '')
}

/** By group, then by house, as numbers: 2组 before 10组, 3号 before 12号; who has none comes last. */
function inWalkingOrder(rows: readonly HouseholdRow[]): readonly HouseholdRow[] {
  const keyed = rows.map((row) => ({ row, group: placeOf(row.group), house: placeOf(row.house) }))
  return keyed.sort((a, b) => compare(a.group, b.group) || compare(a.house, b.house)).map(({ row }) => row)
}

/** The numbers of a place, in order; none: it comes last. */
function placeOf(words: string | null): readonly number[] {
  return words === null ? [] : (groupNumber(words).match(/\d+/g) ?? []).map(Number)
}

function compare(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0)
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? -1) - (b[i] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

/** Rows come and go in blocks, so that scrolling changes a few now and then and not one at a time. */
const BLOCK = 3
/** Blocks drawn beyond the screen, above and below. */
const BEYOND = 1

interface RowWindow {
  /** The first row drawn, and the one after the last. */
  from: number
  to: number
}

/**
 * How many rows are drawn at once on a screen of so much height: those in sight, cut ones, and a block at either end.
 */
export function rowsDrawn(height: number, row: number): number {
  return (Math.ceil(height / (BLOCK * row)) + 1 + 2 * BEYOND) * BLOCK
}

/** Which of `count` rows of one height are drawn when so much is scrolled away. */
export function rowsInSight(
  count: number,
  { scrolled, height, row }: { scrolled: number; height: number; row: number },
): RowWindow {
  const drawn = rowsDrawn(height, row)
  const lastStart = Math.max(0, Math.ceil((count - drawn) / BLOCK)) * BLOCK
  const from = Math.min(lastStart, Math.max(0, Math.floor(scrolled / (BLOCK * row)) - BEYOND) * BLOCK)
  return { from, to: Math.min(count, from + drawn) }
}
