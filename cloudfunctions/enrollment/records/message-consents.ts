import { putDocument, readDocument } from '../../shared/database'
import type { Transaction } from '../../shared/database'
import type { ConsentDocument } from '../message-documents'

const CONSENTS = 'message-consents'

/** One consent, one message: one more that may be sent. */
export async function addConsent(transaction: Transaction, openid: string, template: string): Promise<void> {
  const _id = `${openid}~${template}`
  const ledger = await readDocument<ConsentDocument>(transaction, CONSENTS, _id)
  await putDocument<ConsentDocument>(transaction, CONSENTS, { _id, openid, template, left: (ledger?.left ?? 0) + 1 })
}
