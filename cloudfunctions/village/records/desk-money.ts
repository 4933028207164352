import type { CashItem, DepositDocument } from '../../payment/cash-documents'
import type { ReceiptDocument } from '../../payment/receipt-documents'
import { depositsOf, drawersOf } from '../../payment/records/cash'
import { receiptsOfBook } from '../../payment/records/receipts'
import type { Database } from '../../shared/database'
import type { AllowedDesk } from '../allowed-desk'

/** Money that was taken at a village's desk in a season, whoever took it. */
export interface DeskMoney {
  /** The village's book, void ones too. */
  receipts: readonly Omit<ReceiptDocument, 'check'>[]
  /** Cash of this village and season that lies with its clerks. */
  inHand: readonly (CashItem & { clerk: string })[]
  /** Deposits with the items of this village only. */
  deposits: readonly DepositDocument[]
}

/** Taken by a clerk; money that came by WeChat has a receipt too. */
export const isOfDesk = ({ way }: Pick<ReceiptDocument, 'way'>): boolean => way !== 'wechat'

/** It stands in a posting of its day. */
export const isPosted = (receipt: Pick<ReceiptDocument, 'way' | 'state'>): boolean => isOfDesk(receipt) && receipt.state === 'issued'

/** The book, the drawers and the deposits of those who collected here: four readings for a book of a thousand. */
export async function deskMoney(db: Database, { village: { _id: village, region }, year, season }: AllowedDesk): Promise<DeskMoney> {
  const receipts = await receiptsOfBook(db, { region, year, village })
  const clerks = [...new Set(receipts.filter(isOfDesk).map(({ payer }) => payer))]
  const isHere = (item: CashItem) => item.village === village && item.season === season
  const inHand = [...await drawersOf(db, clerks)].flatMap(([clerk, items]) => items.filter(isHere).map((item) => ({ ...item, clerk })))
  const deposits = (await depositsOf(db, clerks, season)).map((deposit) => ({ ...deposit, items: deposit.items.filter(isHere) }))
  return { receipts, inHand, deposits: deposits.filter(({ items }) => items.length > 0) }
}
