import { openCloud } from '../base'
import type { Database } from './database'
import { requireSameKeys } from './key-check'

let checked: Promise<void> | undefined

/**
 * The database of this environment. A document that does not exist is read as null. A process that has keys asks once
 * whether they are this database's; one that has none (as the counts' timer) can neither open nor seal anything.
 * @throws Refusal KEYS_MISMATCH, KEYS_MALFORMED
 */
export async function openDatabase(): Promise<Database> {
  const config: object = { throwOnNotFound: false }
  const db = (await openCloud()).database(config) as unknown as Database
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
