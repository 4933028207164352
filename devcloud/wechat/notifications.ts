import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { FunctionHost } from '../function-host'
import { asPlatformError } from '../platform-error'
import type { Clock, Due, DueSource } from '../time/clock'
import type { Faults } from './faults'
import type { Notification, WechatFile } from './wechat-file'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** WeChat Pay, 支付结果通知: 15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h, 24h4m in all. */
const REPEATED_AFTER_MS = [
  15 * SECOND_MS,
  15 * SECOND_MS,
  30 * SECOND_MS,
  3 * MINUTE_MS,
  10 * MINUTE_MS,
  20 * MINUTE_MS,
  30 * MINUTE_MS,
  30 * MINUTE_MS,
  30 * MINUTE_MS,
  60 * MINUTE_MS,
  3 * HOUR_MS,
  3 * HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  6 * HOUR_MS,
]
/** How late is late; and how long one waits for another to go first. */
const LATE_MS = HOUR_MS

/** WeChat, 支付结果回调云函数协议: anything but this is taken for a failure. */
const Understood = z.object({ errcode: z.literal(0) })

export interface Notifications extends DueSource {
  /**
   * Sends a function what happened; `of` says to whom it belongs, for people. `amounts` are the fields that hold money.
   */
  send(of: string, functionName: string, payload: Record<string, unknown>, amounts: readonly string[]): void
}

/** Calls the function that an order or a refund named, until it answers `{errcode: 0}` or WeChat gives up. */
export function payNotifications(
  file: WechatFile,
  functions: FunctionHost,
  clock: Clock,
  faults: Faults,
  appid: string,
): Notifications {
  const underWay = new Set<number>()

  const deliver = async (notification: Notification): Promise<string> => {
    const outcome = await called(functions, notification, appid)
    underWay.delete(notification.id)
    const now = clock.now()
    if (outcome === 'understood') {
      file.saveNotification({ ...notification, attempts: notification.attempts + 1, dueAt: null, state: 'delivered' })
      for (const other of file.notifications()) {
        if (other.held && other.id !== notification.id) file.saveNotification({ ...other, held: false, dueAt: now })
      }
    } else {
      file.saveNotification(failed(notification, now))
    }
    return outcome
  }

  return {
    send(of, functionName, payload, amounts) {
      const now = clock.now()
      const fresh = { of, functionName, payload, attempts: 0, dueAt: now, held: false, state: 'waiting' as const }
      switch (faults.ofNotification()) {
        case null:
          file.addNotification(fresh)
          break
        case 'lost':
          file.saveNotification(failed(file.addNotification(fresh), now))
          break
        case 'never':
          file.addNotification({ ...fresh, dueAt: null, state: 'never-sent' })
          break
        case 'late':
          file.addNotification({ ...fresh, dueAt: now + LATE_MS })
          break
        case 'twice':
          file.addNotification(fresh)
          file.addNotification(fresh)
          break
        case 'out-of-order':
          file.addNotification({ ...fresh, dueAt: now + LATE_MS, held: true })
          break
        case 'wrong-amount':
          file.addNotification({ ...fresh, payload: misstated(payload, amounts) })
          break
      }
    },
    next() {
      return file
        .notifications()
        .filter(({ id, dueAt }) => dueAt !== null && !underWay.has(id))
        .map((notification): Due => ({
          at: notification.dueAt ?? 0,
          what: `notification of ${notification.of} to ${notification.functionName}`,
          run: () => {
            underWay.add(notification.id)
            return deliver(notification)
          },
        }))
        .reduce<Due | null>((first, due) => (first === null || due.at < first.at ? due : first), null)
    },
  }
}

function failed(notification: Notification, now: number): Notification {
  const wait = REPEATED_AFTER_MS[notification.attempts]
  const attempts = notification.attempts + 1
  return wait === undefined
    ? { ...notification, attempts, dueAt: null, state: 'given-up' }
    : { ...notification, attempts, dueAt: now + wait }
}

function misstated(payload: Record<string, unknown>, amounts: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]) => [
      key,
      amounts.includes(key) && typeof value === 'number' ? value + 1 : value,
    ]),
  )
}

async function called(
  functions: FunctionHost,
  { functionName, payload }: Notification,
  appid: string,
): Promise<string> {
  try {
    const answer = await functions.call(functionName, JSON.stringify(payload), { appid }, randomUUID())
    return Understood.safeParse(JSON.parse(answer)).success ? 'understood' : 'not understood'
  } catch (error) {
    return asPlatformError(error).code
  }
}
