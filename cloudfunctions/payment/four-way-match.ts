import type { Fen } from '../../rules'

/** What a village counts when it has collected: 人、票、款和录入信息四相符 (随县 八(四)). */
export interface Collected {
  people: number
  receipts: number
  /** fen */
  funds: Fen
  /** People entered in the system. */
  entered: number
}

export interface FourWayMatch {
  match: boolean
  expectedFunds: Fen
  /** How much is missing; below 0 = too much. */
  fundsShort: Fen
  missingReceipts: number
  missingEntries: number
}

/** @param owed fen that all these people owe together */
export function fourWayMatch({ people, receipts, funds, entered }: Collected, owed: Fen): FourWayMatch {
  const [fundsShort, missingReceipts, missingEntries] = [owed - funds, people - receipts, people - entered]
  return { match: fundsShort === 0 && missingReceipts === 0 && missingEntries === 0, expectedFunds: owed, fundsShort, missingReceipts, missingEntries }
}
