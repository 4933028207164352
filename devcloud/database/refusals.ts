import { PlatformError } from '../platform-error'

/**
 * What the platform answers when MongoDB behind it refuses: one code, and MongoDB's own words. No value is quoted: it
 * may be a person's.
 */
export function refused(message: string): PlatformError {
  return new PlatformError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${message}`)
}

/** What the platform may know and devcloud does not: refused, never answered wrongly. */
export function notEmulated(what: string): PlatformError {
  return refused(`${what} is not emulated by devcloud`)
}

export function duplicateKey(collection: string, index: string): PlatformError {
  return refused(`E11000 duplicate key error collection: ${collection} index: ${index}`)
}

export function invalidParameter(message: string): PlatformError {
  return new PlatformError('INVALID_PARAM', `INVALID_PARAM: ${message}`)
}
