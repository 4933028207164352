import type { OrderEventKind, EntryKind } from '../payments'
import type { Mismatch } from './judge-row'

interface SettlementRule {
  name: string
  /** What it can settle. */
  of: readonly Mismatch[]
  /** Two where money returns, or is said never to have been: the second is another person of the county. */
  people: 1 | 2
  /** The entries that it writes; none where it only looks again. */
  posting: readonly EntryKind[]
  /** What becomes of the order. */
  order: OrderEventKind | null
}

/** Every way to settle what the file and the records disagree in. What is not here is refused. */
export const RESOLUTIONS = {
  /** The ledger, the enrolment or the deposit was put right meanwhile. */
  rematch: {
    name: '更正后重新核对',
    of: ['unknownPerson', 'paidTwice', 'amountDiffers', 'wrongPlace', 'notDeposited'],
    people: 1,
    posting: ['release'],
    order: 'arrive',
  },
  /** It is somebody else's number, or another spelling: a person says whose money it is. */
  assign: {
    name: '认到本人名下',
    of: ['unknownPerson', 'wrongPlace'],
    people: 1,
    posting: ['release'],
    order: 'arrive',
  },
  returnMoney: {
    name: '由税务退还缴款人',
    of: ['unknownPerson', 'paidTwice', 'amountDiffers', 'wrongPlace'],
    people: 2,
    posting: ['refund'],
    order: null,
  },
  /** Of more than was due, what was due counts and the rest goes back. */
  returnRest: {
    name: '应缴部分计入，多缴的退还',
    of: ['amountDiffers'],
    people: 2,
    posting: ['release', 'refund'],
    order: 'arrive',
  },
  /** We were told of a payment that never was: a transfer that bounced. */
  voidPayment: { name: '付款作废，恢复待缴', of: ['missing'], people: 2, posting: ['voidPayment'], order: 'forceVoid' },
  /** Nothing to count: a line that the tax office took back, or that says nothing. */
  setAside: { name: '不是一笔缴费，搁置', of: ['unreadable'], people: 1, posting: [], order: null },
} as const satisfies Record<string, SettlementRule>
export type SettlementId = keyof typeof RESOLUTIONS
export const SETTLEMENT_IDS = Object.keys(RESOLUTIONS) as readonly SettlementId[]

export const ruleOf = (id: SettlementId): SettlementRule => RESOLUTIONS[id]
export const settlementsOf = (outcome: Mismatch): SettlementId[] =>
  SETTLEMENT_IDS.filter((id) => ruleOf(id).of.includes(outcome))
