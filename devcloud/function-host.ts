import type { CallLog } from './call-log'
import { runAs } from './caller-identity'
import type { Caller } from './caller-identity'
import type { ConfigOf } from './function-config'
import type { FunctionInstances } from './function-instances'
import { LIMITS } from './limits'
import { memoryWatch } from './process'
import { PlatformError } from './platform-error'
import type { RequestCounts } from './request-counts'

export interface FunctionHost {
  names(): readonly string[]
  /** Which function the public reaches at a path; null = none. */
  atPath(path: string): string | null
  /** Calls a function with an event as JSON text; answers with JSON text. */
  call(name: string, eventJson: string, caller: Caller, requestId: string): Promise<string>
}

export interface HostOptions {
  instances: FunctionInstances
  log: CallLog
  counts: RequestCounts
  configOf: ConfigOf
  /** Of functions whose own configuration does not say. */
  timeoutMs?: number
}

export function hostFunctions(options: HostOptions): FunctionHost {
  const { instances, log, counts, configOf, timeoutMs: timeoutMsOfAll = LIMITS.timeoutMsDefault } = options
  if (timeoutMsOfAll < 1 || timeoutMsOfAll > LIMITS.timeoutMsMax) {
    throw new Error(`a function runs between 1 ms and ${LIMITS.timeoutMsMax} ms, not ${timeoutMsOfAll} ms`)
  }
  const memory = memoryWatch()
  return {
    names: () => instances.names(),
    atPath: (path) => instances.names().find((name) => configOf(name).path === path) ?? null,
    async call(name, eventJson, caller, requestId) {
      const inCall = <T>(run: () => T): T =>
        log.during({ function: name, requestId }, () => runAs(caller, requestId, run))
      const main = inCall(() => instances.main(name))
      const event = eventOf(eventJson, caller)
      const { timeoutMs = timeoutMsOfAll, memoryMb = LIMITS.memoryMbDefault } = configOf(name)
      const ended = counts.begin({ requestId, function: name, action: actionOf(event) })
      const grown = memory.begin()
      const tooLate = () => instances.discard(name)
      const context = contextOf(name, requestId, { timeoutMs, memoryMb })
      try {
        return answerJson(await withinTime(timeoutMs, () => inCall(() => main(event, context)), tooLate))
      } finally {
        const grownMb = grown()
        ended(grownMb)
        if (grownMb > memoryMb) {
          console.error(
            `devcloud: ${requestId}: the process grew by ${grownMb} MB during this call of ${name}, ` +
              `which has ${memoryMb} MB`,
          )
        }
      }
    },
  }
}

/**
 * The event as the function gets it. Its size is measured before anything is added. To a user's call the platform
 * adds `userInfo` (https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/userinfo.html),
 * over whatever the caller wrote there.
 */
function eventOf(eventJson: string, caller: Caller): unknown {
  if (Buffer.byteLength(eventJson) > LIMITS.eventBytesMax) {
    throw new PlatformError(
      'EXCEED_MAX_PAYLOAD_SIZE',
      `EXCEED_MAX_PAYLOAD_SIZE: an event holds at most ${LIMITS.eventBytesMax} bytes`,
    )
  }
  const event = parsedEvent(eventJson)
  if (caller.openid !== undefined && typeof event === 'object' && event !== null && !Array.isArray(event)) {
    Object.assign(event, { userInfo: { openId: caller.openid, appId: caller.appid } })
  }
  return event
}

function parsedEvent(eventJson: string): unknown {
  if (eventJson === '') return {}
  try {
    return JSON.parse(eventJson)
  } catch {
    throw new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the event is not JSON')
  }
}

/** What most functions let their caller choose by. Only a word is taken, so that no one's data is shown. */
function actionOf(event: unknown): string | null {
  const action: unknown = typeof event === 'object' && event !== null ? Reflect.get(event, 'action') : undefined
  return typeof action === 'string' && /^[A-Za-z][A-Za-z_-]{0,59}$/.test(action) ? action : null
}

/** SCF, 入参 context: what a function is told of the call and of its own limits. */
function contextOf(name: string, requestId: string, limits: { timeoutMs: number; memoryMb: number }): object {
  return {
    request_id: requestId,
    function_name: name,
    function_version: '$LATEST',
    time_limit_in_ms: limits.timeoutMs,
    memory_limit_in_mb: limits.memoryMb,
  }
}

async function withinTime(timeoutMs: number, call: () => unknown, onTooLate: () => void): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    const message = `FUNCTIONS_TIME_LIMIT_EXCEEDED: the function did not answer within ${timeoutMs} ms`
    timer = setTimeout(() => {
      onTooLate()
      reject(new PlatformError('FUNCTIONS_TIME_LIMIT_EXCEEDED', message))
    }, timeoutMs)
  })
  try {
    return await Promise.race([settled(call), tooLate])
  } finally {
    clearTimeout(timer)
  }
}

/** What a function throws is logged without its message, which may hold personal data, and shown by its type only. */
async function settled(call: () => unknown): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error
    console.error([`devcloud: a function threw ${kind}`, ...framesOf(error)].join('\n'))
    throw new PlatformError('FUNCTIONS_EXECUTE_FAIL', `FUNCTIONS_EXECUTE_FAIL: the function threw (${kind})`)
  }
}

function framesOf(error: unknown): readonly string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return stack.split('\n').filter((line) => /^\s+at /.test(line))
}

function answerJson(answer: unknown): string {
  const json = stringified(answer)
  if (Buffer.byteLength(json) > LIMITS.answerBytesMax) {
    throw new PlatformError(
      'EXCEED_MAX_PAYLOAD_SIZE',
      `EXCEED_MAX_PAYLOAD_SIZE: an answer holds at most ${LIMITS.answerBytesMax} bytes`,
    )
  }
  return json
}

function stringified(answer: unknown): string {
  try {
    return JSON.stringify(answer ?? null) ?? 'null'
  } catch {
    throw new PlatformError('FUNCTIONS_EXECUTE_FAIL', 'FUNCTIONS_EXECUTE_FAIL: the answer is not JSON')
  }
}
