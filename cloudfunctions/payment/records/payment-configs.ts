import type { Database } from '../../shared/database'
import type { PaymentConfigDocument } from '../documents'

/**
 * Who receives money by WeChat for all of these regions together: one payment goes to one merchant. null = one of them
 * has it not switched on, or they have different ones.
 */
export async function merchantOf(db: Database, regions: readonly string[]): Promise<string | null> {
  const wanted = [...new Set(regions)]
  if (wanted.length === 0) return null
  const found = (await db.collection('payment-configs').where({ _id: db.command.in(wanted) }).limit(wanted.length).get()).data as PaymentConfigDocument[]
  const merchants = new Set(wanted.map((region) => found.find(({ _id }) => _id === region)?.wechat?.merchant ?? null))
  return merchants.size === 1 ? [...merchants][0]! : null
}
