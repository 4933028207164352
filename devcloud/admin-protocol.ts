import type { Caller } from './caller-identity'
import type { Database } from './database'
import type { FunctionHost } from './function-host'
import type { Network } from './network'
import { PlatformError, asPlatformError, logFault } from './platform-error'
import { kindOf } from './request-counts'

/**
 * The protocol that wx-server-sdk speaks to Tencent's gateway: `POST /admin`, `{action, …}`; an answer is `{data,
 * requestId}` or `{code, message, requestId}`, both with HTTP status 200, for the SDK hides the body of any other. The
 * signature in the headers is not looked at.
 */
export interface AdminProtocol {
  /** `call`: the request id of the function's call that asks; null when no function does. */
  answer(body: string, requestId: string, call: string | null): Promise<string>
}

type Parameters = Readonly<Record<string, unknown>>
type Action = (parameters: Parameters, requestId: string) => Promise<unknown>

export interface ProtocolParts {
  functions: FunctionHost
  appid: string
  /** Null: its actions are not spoken. */
  database: Database | null
  network: Network
}

export function adminProtocol({ functions, appid, database, network }: ProtocolParts): AdminProtocol {
  // A call from the server carries no user: a function that needs one has to be called by one.
  const server: Caller = { appid }
  const actions = new Map<string, Action>([
    [
      'functions.invokeFunction',
      async (parameters, requestId) => {
        const name = text(parameters, 'function_name')
        const event = text(parameters, 'request_data')
        return { response_data: await functions.call(name, event, server, requestId) }
      },
    ],
  ])

  const workOf = (name: string, parameters: Parameters, requestId: string): (() => Promise<object>) => {
    if (database?.speaks(name)) return () => database.answer(name, parameters)
    const action = actions.get(name)
    if (!action) throw unspoken(name)
    return async () => ({ data: await action(parameters, requestId) })
  }

  return {
    async answer(body, requestId, call) {
      try {
        const parameters = parsed(body)
        const name = text(parameters, 'action')
        const work = workOf(name, parameters, requestId)
        const kind = kindOf(name)
        if (kind === undefined) throw unspoken(name)
        return JSON.stringify({ ...(await network.carry({ kind, call }, work)), requestId })
      } catch (error) {
        const { code, message } = asPlatformError(error)
        if (code === 'SYS_ERR') logFault(requestId, error)
        return JSON.stringify({ code, message, requestId })
      }
    },
  }
}

function unspoken(name: string): PlatformError {
  const quoted = JSON.stringify(name.slice(0, 80))
  return new PlatformError('INVALID_ACTION', `INVALID_ACTION: devcloud does not speak ${quoted}`)
}

function parsed(body: string): Parameters {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the request is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the request is not an object')
  }
  return { ...value }
}

function text(parameters: Parameters, name: string): string {
  const value = parameters[name] ?? ''
  if (typeof value !== 'string') throw new PlatformError('INVALID_PARAM', `INVALID_PARAM: ${name} has to be a string`)
  return value
}
