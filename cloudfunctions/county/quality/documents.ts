import type { CivilDay } from '../../../rules'
import type { QualityKind } from '../contract-quality'

/** What a village's ledger was found to be like, last time it was counted. `_id` is `<village>-<year>`. */
export interface QualityCounts {
  _id: string
  region: string
  year: number
  village: string
  countedOn: CivilDay
  people: number
  counts: Readonly<Record<QualityKind, number>>
}
