import { AsyncLocalStorage } from 'node:async_hooks'
import { createHmac, randomBytes } from 'node:crypto'

/**
 * Who calls, per call. `getWXContext()` of wx-server-sdk reads `process.env` and nothing else, and all functions
 * share this process: with plain variables two calls at once would see each other's OPENID.
 */
export interface Caller {
  /** The mini-program user; absent when a program, not a user, calls. */
  openid?: string
  appid: string
}

type Environment = Readonly<Record<string, string>>

const currentCall = new AsyncLocalStorage<Environment>()

/** What else the platform sets for each call: the SDK puts TCB_SEQID in front of the `seqId` of its requests. */
const SEQUENCE_NAMES = ['TCB_SEQID', 'TCB_CONTEXT_KEYS']

/** Variables of the platform's call context. They exist inside a call only. */
function belongsToCall(key: string | symbol): key is string {
  return typeof key === 'string' && (key.startsWith('WX_') || SEQUENCE_NAMES.includes(key))
}

function callEnvironment(caller: Caller, requestId: string): Environment {
  const identity: Record<string, string> = { WX_APPID: caller.appid }
  if (caller.openid !== undefined)
    Object.assign(identity, { WX_OPENID: caller.openid, WX_API_TOKEN: tokenOf(caller.openid) })
  const sequence = { TCB_SEQID: requestId, TCB_CONTEXT_KEYS: 'TCB_SEQID' }
  return { ...identity, WX_CONTEXT_KEYS: Object.keys(identity).join(','), ...sequence }
}

/**
 * The SDK sends the variable WX_API_TOKEN back as `wxCloudApiToken` with whatever it asks of WeChat: so WeChat knows
 * whose call an order comes from, and no function can name another payer by it.
 */
const tokenKey = randomBytes(32)

function tokenOf(openid: string): string {
  return `${openid}.${createHmac('sha256', tokenKey).update(openid).digest('base64url')}`
}

/** The user of the call that a token was given to; undefined when there was none, or the token is not ours. */
export function callerOf(token: string): string | undefined {
  const openid = token.slice(0, token.indexOf('.'))
  return openid !== '' && token === tokenOf(openid) ? openid : undefined
}

/** The call that a request of the SDK with this `seqId` comes from; null when no function makes it. */
export function callOfSequence(seqId: string): string | null {
  const end = seqId.lastIndexOf('-')
  return end < 0 ? null : seqId.slice(0, end)
}

/** Runs a call so that it, and all it awaits, sees this caller, and its requests bear its id. */
export function runAs<T>(caller: Caller, requestId: string, call: () => T): T {
  return currentCall.run(callEnvironment(caller, requestId), call)
}

function variable(process: NodeJS.ProcessEnv, key: string | symbol): string | undefined {
  if (belongsToCall(key)) return currentCall.getStore()?.[key]
  return typeof key === 'string' ? process[key] : undefined
}

/** The environment as a function sees it: the machine's, with the identity of the call that is running. */
function perCallView(machine: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return new Proxy(machine, {
    get: variable,
    has: (target, key) => variable(target, key) !== undefined,
    ownKeys: (target) => [
      ...Reflect.ownKeys(target).filter((key) => !belongsToCall(key)),
      ...Object.keys(currentCall.getStore() ?? {}),
    ],
    getOwnPropertyDescriptor: (target, key) => {
      const value = variable(target, key)
      return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true }
    },
    // A function cannot make itself someone else.
    set: (target, key, value) => !belongsToCall(key) && Reflect.set(target, key, value),
    defineProperty: (target, key, descriptor) => !belongsToCall(key) && Reflect.defineProperty(target, key, descriptor),
    deleteProperty: (target, key) => !belongsToCall(key) && Reflect.deleteProperty(target, key),
  })
}

/** To be called once, before the first function is loaded. */
export function separateCallers(): void {
  process.env = perCallView(process.env)
}
