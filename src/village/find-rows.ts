import type { HouseholdRow, ListedPerson } from '../cloud/village'
import { nameTag } from './name-tag'

/** Which households a clerk looks for; each says what of a row it goes by. */
export const FILTERS = {
  all: { name: '全部', holds: () => true },
  unpaid: { name: '没交', holds: ({ unpaid }: HouseholdRow) => unpaid > 0 },
  subsidisedUnpaid: { name: '资助没交', holds: ({ people }: HouseholdRow) => people.some(({ marks }) => marks.includes('subsidised') && marks.includes('unpaid')) },
  flawed: { name: '资料待核', holds: ({ people }: HouseholdRow) => people.some(({ marks }) => marks.includes('flawed')) },
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
  if (/^\d+X?$/.test(words)) return someone(({ tail }) => tail !== null && tail.replace(/\*/g, '').endsWith(words.slice(-SHOWN_DIGITS)))
  if (words.length === 1) return someone(({ name }) => name.startsWith(words))
  const tag = nameTag(words)
  return someone((person) => person.tag === tag && person.name.charAt(0) === words.charAt(0))
}

/** 第3组, 3组 and 三组 are told apart as they are written; numbers are compared. */
const digitsOf = (group: string): string => group.replace(/^第/, '').replace(/组$/, '')

const someone = (is: (person: ListedPerson) => boolean) => ({ people }: HouseholdRow): boolean => people.some(is)
