import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AdminProtocol } from './admin-protocol'
import type { BrowserSessions } from './browser-session'
import type { FunctionHost } from './function-host'
import { LIMITS } from './limits'
import { PlatformError, asPlatformError } from './platform-error'
import { readBody } from './request-body'
import { requireJson, requireOwnSource, requireProgram } from './request-source'

export interface FrontParts {
  functions: FunctionHost
  admin: AdminProtocol
  sessions: BrowserSessions
  /** Null when no folder is served. */
  files: ((request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>) | null
  appid: string
  portOf: () => number
}

/** One request, from its source to its answer. Nothing of a body or an answer is logged. */
export async function answerRequest(parts: FrontParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID()
  response.setHeader('X-Content-Type-Options', 'nosniff')
  try {
    requireOwnSource(request, parts.portOf())
    const path = pathOf(request)
    if (path.startsWith('/functions/')) return await answerFunctionCall(parts, request, response, path, requestId)
    if (path === '/admin') return await answerSdk(parts, request, response, requestId)
    await answerPage(parts, request, response, path)
  } catch (error) {
    refuse(request, response, error, requestId)
  }
}

/** `POST /functions/<name>`: the body is the `data` of `wx.cloud.callFunction`, the answer its `result`. */
async function answerFunctionCall(
  { functions, sessions, appid }: FrontParts, request: IncomingMessage, response: ServerResponse, path: string, requestId: string,
): Promise<void> {
  requireMethod(request, ['POST'])
  requireJson(request)
  const caller = { openid: sessions.openidOf(request, response), appid }
  const event = await readBody(request, LIMITS.eventBytesMax)
  sendJson(response, 200, await functions.call(path.slice('/functions/'.length), event, caller, requestId))
}

/** `POST /admin`: the unmodified wx-server-sdk. */
async function answerSdk({ admin }: FrontParts, request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
  requireProgram(request)
  requireMethod(request, ['POST'])
  requireJson(request)
  sendJson(response, 200, await admin.answer(await readBody(request, LIMITS.adminBodyBytesMax), requestId))
}

async function answerPage({ files, sessions }: FrontParts, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  requireMethod(request, ['GET', 'HEAD'])
  if (files === null) throw new PlatformError('NOT_FOUND', 'NOT_FOUND: devcloud was started without a folder to serve')
  // Before the page makes its first two calls at once, the browser has to be someone.
  sessions.openidOf(request, response)
  await files(request, response, path)
}

function pathOf(request: IncomingMessage): string {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', 'http://devcloud').pathname)
  } catch {
    throw new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the address is malformed')
  }
}

function requireMethod(request: IncomingMessage, methods: readonly string[]): void {
  if (methods.includes(request.method ?? '')) return
  throw new PlatformError('INVALID_PARAM', `INVALID_PARAM: only ${methods.join(' or ')} is understood here`)
}

function sendJson(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }).end(json)
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown, requestId: string): void {
  const refusal = asPlatformError(error)
  if (refusal.code === 'SYS_ERR') console.error(`devcloud: ${requestId}: ${error instanceof Error ? error.name : typeof error}`)
  if (response.headersSent) {
    response.destroy()
    return
  }
  // What the refused sender still writes is read and dropped, so that it gets to read the answer.
  request.resume()
  sendJson(response, refusal.httpStatus, JSON.stringify({ code: refusal.code, message: refusal.message, requestId }))
}
