import type { DuplicateReason } from '../contract-quality'

/** Two entries that may be one person. `_id` is of both, whichever was found first. */
export interface DuplicateDocument {
  _id: string
  region: string
  residents: readonly [string, string]
  why: DuplicateReason
  state: 'open' | 'settled'
  settled: { as: 'different' | 'same'; by: string; at: number; because: string } | null
}
