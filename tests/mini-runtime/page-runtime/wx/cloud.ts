import { z } from 'zod'
import type { CloudReply } from '../../packed-package'
import { ApiFailure, asynchronous } from './asynchronous'
import { strict } from './strict'

declare global {
  interface Window {
    /** Put there by the test: carries a call over to Node. */
    canbaoCallFunction(name: string, data: unknown): Promise<CloudReply>
  }
}

/** developers.weixin.qq.com, Cloud.callFunction: keep the data under 100 KB. */
const DATA_BYTES_MAX = 100 * 1024
const Call = z.looseObject({ name: z.string(), data: z.unknown() })

let ready = false

export const cloud = strict('wx.cloud', {
  init: () => {
    ready = true
  },
  callFunction: asynchronous('cloud.callFunction', Call, async ({ name, data }) => {
    if (!ready) throw new ApiFailure("Cloud API isn't enabled, please call wx.cloud.init first", { errCode: -601034 })
    const text = JSON.stringify(data ?? {})
    if (text.length > DATA_BYTES_MAX) throw new ApiFailure(`data exceeds ${DATA_BYTES_MAX} bytes`, { errCode: -501001 })
    const reply = await window.canbaoCallFunction(name, JSON.parse(text))
    if ('errCode' in reply) throw new ApiFailure(reply.errMsg, { errCode: reply.errCode })
    return { result: reply.result, requestID: 'local' }
  }),
})
