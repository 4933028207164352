import { openCloud } from './open-cloud'
import { Refusal } from './refusal'

/** Who calls, as the platform says; nothing in a request can name someone else. */
export interface Caller {
  openid: string
  /** The network address; null where the platform does not tell it. For limits on attempts. */
  address: string | null
}

/**
 * Read once, at a call's entry: calls share the process, and what the SDK answers belongs to the call that asks.
 * @throws Refusal NOT_SIGNED_IN
 */
export async function readCaller(): Promise<Caller> {
  const { OPENID, CLIENTIP, CLIENTIPV6 } = (await openCloud()).getWXContext()
  if (OPENID === undefined || OPENID === '') {
    throw new Refusal({ code: 'NOT_SIGNED_IN', message: '没有认出您的微信身份，这项操作没有进行。请退出小程序，从微信里重新打开再试。' })
  }
  return { openid: OPENID, address: CLIENTIP ?? CLIENTIPV6 ?? null }
}
