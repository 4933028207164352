import { receiptVerdict } from '../domain/payments'
import { receiptPage } from './receipt-page'
import * as z from 'zod/mini'
import { adoptEditions } from '../domain/editions'
import { openCloud, writePlatformLog } from '../platform/base'
import { identifier, typed } from '../platform/calls'
import { openDatabase } from '../platform/database'

/** What HTTP 访问服务 hands on of a request: https://docs.cloudbase.net/service/access-cloud-function */
const HttpRequest = z.object({
  httpMethod: z.enum(['GET', 'HEAD']),
  queryStringParameters: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
})
/** As the QR code on a receipt has them, or the page's own form. */
const Code = z.object({ receipt: identifier, check: typed(40) })

interface HttpAnswer {
  statusCode: number
  headers: Readonly<Record<string, string>>
  body: string
}

/** Nothing is loaded, run or embedded, and nothing kept: a borrowed computer forgets what was asked. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

openCloud().catch(() => undefined)

/** The public page behind the code on a receipt, for whoever has no WeChat: no caller, nothing about anybody. */
export const main = async (event: unknown): Promise<HttpAnswer> => {
  const request = HttpRequest.safeParse(event)
  if (!request.success) return { statusCode: 405, headers: { ...HEADERS, Allow: 'GET, HEAD' }, body: '' }
  const asked = request.data.queryStringParameters ?? {}
  const code = Code.safeParse(asked)
  try {
    return answer(200, receiptPage(asked, code.success ? await verdictOn(code.data) : null))
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error
    await writePlatformLog({ function: 'receipt-check', code: kind })
    return answer(503, receiptPage(asked, 'unreachable'))
  }
}

async function verdictOn(code: z.output<typeof Code>) {
  const db = await openDatabase()
  await adoptEditions(db, Date.now())
  return receiptVerdict(db, code)
}

const answer = (statusCode: number, body: string): HttpAnswer => ({ statusCode, headers: HEADERS, body })
