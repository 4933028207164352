import { shanghaiDay } from '../../rules'
import type { CivilDay } from '../../rules'
import { readCaller } from './caller'
import type { Caller } from './caller'
import { openDatabase } from './database'
import type { Database } from './database'

/** What a use case may know beside the request: made at the door, once a call. */
export interface CallContext {
  db: Database
  caller: Caller
  /** ms since 1970 */
  now: number
  /** The civil day in Asia/Shanghai. */
  today: CivilDay
  /** The deed's id, made before it was sent: the same again means the same deed. null = the request carries none. */
  operation: string | null
}

/** @throws Refusal NOT_SIGNED_IN */
export async function callContext(data: unknown, now: number): Promise<CallContext> {
  return { db: await openDatabase(), caller: await readCaller(), now, today: shanghaiDay(now), operation: operationIn(data) }
}

/** Its form is the schema's to judge, before the use case sees it. */
function operationIn(data: unknown): string | null {
  const operation: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'operation') : null
  return typeof operation === 'string' ? operation : null
}
