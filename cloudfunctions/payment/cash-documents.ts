import type { CivilDay, Fen } from '../../rules'
import type { Season } from './ledger'

/**
 * What a clerk holds in cash, order by order; `_id` is the clerk's openid. One document, so that what is taken, handed in
 * and taken back can never cross; its sum is the account `cash:<clerk>`.
 */
export interface DrawerDocument {
  _id: string
  items: readonly CashItem[]
}

export interface CashItem {
  order: string
  household: string
  village: string
  season: Season
  day: CivilDay
  amount: Fen
}

/** Cash that a clerk brought to the bank; `_id` is the operation's. */
export interface DepositDocument {
  _id: string
  clerk: string
  season: Season
  amount: Fen
  day: CivilDay
  /** ms since 1970 */
  at: number
  /** The bank's slip, as its number. */
  slip: string
  items: readonly CashItem[]
}
