import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import type { FunctionHost } from '../function-host'
import { PlatformError } from '../platform-error'
import type { Clock } from '../time/clock'
import { faultsOnDemand, Refusal } from './faults'
import type { Faults } from './faults'
import { readForm, readOpenApiPairs, writeOpenApiAnswer } from './wire'
import { payNotifications } from './notifications'
import { OrderName, UnifiedOrder, closeOrder, queryOrder, unifiedOrder } from './pay-orders'
import { RefundName, RefundRequest, queryRefund, refund, settledRefunds } from './pay-refunds'
import { payer } from './payer'
import type { Payer } from './payer'
import { sendMessage } from './subscribe-messages'
import { WechatFile } from './wechat-file'

/** What is behind the platform and is not the platform: WeChat Pay, subscribe messages, and the people who use them. */
export interface Wechat {
  file: WechatFile
  faults: Faults
  payer: Payer
  /** Answers a form of the SDK, as bytes; null when the answer is lost on its way. Throws PlatformError. */
  answer(contentType: string, body: Buffer): Promise<Buffer | null>
}

export interface WechatOptions {
  folder: string | undefined
  functions: FunctionHost
  clock: Clock
  appid: string
  /** The user of the call that a token of the SDK stands for. */
  callerOf: (token: string) => string | undefined
}

type PayApi = (request: unknown, caller: string | undefined) => Record<string, unknown>

export function openWechat({ folder, functions, clock, appid, callerOf }: WechatOptions): Wechat {
  const file = new WechatFile(folder)
  const faults = faultsOnDemand()
  const notifications = payNotifications(file, functions, clock, faults, appid)
  clock.follow(notifications)
  clock.follow(settledRefunds(file, notifications))
  const payApis = new Map<string, PayApi>([
    ['unifiedOrder', (request, caller) => unifiedOrder(file, clock, appid, read(UnifiedOrder, request), caller)],
    ['queryOrder', (request) => queryOrder(file, read(OrderName, request))],
    ['closeOrder', (request) => closeOrder(file, read(OrderName, request))],
    ['refund', (request) => refund(file, clock, read(RefundRequest, request))],
    ['queryRefund', (request) => queryRefund(file, read(RefundName, request))],
  ])

  const pay = async (api: string, data: Buffer, caller: string | undefined): Promise<Buffer | null> => {
    const known = payApis.get(api)
    if (known === undefined) throw unspoken(`cloudPay.${api}`)
    const request: unknown = json(data)
    return withFault(faults, api, {
      doIt: () => bytes(answered(() => known(request, caller))),
      refuse: (code) =>
        bytes(
          answered(() => {
            throw new Refusal(String(code ?? 'SYSTEMERROR'), '系统错误')
          }),
        ),
    })
  }

  const openApi = async (api: string, message: Buffer): Promise<Buffer | null> => {
    if (api !== 'subscribeMessage.send') throw unspoken(`openapi.${api}`)
    const pairs = readOpenApiPairs(message)
    return withFault(faults, api, {
      doIt: () => writeOpenApiAnswer(JSON.stringify(sendMessage(file, clock, pairs))),
      refuse: (code) =>
        writeOpenApiAnswer(JSON.stringify({ errcode: Number(code ?? 43101), errmsg: 'refused on demand' })),
    })
  }

  return {
    file,
    faults,
    payer: payer(file, clock, notifications),
    async answer(contentType, body) {
      const form = readForm(contentType, body)
      const text = (name: string) => form.get(name)?.toString('utf8') ?? ''
      const data = form.get('requestData') ?? Buffer.alloc(0)
      switch (text('action')) {
        case 'wx.wxPayApi':
          return pay(text('apiName'), data, callerOf(text('wxCloudApiToken')))
        case 'wx.openApi':
          return openApi(text('apiName'), data)
        default:
          throw unspoken(text('action'))
      }
    },
  }
}

interface Work {
  doIt(): Buffer
  refuse(code: string | number | undefined): Buffer
}

async function withFault(faults: Faults, api: string, { doIt, refuse }: Work): Promise<Buffer | null> {
  const fault = faults.ofCall(api)
  if (fault?.fault === 'refused') return refuse(fault.code)
  const done = doIt()
  if (fault?.fault === 'late') await pause(fault.ms)
  return fault?.fault === 'lost-answer' ? null : done
}

/** A refusal of WeChat Pay is an answer that says FAIL. */
function answered(work: () => Record<string, unknown>): Record<string, unknown> {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return {
      return_code: 'SUCCESS',
      return_msg: 'OK',
      result_code: 'FAIL',
      err_code: error.code,
      err_code_des: error.message,
    }
  }
}

function read<T>(schema: z.ZodType<T>, request: unknown): T {
  const result = schema.safeParse(request)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const name = issue?.path.join('.') ?? ''
  const lacks = issue?.code === 'invalid_type' && issue.message.includes('received undefined')
  throw lacks ? new Refusal('LACK_PARAMS', `缺少参数 ${name}`) : new Refusal('PARAM_ERROR', `参数错误 ${name}`)
}

function json(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'))
  } catch {
    throw new PlatformError('INVALID_PARAM', 'INVALID_PARAM: requestData is not JSON')
  }
}

function bytes(answer: Record<string, unknown>): Buffer {
  return Buffer.from(JSON.stringify(answer))
}

function unspoken(what: string): PlatformError {
  return new PlatformError(
    'INVALID_ACTION',
    `INVALID_ACTION: devcloud does not speak ${JSON.stringify(what.slice(0, 80))}`,
  )
}
