import type { CivilDay, Fen } from '../../rules'

/** Where money can really be. A pocket is a payer's, and below 0 for what was spent from it; a bag holds what a clerk's phone has not sent yet. */
export type Place = `pocket:${string}` | `bag:${string}` | `drawer:${string}` | 'wechat' | 'pos' | 'bank' | 'tax'

/** Money that the tax office got for somebody: on its own channels, or out of one of our accounts. */
export interface TaxPayment {
  voucher: string
  /** As the payer typed them. */
  idNumber: string
  name: string
  amount: Fen
  paidOn: CivilDay
  arrivedOn: CivilDay
  /** Where it came from, and where it goes if it goes back. */
  from: Place
  /** Whom it really is for; null = nobody of this township. */
  enrolment: string | null
  /** The order whose money it is; null = paid there directly. */
  order: string | null
  place: string
  /** Named in a file that was handed out. */
  told: boolean
  /** fen that the tax office gave back. */
  returned: Fen
}

/**
 * What really happened to money, whatever anybody's books say: each fen is moved from one place to another, by what
 * people, banks, WeChat and the tax office did. Nothing here asks the product.
 */
export class World {
  private readonly at = new Map<Place, Fen>()
  readonly taxPayments: TaxPayment[] = []
  vouchers = 0
  /** Real payments at WeChat, by the number of the order there. */
  readonly wechatPayments = new Map<string, { order: string; amount: Fen; day: CivilDay; payer: string }>()
  /** What was paid at a counter that is not ours and the county took down, by the order made of it. */
  readonly atCounter = new Map<string, TaxPayment>()
  /** Orders that the county made of receipts for which nobody ever paid, and for whom. */
  readonly madeUp = new Map<string, string>()
  /** For whom was paid at WeChat by a number that is no order of ours. */
  readonly ofNoOrder = new Map<string, string>()
  /** Refunds of WeChat that were seen to arrive. */
  readonly wechatRefunds = new Set<string>()
  moves = 0

  move(from: Place, to: Place, amount: Fen): void {
    if (!Number.isSafeInteger(amount) || amount < 0) throw new Error(`${amount} fen cannot move from ${from} to ${to}`)
    this.at.set(from, this.holds(from) - amount)
    this.at.set(to, this.holds(to) + amount)
    this.moves++
    // An agency can pay out of an account what it has just paid on from it; hands cannot, and the tax office does not.
    if ((from.startsWith('drawer:') || from === 'tax') && this.holds(from) < 0)
      throw new Error(`${from} would hold ${this.holds(from)} fen`)
  }

  holds(place: Place): Fen {
    return this.at.get(place) ?? 0
  }

  /** What of the tax office's money no file has told yet, of one origin. */
  untold(from: Place | 'elsewhere'): Fen {
    return this.taxPayments
      .filter(
        (one) => !one.told && (from === 'elsewhere' ? one.order === null : one.from === from && one.order !== null),
      )
      .reduce((sum, { amount }) => sum + amount, 0)
  }

  /** Everything that is not in somebody's pocket. */
  received(): Fen {
    return [...this.at].reduce((sum, [place, fen]) => (place.startsWith('pocket:') ? sum : sum + fen), 0)
  }
}
