import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { BrowserSessions } from './sign-in'
import type { CallLog } from './call-log'
import { NetworkSettings } from './network'
import type { Network } from './network'
import { PlatformError } from './platform-error'
import { readJson } from './http-requests'
import type { RequestCounts } from './request-counts'
import { iso } from './time/clock'
import type { Clock } from './time/clock'
import { FaultOrder } from './wechat/faults'
import type { Wechat } from './wechat'
import { ConsoleRefund, FailedRefund, endRefund, refundAtConsole } from './wechat/pay-refunds'

/**
 * What tests and demos do that people, WeChat and time do on the platform: set the clock, pay, consent, break things;
 * and see what happened. Nothing of it exists on the platform, so no function may use it.
 */
export interface ControlParts {
  clock: Clock
  log: CallLog
  wechat: Wechat
  sessions: BrowserSessions
  network: Network
  counts: RequestCounts
}

interface Asked {
  request: IncomingMessage
  response: ServerResponse
  url: URL
}
type Handler = (asked: Asked) => Promise<unknown>

const Moment = z.strictObject({ now: z.iso.datetime({ offset: true }).nullable() })
const OrderKey = z.union([z.strictObject({ outTradeNo: z.string() }), z.strictObject({ prepayId: z.string() })])
const Consent = z.strictObject({
  openid: z.string().optional(),
  templateId: z.string().min(1),
  times: z.int().min(0).max(1_000).default(1),
})

/** Its addresses, as `METHOD /path`. */
export function controlHandlers(parts: ControlParts): ReadonlyMap<string, Handler> {
  const { clock, log, wechat, sessions, network, counts } = parts
  const time = () => ({ now: iso(clock.now()), runs: clock.runs() })
  return new Map<string, Handler>([
    ['GET /clock', async () => time()],
    [
      'POST /clock',
      async ({ request }) => {
        const { now } = await asked(request, Moment)
        if (now === null) {
          clock.runOn()
          return { ...time(), fired: [] }
        }
        const fired = await clock.standAt(Date.parse(now))
        return { ...time(), fired }
      },
    ],
    ['GET /logs', async ({ url }) => log.lines(named(url, ['requestId', 'function']))],
    ['GET /requests', async ({ url }) => counts.of(named(url, ['requestId', 'function', 'action']))],
    ['GET /network', async () => network.state()],
    [
      'POST /network',
      async ({ request }) => {
        network.set(await asked(request, NetworkSettings.partial()))
        return network.state()
      },
    ],
    ['GET /pay/orders', async () => wechat.file.orders()],
    ['GET /pay/refunds', async () => wechat.file.refunds()],
    ['GET /pay/notifications', async () => wechat.file.notifications()],
    [
      'POST /pay/pay',
      async ({ request }) => {
        await wechat.payer.pay(await asked(request, OrderKey))
        return {}
      },
    ],
    [
      'POST /pay/fail',
      async ({ request }) => {
        wechat.payer.fail(await asked(request, OrderKey))
        return {}
      },
    ],
    [
      'POST /pay/refund-at-console',
      async ({ request }) => {
        refundAtConsole(wechat.file, clock, await asked(request, ConsoleRefund))
        return {}
      },
    ],
    [
      'POST /pay/end-refund',
      async ({ request }) => {
        endRefund(wechat.file, await asked(request, FailedRefund))
        return {}
      },
    ],
    ['GET /messages', async () => wechat.file.messages()],
    [
      'POST /messages/consents',
      async ({ request, response }) => {
        // A page speaks for its own user only; a test names whom it speaks for.
        const { openid, templateId, times } = await asked(request, Consent)
        wechat.file.saveConsent(openid ?? sessions.openidOf(request, response), templateId, times)
        return {}
      },
    ],
    [
      'POST /faults',
      async ({ request }) => {
        wechat.faults.add(await asked(request, FaultOrder))
        return {}
      },
    ],
  ])
}

/** Those parameters of an address that are given. */
function named<Name extends string>(url: URL, names: readonly Name[]): Partial<Record<Name, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = url.searchParams.get(name)
      return value === null ? [] : [[name, value]]
    }),
  ) as Partial<Record<Name, string>>
}

async function asked<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const result = schema.safeParse(await readJson(request))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new PlatformError('INVALID_PARAM', `INVALID_PARAM: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}
