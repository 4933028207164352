import { openCloud } from '../base'
import type { Database } from './database'
import { requireSameKeys } from './key-check'
import { patient } from './patient'

/** The SDK's own types do not know the option; without it a document that is not there would be a failure. */
const CONFIG: object = { throwOnNotFound: false }

let checked: Promise<void> | undefined

/**
 * The database of this environment, for one call: its patience with a platform that is too busy is the call's. A
 * document that does not exist is read as null. A process that has keys asks once whether they are this database's; one
 * that has none (as the counts' timer) can neither open nor seal anything.
 * @throws Refusal KEYS_MISMATCH, KEYS_MALFORMED
 */
export async function openDatabase(): Promise<Database> {
  const cloud = await openCloud()
  const db = patient(cloud.database(CONFIG) as unknown as Database)
  if (process.env.CANBAO_SEALING_KEYS !== undefined) {
    checked ??= requireSameKeys(db)
    try {
      await checked
    } catch (error) {
      // Asked anew: the database may only have been out of reach.
      checked = undefined
      throw error
    }
  }
  return db
}
