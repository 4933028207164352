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
  elderlyAlone: { name: '老人独居', holds: ({ elderlyAlone }: HouseholdRow) => elderlyAlone },
} as const satisfies Record<string, { name: string; holds: (row: HouseholdRow) => boolean }>
export type Filter = keyof typeof FILTERS
export const FILTER_IDS = Object.keys(FILTERS) as readonly Filter[]

const SHOWN_DIGITS = 4

/** Rows that a filter lets through and the typed words find: a name, the last digits of a number, or a group. */
export function findRows(rows: readonly HouseholdRow[], filter: Filter, words: string): readonly HouseholdRow[] {
  const { holds } = FILTERS[filter]
  const found = finder(words.replace(/\s/g, '').toUpperCase())
  return rows.filter((row) => holds(row) && found(row))
}

function finder(words: string): (row: HouseholdRow) => boolean {
  if (words === '') return () => true
  if (/组$/.test(words)) return ({ group }) => group !== null && digitsOf(group) === digitsOf(words)
  if (/^\d+X?$/.test(words))
    return someone(({ tail }) => tail !== null && tail.replace(/\*/g, '').endsWith(words.slice(-SHOWN_DIGITS)))
  if (words.length === 1) return someone(({ name }) => name.startsWith(words))
  const tag = nameTag(words)
  return someone((person) => person.tag === tag && person.name.charAt(0) === words.charAt(0))
}

/** 第3组, 3组 and 三组 are told apart as they are written; numbers are compared. */
const digitsOf = (group: string): string => group.replace(/^第/, '').replace(/组$/, '')

const someone =
  (is: (person: ListedPerson) => boolean) =>
  ({ people }: HouseholdRow): boolean =>
    people.some(is)

const BASIS = 0x811c9dc5
const PRIME = 0x01000193

/**
 * The number by which a full name is found among masked ones (`contract-households.ts` says how it is made): FNV-1a over the
 * name's UTF-16 bytes, folded to ten bits.
 */
export function nameTag(name: string): number {
  let hash = BASIS
  const mix = (byte: number): void => {
    hash = Math.imul(hash ^ byte, PRIME) >>> 0
  }
  for (const unit of plain(name).split('')) {
    const code = unit.charCodeAt(0)
    mix(code & 0xff)
    mix(code >>> 8)
  }
  return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & 1023
}

const plain = (name: string): string => name.normalize('NFC').replace(/\s/g, '')

/** Rows come and go in blocks, so that scrolling changes a few now and then and not one at a time. */
const BLOCK = 3
/** Blocks drawn beyond the screen, above and below. */
const BEYOND = 1

interface RowWindow {
  /** The first row drawn, and the one after the last. */
  from: number
  to: number
}

/** How many rows are drawn at once on a screen of so much height: those in sight, cut ones, and a block at either end. */
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
