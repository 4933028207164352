import { openCloud, Refusal } from '../base'
import type { Database } from '../database'
import { openDatabase } from '../database'
import type { CivilDay } from '../../../rules'
import { shanghaiDay } from '../../../rules'

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
  /** Keyed digest of the request of an operation; absent where there is none. */
  asked?: string
}

/** @throws Refusal NOT_SIGNED_IN */
export async function callContext(data: unknown, now: number): Promise<CallContext> {
  return {
    db: await openDatabase(),
    caller: await readCaller(),
    now,
    today: shanghaiDay(now),
    operation: operationIn(data),
  }
}

/** Its form is the schema's to judge, before the use case sees it. */
function operationIn(data: unknown): string | null {
  const operation: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'operation') : null
  return typeof operation === 'string' ? operation : null
}

/** Who calls, as the platform says; nothing in a request can name someone else. */
interface Caller {
  openid: string
  /** The network address; null where the platform does not tell it. For limits on attempts. */
  address: string | null
}

/**
 * Read once, at a call's entry: calls share the process, and what the SDK answers belongs to the call that asks.
 * @throws Refusal NOT_SIGNED_IN
 */
async function readCaller(): Promise<Caller> {
  const { OPENID, CLIENTIP, CLIENTIPV6 } = (await openCloud()).getWXContext()
  if (OPENID === undefined || OPENID === '') {
    throw new Refusal({
      code: 'NOT_SIGNED_IN',
      message: '没有认出您的微信身份，这项操作没有进行。请退出小程序，从微信里重新打开再试。',
    })
  }
  return { openid: OPENID, address: CLIENTIP ?? CLIENTIPV6 ?? null }
}
