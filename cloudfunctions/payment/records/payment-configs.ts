import type { Database } from '../../shared/database'
import type { MiniProgram, PaymentConfigDocument } from '../documents'

/**
 * Who receives money by WeChat for all of these regions together: one payment goes to one merchant. null = one of them
 * has it not switched on, or they have different ones.
 */
export async function merchantOf(db: Database, regions: readonly string[]): Promise<string | null> {
  const found = await configsOf(db, regions)
  const merchants = new Set(regions.map((region) => found.get(region)?.wechat?.merchant ?? null))
  return merchants.size === 1 ? [...merchants][0]! : null
}

/** The mini-program of a place's channel; null = none is named. */
export type MiniProgramOf = (region: string, channel: string) => MiniProgram | null

export async function miniProgramsOf(db: Database, regions: readonly string[]): Promise<MiniProgramOf> {
  const found = await configsOf(db, regions)
  return (region, channel) => found.get(region)?.miniPrograms?.[channel] ?? null
}

async function configsOf(db: Database, regions: readonly string[]): Promise<ReadonlyMap<string, PaymentConfigDocument>> {
  const wanted = [...new Set(regions)]
  if (wanted.length === 0) return new Map()
  const found = (await db.collection('payment-configs').where({ _id: db.command.in(wanted) }).limit(wanted.length).get()).data as PaymentConfigDocument[]
  return new Map(found.map((config) => [config._id, config]))
}
