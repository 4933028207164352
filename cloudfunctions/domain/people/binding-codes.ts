import { encodeReadable } from './households'
import type { BindingCodeDocument } from './link-documents'
import type { Database, DocumentStore } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'

const DAY_MS = 86_400_000
const BINDING_CODE_DAYS = 7

/**
 * The code that an operation makes: 8 digits that only the keys can tell, so that a repeated request is answered with
 * the same one and none is kept in clear.
 */
export function bindingCodeOf(resident: string, operation: string): string {
  const bytes = Buffer.from(sealing().blindIndex(`${resident}:${operation}`, 'bindingCodeMaking'), 'base64url')
  return String(bytes.readBigUInt64BE(0) % 100_000_000n).padStart(8, '0')
}

const NUMBER_LENGTH = 8

/**
 * 我的编号: what a person reads out so that an office can tell their account from another's. Made from the openid by the
 * deployment's key, so that it finds nobody anywhere else.
 */
export function personNumber(openid: string): string {
  const number = encodeReadable(sealing().blindIndex(openid, 'personNumber'), NUMBER_LENGTH)
  return `${number.slice(0, 4)}-${number.slice(4)}`
}

const indexOf = (resident: string, code: string): string => sealing().blindIndex(`${resident}:${code}`, 'bindingCode')

/**
 * Keeps the code as the resident's only one, unless the same operation made it before. The last moment at which it may
 * be used, ms.
 */
export async function issueBindingCode(
  to: DocumentStore,
  { resident, operation, by, at }: { resident: string; operation: string; by: string; at: number },
): Promise<number> {
  const before = await readDocument<BindingCodeDocument>(to, 'binding-codes', resident)
  if (before?.operation === operation) return before.until
  const until = at + BINDING_CODE_DAYS * DAY_MS
  const code = indexOf(resident, bindingCodeOf(resident, operation))
  await putDocument<BindingCodeDocument>(to, 'binding-codes', {
    _id: resident,
    code,
    operation,
    by,
    until,
    usedBy: null,
  })
  return until
}

/** Whether a user may bind as the resident with this code now: theirs, in time, and used by nobody else. */
export async function isValidBindingCode(
  from: DocumentStore,
  { resident, code, openid, now }: { resident: string; code: string; openid: string; now: number },
): Promise<boolean> {
  const kept = await readDocument<BindingCodeDocument>(from, 'binding-codes', resident)
  const right = kept?.code === indexOf(resident, code)
  return right && kept.until >= now && (kept.usedBy === null || kept.usedBy === openid)
}

export async function redeemBindingCode(to: DocumentStore, resident: string, openid: string): Promise<void> {
  await to
    .collection('binding-codes')
    .doc(resident)
    .update({ data: { usedBy: openid } })
}

export async function removeBindingCode(db: Database, resident: string): Promise<void> {
  await db.collection('binding-codes').doc(resident).remove()
}
