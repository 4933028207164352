import type { CivilDay, Fen } from '../../rules'

/** A receipt for one household and year of one payment; `_id` is its number, which is unique. */
export interface ReceiptDocument {
  _id: string
  order: string
  /** Openid of who paid, or of the clerk who collected. */
  payer: string
  household: string
  region: string
  village: string
  year: number
  /** Of the payment. */
  day: CivilDay
  way: ReceiptWay
  amount: Fen
  lines: readonly { enrolment: string; resident: string; fee: Fen }[]
  /** Keyed digest of all above, printed on it: who has not held the receipt cannot make it. */
  check: string
  state: 'issued' | 'void'
  because: string | null
}

/** Money that passed through our hands; for what was paid on an official channel that channel has its own paper. */
export type ReceiptWay = 'wechat' | 'cash' | 'pos'

/** The last number given out in a village for a year; `_id` is `<region>-<year>-<village>`. */
export interface ReceiptSerialDocument {
  _id: string
  last: number
}
