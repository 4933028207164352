import type { Caller } from './caller-identity'
import type { Database } from './database'
import type { FunctionHost } from './function-host'
import { PlatformError, asPlatformError } from './platform-error'

/**
 * The protocol that wx-server-sdk speaks to Tencent's gateway: `POST /admin`, `{action, …}`; an answer is
 * `{data, requestId}` or `{code, message, requestId}`, both with HTTP status 200, for the SDK hides the body of any other.
 * The signature in the headers is not looked at.
 */
export interface AdminProtocol {
  answer(body: string, requestId: string): Promise<string>
}

type Action = (parameters: Readonly<Record<string, unknown>>, requestId: string) => Promise<unknown>

/** Without a database its actions are not spoken. */
export function adminProtocol(functions: FunctionHost, appid: string, database: Database | null): AdminProtocol {
  // A call from the server carries no user: a function that needs one has to be called by one.
  const server: Caller = { appid }
  const actions = new Map<string, Action>([
    ['functions.invokeFunction', async (parameters, requestId) => {
      const name = text(parameters, 'function_name')
      const event = text(parameters, 'request_data')
      return { response_data: await functions.call(name, event, server, requestId) }
    }],
  ])

  return {
    async answer(body, requestId) {
      try {
        const parameters = parsed(body)
        const name = text(parameters, 'action')
        if (database?.speaks(name)) return JSON.stringify({ ...await database.answer(name, parameters), requestId })
        const action = actions.get(name)
        if (!action) throw new PlatformError('INVALID_ACTION', `INVALID_ACTION: devcloud does not speak ${JSON.stringify(name.slice(0, 80))}`)
        return JSON.stringify({ data: await action(parameters, requestId), requestId })
      } catch (error) {
        const { code, message } = asPlatformError(error)
        return JSON.stringify({ code, message, requestId })
      }
    },
  }
}

function parsed(body: string): Readonly<Record<string, unknown>> {
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

function text(parameters: Readonly<Record<string, unknown>>, name: string): string {
  const value = parameters[name] ?? ''
  if (typeof value !== 'string') throw new PlatformError('INVALID_PARAM', `INVALID_PARAM: ${name} has to be a string`)
  return value
}
