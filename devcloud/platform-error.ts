import { causeOf } from './data-folder'

/**
 * The platform's error codes that devcloud answers with: names of https://docs.cloudbase.net/error-code/service and of
 * wx-server-sdk's own table. With wx-server-sdk 4.0.2 a caller finds them in the error's `code` (its `errCode` is -1).
 */
export type PlatformErrorCode =
  | 'DATABASE_COLLECTION_NOT_EXIST'
  | 'DATABASE_REQUEST_FAILED'
  | 'DATABASE_TRANSACTION_CONFLICT'
  | 'DATABASE_TRANSACTION_FAIL'
  | 'EXCEED_CONCURRENT_REQUEST_LIMIT'
  | 'EXCEED_MAX_PAYLOAD_SIZE'
  | 'EXCEED_REQUEST_LIMIT'
  | 'FUNCTION_NOT_FOUND'
  | 'FUNCTIONS_TIME_LIMIT_EXCEEDED'
  | 'FUNCTIONS_EXECUTE_FAIL'
  | 'INVALID_PARAM'
  | 'INVALID_ACTION'
  | 'INVALID_REQUEST_SOURCE'
  | 'NOT_FOUND'
  | 'SYS_ERR'

const HTTP_STATUS: Record<PlatformErrorCode, number> = {
  DATABASE_COLLECTION_NOT_EXIST: 404,
  DATABASE_REQUEST_FAILED: 400,
  DATABASE_TRANSACTION_CONFLICT: 409,
  DATABASE_TRANSACTION_FAIL: 400,
  EXCEED_CONCURRENT_REQUEST_LIMIT: 429,
  EXCEED_MAX_PAYLOAD_SIZE: 413,
  EXCEED_REQUEST_LIMIT: 429,
  FUNCTION_NOT_FOUND: 404,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: 504,
  FUNCTIONS_EXECUTE_FAIL: 502,
  INVALID_PARAM: 400,
  INVALID_ACTION: 400,
  INVALID_REQUEST_SOURCE: 403,
  NOT_FOUND: 404,
  SYS_ERR: 500,
}

/**
 * What a mini-program finds as `errCode` where `wx.cloud.callFunction` fails: -504002 from WeChat's table of codes
 * (wxcloud/reference/errcode), the other two from what people report of running mini-programs.
 */
const ERR_CODE: Partial<Record<PlatformErrorCode, number>> = {
  FUNCTION_NOT_FOUND: -501000,
  FUNCTIONS_EXECUTE_FAIL: -504002,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: -504003,
}

/** A refusal of the platform itself, as opposed to an answer of the function. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError'

  constructor(
    readonly code: PlatformErrorCode,
    message: string,
  ) {
    super(message)
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.code]
  }

  /** Undefined where nothing is known of it. */
  get errCode(): number | undefined {
    return ERR_CODE[this.code]
  }
}

/** Any error as the platform shows it: a code and a message, never a stack. */
export function asPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error
  const cause = causeOf(error)
  const message = cause === null ? 'devcloud failed; see its log' : `SYS_ERR: the folder of the data: ${cause}`
  return new PlatformError('SYS_ERR', message)
}

/** A fault: the disk's, if it is, else its kind and its place; not its message, which may hold personal data. */
export function logFault(requestId: string, error: unknown): void {
  const place = error instanceof Error ? (/^\s+at .*$/m.exec(error.stack ?? '')?.[0] ?? '') : ''
  const kind = error instanceof Error ? error.name : typeof error
  console.error(`devcloud: ${requestId}: ${causeOf(error) ?? `${kind}${place}`}`)
}
