import type { AppointmentDocument } from './permissions'
import type { Database } from '../../platform/database'
import { readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'

/** What their office calls people; who was appointed before there were names has none. */
export async function officeNames(db: Database, openids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    [...new Set(openids)].map(async (openid) => {
      const office = await readDocument<Pick<AppointmentDocument, '_id' | 'who'>>(db, 'appointments', openid)
      return office?.who === undefined
        ? []
        : [[openid, sealing().at('appointments', openid).open(office.who, 'appointment')] as const]
    }),
  )
  return new Map(found.flat())
}
