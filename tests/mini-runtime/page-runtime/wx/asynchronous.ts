import { z } from 'zod'
import { calls, withoutFunctions } from '../journal'

const Callback = z.custom<(result: object) => void>((value) => typeof value === 'function').optional()
const Callbacks = z.looseObject({ success: Callback, fail: Callback, complete: Callback })

/** Thrown by the code of an API; its caller gets it as `<api>:fail <reason>`. */
export class ApiFailure extends Error {
  constructor(
    reason: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(reason)
  }
}

export type AsynchronousApi = (options?: unknown) => Promise<object> | undefined

/**
 * Most of `wx` is like this: success, fail and complete are called back, and whoever gives none of the three gets a
 * promise. developers.weixin.qq.com, API 异步
 */
export function asynchronous<Options>(
  api: string,
  schema: z.ZodType<Options>,
  run: (options: Options) => unknown,
): AsynchronousApi {
  return (given = {}) => {
    calls.push({ api, options: withoutFunctions(given) })
    const { success, fail, complete } = Callbacks.parse(given)
    const outcome = settle(api, () => run(schema.parse(given)))
    if (!success && !fail && !complete) return outcome.then(({ ok, result }) => (ok ? result : Promise.reject(result)))
    void outcome.then(({ ok, result }) => {
      if (ok) success?.(result)
      else fail?.(result)
      complete?.(result)
    })
    return undefined
  }
}

async function settle(api: string, run: () => unknown): Promise<{ ok: boolean; result: object }> {
  try {
    const value = await run()
    return { ok: true, result: { ...(typeof value === 'object' ? value : {}), errMsg: `${api}:ok` } }
  } catch (error) {
    const extra = error instanceof ApiFailure ? error.extra : {}
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, result: { errMsg: `${api}:fail ${reason}`, ...extra } }
  }
}
