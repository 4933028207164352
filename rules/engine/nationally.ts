import type { Fen } from '../language/words'
import nation from '../policies/nation.json'

/** What the nation says to somebody whose place has no file, and no more: never a place's own answer. */
export interface National {
  year: number
  /** Clearly not the place's own. */
  heading: string
  /** fen; the least that the nation asks of an individual. null = not published. */
  leastFee: Fen | null
  /** Plain Chinese sentences, each with its document and how that was seen. */
  sentences: readonly { text: string; document: string; cite: string | null; seen: 'official' | 'repost' | 'press' }[]
  /** Whom to ask. */
  hotline: string
}

/** For a place without a file; null of a year of which nothing is known nationally. */
export function nationally(year: unknown): National | null {
  return (nation as readonly National[]).find((one) => one.year === year) ?? null
}
