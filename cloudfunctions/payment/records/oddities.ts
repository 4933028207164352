import { putDocument, readDocument } from '../../shared/database'
import type { Transaction } from '../../shared/database'
import type { OddityDocument } from '../documents'

const ODDITIES = 'payment-oddities'

/** Keeps it once: whatever was settled of it since stays. */
export async function keepOddity(transaction: Transaction, oddity: OddityDocument): Promise<void> {
  if ((await readDocument<OddityDocument>(transaction, ODDITIES, oddity._id)) === null) await putDocument(transaction, ODDITIES, oddity)
}
