import type { CivilDay } from '../../../rules'
import { DOCUMENTS_A_READ, putDocument, readDocument } from '../../shared/database'
import type { Database, Transaction, Writable } from '../../shared/database'
import type { PaperEventKind, PaperState } from '../receipt-paper-states'

/** Where a receipt's paper is; `_id` is the receipt's number. A receipt without one was never printed. */
export interface ReceiptPaperDocument {
  _id: string
  state: PaperState
  /** Why it is void; null = it is not. */
  because: string | null
  events: readonly { id: string; kind: PaperEventKind; day: CivilDay; at: number; by: string }[]
}

export const unprinted = (receipt: string): ReceiptPaperDocument => ({ _id: receipt, state: 'notPrinted', because: null, events: [] })

export async function readPaper(from: Writable, receipt: string): Promise<ReceiptPaperDocument> {
  return (await readDocument<ReceiptPaperDocument>(from, 'receipt-papers', receipt)) ?? unprinted(receipt)
}

export const putPaper = (transaction: Transaction, paper: ReceiptPaperDocument): Promise<void> => putDocument(transaction, 'receipt-papers', paper)

/** Papers of these receipts, by number; what was never printed is absent. */
export async function papersOf(db: Database, receipts: readonly string[]): Promise<ReadonlyMap<string, ReceiptPaperDocument>> {
  const found = new Map<string, ReceiptPaperDocument>()
  for (let at = 0; at < receipts.length; at += DOCUMENTS_A_READ) {
    const { data } = await db.collection('receipt-papers').where({ _id: db.command.in(receipts.slice(at, at + DOCUMENTS_A_READ)) }).limit(DOCUMENTS_A_READ).get()
    for (const paper of data as ReceiptPaperDocument[]) found.set(paper._id, paper)
  }
  return found
}
