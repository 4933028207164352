import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AdminProtocol } from './admin-protocol'
import { callOfSequence } from './caller-identity'
import { cashierPage } from './cashier'
import { controlHandlers } from './control'
import type { ControlParts } from './control'
import type { FunctionHost } from './function-host'
import { LIMITS } from './limits'
import { PlatformError, asPlatformError, logFault } from './platform-error'
import { answerPublicly } from './public-access'
import {
  contentType,
  CONTROL_BYTES_MAX,
  readBody,
  readBytes,
  requireJson,
  requireOwnSource,
  requireProgram,
} from './http-requests'
import { signInPage } from './sign-in'
import type { Identity } from './sign-in'

export interface FrontParts extends ControlParts {
  functions: FunctionHost
  admin: AdminProtocol
  /** Whom one may sign in as; empty when nobody was named. */
  identities: readonly Identity[]
  /** Null when no folder is served. */
  files: ((request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>) | null
  appid: string
  portOf: () => number
}

/** Answers requests, each from its source to its answer. Nothing of a body or an answer is logged. */
export function httpFront(parts: FrontParts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const control = controlHandlers(parts)

  const answer = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    requireOwnSource(request, parts.portOf())
    const url = urlOf(request)
    const path = pathOf(url)
    if (path.startsWith('/functions/')) return answerFunctionCall(parts, request, response, path, requestId)
    if (path === '/admin') {
      return answerSdk(parts, request, response, requestId, callOfSequence(url.searchParams.get('seqId') ?? ''))
    }
    if (path === '/sign-in' && parts.identities.length > 0) return answerSignIn(parts, request, response)
    if (path === '/cashier') return answerCashier(parts, request, response, url)
    const open = parts.functions.atPath(path)
    if (open !== null) {
      return answerPublicly(parts.functions, open, request, response, { url, requestId, appid: parts.appid })
    }
    const handler = control.get(`${request.method} ${path}`)
    if (handler === undefined) return answerPage(parts, request, response, path)
    if (request.method === 'POST') requireJson(request)
    sendJson(response, 200, JSON.stringify(await handler({ request, response, url })))
  }

  return async (request, response) => {
    const requestId = randomUUID()
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('X-Request-Id', requestId)
    try {
      await answer(request, response, requestId)
    } catch (error) {
      refuse(request, response, error, requestId)
    }
  }
}

/** `POST /functions/<name>`: the body is the `data` of `wx.cloud.callFunction`, the answer its `result`. */
async function answerFunctionCall(
  { functions, sessions, appid }: FrontParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  requestId: string,
): Promise<void> {
  requireMethod(request, ['POST'])
  requireJson(request)
  const caller = { openid: sessions.openidOf(request, response), appid }
  const event = await readBody(request, LIMITS.eventBytesMax)
  sendJson(response, 200, await functions.call(path.slice('/functions/'.length), event, caller, requestId))
}

/** `POST /admin`: the unmodified wx-server-sdk, in JSON to the platform, in forms to WeChat behind it. */
async function answerSdk(
  parts: FrontParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  call: string | null,
): Promise<void> {
  requireProgram(request)
  requireMethod(request, ['POST'])
  if (contentType(request) === 'multipart/form-data') return answerForm(parts, request, response, requestId, call)
  requireJson(request)
  sendJson(response, 200, await parts.admin.answer(await readBody(request, LIMITS.adminBodyBytesMax), requestId, call))
}

/** The SDK takes any type of content but JSON for an answer, and JSON for a refusal of the platform. */
async function answerForm(
  { wechat, network }: FrontParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  call: string | null,
): Promise<void> {
  try {
    const body = await readBytes(request, LIMITS.adminBodyBytesMax)
    const type = request.headers['content-type'] ?? ''
    const answer = await network.carry({ kind: 'wechat', call }, () => wechat.answer(type, body))
    if (answer === null) request.socket.destroy()
    else response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(answer)
  } catch (error) {
    const { code, message } = asPlatformError(error)
    if (code === 'SYS_ERR') logFault(requestId, error)
    sendJson(response, 200, JSON.stringify({ code, message, requestId }))
  }
}

/** `GET /sign-in`: whom to be; `POST /sign-in`, a form of that page: be this one. */
async function answerSignIn(
  { sessions, identities }: FrontParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  requireMethod(request, ['GET', 'HEAD', 'POST'])
  if (request.method !== 'POST') {
    response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
      .end(signInPage(identities, sessions.knownOpenid(request)))
    return
  }
  const chosen = new URLSearchParams(await readBody(request, CONTROL_BYTES_MAX)).get('openid')
  if (chosen === '') sessions.signIn(response)
  else if (identities.some(({ openid }) => openid === chosen)) sessions.signIn(response, chosen ?? undefined)
  else throw new PlatformError('INVALID_PARAM', 'INVALID_PARAM: nobody of the list is called so')
  response.writeHead(303, { Location: '/' }).end()
}

/** `GET /cashier?prepay_id=…`: where the browser's user pays. */
async function answerCashier(
  { sessions, wechat }: FrontParts,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  requireMethod(request, ['GET'])
  const prepayId = url.searchParams.get('prepay_id')
  const order = wechat.file.orders().find((one) => one.prepayId === prepayId)
  response
    .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(cashierPage(order, sessions.openidOf(request, response)))
}

async function answerPage(
  { files, sessions }: FrontParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  requireMethod(request, ['GET', 'HEAD'])
  if (files === null) throw new PlatformError('NOT_FOUND', 'NOT_FOUND: devcloud was started without a folder to serve')
  // Before the page makes its first two calls at once, the browser has to be someone.
  sessions.openidOf(request, response)
  await files(request, response, path)
}

function urlOf(request: IncomingMessage): URL {
  try {
    return new URL(request.url ?? '/', 'http://devcloud')
  } catch {
    throw malformedAddress()
  }
}

function pathOf(url: URL): string {
  try {
    return decodeURIComponent(url.pathname)
  } catch {
    throw malformedAddress()
  }
}

function malformedAddress(): PlatformError {
  return new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the address is malformed')
}

function requireMethod(request: IncomingMessage, methods: readonly string[]): void {
  if (methods.includes(request.method ?? '')) return
  throw new PlatformError('INVALID_PARAM', `INVALID_PARAM: only ${methods.join(' or ')} is understood here`)
}

function sendJson(response: ServerResponse, status: number, json: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(json)
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown, requestId: string): void {
  const { code, errCode, message, httpStatus } = asPlatformError(error)
  if (code === 'SYS_ERR') logFault(requestId, error)
  if (response.headersSent) {
    response.destroy()
    return
  }
  // What the refused sender still writes is read and dropped, so that it gets to read the answer.
  request.resume()
  sendJson(response, httpStatus, JSON.stringify({ code, errCode, message, requestId }))
}
