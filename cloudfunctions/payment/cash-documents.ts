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

/**
 * Money that a clerk took at a door without a network and that could not be entered when it was sent; `_id` is the
 * operation's. Somebody puts it right: the money goes back, or the same request counts later after all.
 */
export interface CashConflictDocument {
  _id: string
  clerk: string
  region: string
  village: string
  household: string
  season: Season
  enrolments: readonly string[]
  amount: Fen
  takenOn: CivilDay
  sentOn: CivilDay
  /** ms since 1970 */
  at: number
  /** Of the refusal, and what was told. */
  code: string
  message: string
  state: 'open' | 'returned' | 'counted'
  settled: { by: string; at: number; day: CivilDay; /** Sealed. */ note: string | null } | null
}
