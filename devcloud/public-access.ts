import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { FunctionHost } from './function-host'
import { LIMITS } from './limits'
import { readBody } from './http-requests'
import { PlatformError } from './platform-error'

/** What a function answers to HTTP 访问服务: https://docs.cloudbase.net/service/access-cloud-function */
const Answer = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
})

/**
 * HTTP 访问服务: the public's requests to a path at which a function answers. Who asks is nobody the platform knows; the
 * function gets the request as its event, and says status, headers and body.
 */
export async function answerPublicly(
  functions: FunctionHost,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  { url, requestId, appid }: { url: URL; requestId: string; appid: string },
): Promise<void> {
  const event = {
    path: url.pathname,
    httpMethod: request.method,
    headers: request.headers,
    queryStringParameters: Object.fromEntries(url.searchParams),
    body: await readBody(request, LIMITS.eventBytesMax),
    isBase64Encoded: false,
  }
  const answer = Answer.safeParse(JSON.parse(await functions.call(name, JSON.stringify(event), { appid }, requestId)))
  if (!answer.success) throw new PlatformError('FUNCTIONS_EXECUTE_FAIL', `FUNCTIONS_EXECUTE_FAIL: ${name} gave no HTTP`)
  const { statusCode, headers, body, isBase64Encoded } = answer.data
  response.writeHead(statusCode, headers)
  response.end(request.method === 'HEAD' ? undefined : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'))
}
