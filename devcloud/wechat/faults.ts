import { z } from 'zod'

/** What WeChat can be asked to do wrong, for tests and demos. Each is used up as it happens; a restart forgets them. */
const OnCall = z.strictObject({
  on: z.enum(['unifiedOrder', 'queryOrder', 'closeOrder', 'refund', 'queryRefund', 'subscribeMessage.send']),
  /** Done, but the answer is lost on the way · answered late · not done, and said so. */
  fault: z.enum(['lost-answer', 'late', 'refused']),
  /** Of an answer that comes late. */
  ms: z.int().min(1).max(60_000).default(1_000),
  /** Of a refusal: `err_code` of WeChat Pay (`SYSTEMERROR`), `errcode` of openapi (43101). */
  code: z.union([z.string(), z.int()]).optional(),
  times: z.int().min(1).max(1_000).default(1),
})
const OnNotification = z.strictObject({
  on: z.literal('notification'),
  /**
   * Lost on the way, so that the first to arrive is the first repetition · never sent at all · sent an hour later ·
   * sent twice though understood · sent after the one that follows it · with another amount.
   */
  fault: z.enum(['lost', 'never', 'late', 'twice', 'out-of-order', 'wrong-amount']),
  times: z.int().min(1).max(1_000).default(1),
})
export const FaultOrder = z.union([OnCall, OnNotification])

type CallFault = z.infer<typeof OnCall>
type NotificationFault = z.infer<typeof OnNotification>

export interface Faults {
  add(order: z.infer<typeof FaultOrder>): void
  /** The fault that this call meets, if any. */
  ofCall(api: string): CallFault | null
  ofNotification(): NotificationFault['fault'] | null
}

export function faultsOnDemand(): Faults {
  const waiting: (CallFault | NotificationFault)[] = []

  const use = (on: string): CallFault | NotificationFault | null => {
    const at = waiting.findIndex((fault) => fault.on === on)
    const fault = waiting[at]
    if (fault === undefined) return null
    fault.times -= 1
    if (fault.times === 0) waiting.splice(at, 1)
    return fault
  }

  return {
    add: (order) => {
      waiting.push({ ...order })
    },
    ofCall: (api) => {
      const fault = use(api)
      return fault === null || fault.on === 'notification' ? null : fault
    },
    ofNotification: () => {
      const fault = use('notification')
      return fault?.on === 'notification' ? fault.fault : null
    },
  }
}

/** A refusal of WeChat Pay: `result_code: FAIL` with its `err_code`. To the SDK it is an answer, not an error. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}
