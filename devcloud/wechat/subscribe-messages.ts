import { z } from 'zod'
import { iso } from '../time/clock'
import type { Clock } from '../time/clock'
import type { WechatFile } from './wechat-file'

/** WeChat, subscribeMessage.send, as the SDK sends it; its `errcode`s are WeChat's. */
const Request = z.object({
  touser: z.string().min(1),
  template_id: z.string().min(1),
  page: z.string().nullish(),
  data: z.record(z.string(), z.object({ value: z.string() })),
})

export interface OpenApiAnswer {
  errcode: number
  errmsg: string
}

const INVALID = 47003
const REFUSED = 43101

/**
 * WeChat, 订阅消息参数值内容限制说明: what a value may be, by the kind in its key's name (`thing1` is a thing). Time and
 * date are prose with digits in it (`2019年10月1日 15:01`), of which WeChat publishes examples only.
 */
const VALUE: Readonly<Record<string, RegExp>> = {
  thing: /^.{1,20}$/su,
  number: /^[\d.]{1,32}$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /\d{1,2}:\d{2}/,
  date: /^\d{4}(年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})/,
  amount: /^[¥￥$€£]?\d{1,10}(\.\d+)?元?$/,
  phone_number: /^[\d+\-() ]{1,17}$/,
  car_number: /^[\p{Script=Han}A-Za-z0-9]{1,8}$/u,
  name: /^(\p{Script=Han}[\p{Script=Han}A-Za-z·]{0,9}|[A-Za-z\p{P} ]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}

/** One consent, one message: without one left it is refused, as WeChat does, and nothing tells how many there are. */
export function sendMessage(file: WechatFile, clock: Clock, pairs: ReadonlyMap<string, Buffer>): OpenApiAnswer {
  const request = Request.safeParse(Object.fromEntries([...pairs].map(([key, value]) => [key, parsed(value)])))
  if (!request.success)
    return { errcode: INVALID, errmsg: `argument invalid! ${request.error.issues[0]?.path.join('.') ?? ''}` }
  const { touser, template_id: templateId, page, data } = request.data
  const wrong = Object.entries(data).find(([key, { value }]) => !isAllowed(key, value))
  if (wrong !== undefined) return { errcode: INVALID, errmsg: `argument invalid! data.${wrong[0]}.value invalid` }
  const left = file.consent(touser, templateId)
  if (left === 0) return { errcode: REFUSED, errmsg: 'user refuse to accept the msg' }
  file.saveConsent(touser, templateId, left - 1)
  file.addMessage({ at: iso(clock.now()), openid: touser, templateId, page: page ?? null, data })
  return { errcode: 0, errmsg: 'ok' }
}

function isAllowed(key: string, value: string): boolean {
  const kind = /^([a-z_]+?)\d+$/.exec(key)?.[1]
  return kind !== undefined && VALUE[kind]?.test(value) === true
}

function parsed(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'))
  } catch {
    return undefined
  }
}
