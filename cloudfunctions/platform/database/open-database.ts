import { openCloud } from '../base'
import type { Database } from './database'
import { patient } from './patient'

/** The SDK's own types do not know the option; without it a document that is not there would be a failure. */
const CONFIG: object = { throwOnNotFound: false }

/**
 * The database of this environment, for one call: its patience with a platform that is too busy is the call's. A document
 * that does not exist is read as null.
 */
export async function openDatabase(): Promise<Database> {
  const cloud = await openCloud()
  return patient(cloud.database(CONFIG) as unknown as Database)
}
