import { createRequire } from 'node:module'
import { readdirSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runAs } from './caller-identity'
import type { Caller } from './caller-identity'
import { LIMITS } from './limits'
import { PlatformError } from './platform-error'

type Main = (event: unknown, context: unknown) => unknown

export interface FunctionHost {
  names: readonly string[]
  /** Calls a function with an event as JSON text; answers with JSON text. */
  call(name: string, eventJson: string, caller: Caller, requestId: string): Promise<string>
}

const FUNCTION_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/

/** Loads every built bundle of a folder: `DIR/<function>/index.js`, each exporting `main`. */
export function hostFunctions(directory: string, timeoutMs: number = LIMITS.timeoutMsDefault): FunctionHost {
  if (timeoutMs < 1 || timeoutMs > LIMITS.timeoutMsMax) {
    throw new Error(`a function runs between 1 ms and ${LIMITS.timeoutMsMax} ms, not ${timeoutMs} ms`)
  }
  const mains = loadBundles(directory)
  return {
    names: [...mains.keys()].sort(),
    async call(name, eventJson, caller, requestId) {
      const main = mains.get(name)
      if (!main) throw new PlatformError('FUNCTION_NOT_FOUND', `FUNCTION_NOT_FOUND: no function ${quoted(name)} is deployed here`)
      const event = eventOf(eventJson, caller)
      const answer = await withinTime(timeoutMs, () => runAs(caller, () => main(event, contextOf(name, requestId))))
      return answerJson(answer)
    },
  }
}

function loadBundles(directory: string): ReadonlyMap<string, Main> {
  const load = createRequire(resolve('devcloud.js'))
  const mains = new Map<string, Main>()
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const bundle = resolve(join(directory, entry.name, 'index.js'))
    if (!entry.isDirectory() || !existsSync(bundle)) continue
    if (!FUNCTION_NAME.test(entry.name) || entry.name.length > LIMITS.functionNameLengthMax) {
      throw new Error(`${entry.name} is no name for a cloud function`)
    }
    mains.set(entry.name, mainOf(load(bundle), bundle))
  }
  return mains
}

function mainOf(loaded: unknown, bundle: string): Main {
  const main: unknown = typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, 'main') : undefined
  if (typeof main !== 'function') throw new Error(`${bundle} exports no function named main`)
  return main as Main
}

/**
 * The event as the function gets it. Its size is measured before anything is added. To a user's call the platform
 * adds `userInfo` (https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/userinfo.html),
 * over whatever the caller wrote there.
 */
function eventOf(eventJson: string, caller: Caller): unknown {
  if (Buffer.byteLength(eventJson) > LIMITS.eventBytesMax) {
    throw new PlatformError('EXCEED_MAX_PAYLOAD_SIZE', `EXCEED_MAX_PAYLOAD_SIZE: an event holds at most ${LIMITS.eventBytesMax} bytes`)
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

function contextOf(name: string, requestId: string): object {
  return { request_id: requestId, function_name: name, function_version: '$LATEST' }
}

async function withinTime(timeoutMs: number, call: () => unknown): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    const message = `FUNCTIONS_TIME_LIMIT_EXCEEDED: the function did not answer within ${timeoutMs} ms`
    timer = setTimeout(() => reject(new PlatformError('FUNCTIONS_TIME_LIMIT_EXCEEDED', message)), timeoutMs)
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
  const stack = error instanceof Error ? error.stack ?? '' : ''
  return stack.split('\n').filter((line) => /^\s+at /.test(line))
}

function answerJson(answer: unknown): string {
  const json = stringified(answer)
  if (Buffer.byteLength(json) > LIMITS.answerBytesMax) {
    throw new PlatformError('EXCEED_MAX_PAYLOAD_SIZE', `EXCEED_MAX_PAYLOAD_SIZE: an answer holds at most ${LIMITS.answerBytesMax} bytes`)
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

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, LIMITS.functionNameLengthMax))
}
