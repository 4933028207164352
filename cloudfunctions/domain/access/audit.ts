import { createHash, randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Database, Transaction } from '../../platform/database'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { addDocument, readDocument } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/** One line of who did or tried what. No personal data: the target is an id, the reason one of a list. */
export interface AuditDocument {
  _id: string
  /** ms since 1970 */
  at: number
  day: CivilDay
  openid: string
  action: string
  /** Id of the resident, household, link or village that it was about. */
  target: string
  /** Whose office may find the line; null = of no place that is known: no county finds it. */
  region: string | null
  outcome: 'refused' | 'revealed' | 'done'
  /** Why it was refused, or what for it was asked: a code. */
  why: string
  /** Of a deed by two, who the other was; absent of one by one person. */
  beside?: string
}

/** A line that is to be written. */
export interface AuditLine extends Omit<AuditDocument, '_id'> {
  /**
   * What makes a repetition of the deed known as the same one; null = each call is a deed of its own, as looking is. It
   * may come from a client: it can do no more than tell deeds apart whose lines are alike in all else.
   */
  deed: string | null
}

/** Ours, of all that the line says but when: so that no id that a client sends can make two deeds one line. */
function idOf({ openid, action, target, region, outcome, why, deed }: AuditLine): string {
  if (deed === null) return randomUUID()
  return createHash('sha256')
    .update(JSON.stringify([openid, action, target, region, outcome, why, deed]))
    .digest('base64url')
}

/**
 * Appends a line; lines are never set. The same deed told again stays the line of the first time.
 * @throws Refusal AUDIT_DIFFERS where under its id there stands another line
 */
export async function writeAudit(db: Database, line: AuditLine): Promise<void> {
  const { deed: _, ...said } = line
  const document: AuditDocument = { _id: idOf(line), ...said }
  if (await addDocument(db, 'audit', document)) return
  const { _id, at: _at, day: _day, ...before } = (await readDocument<AuditDocument>(db, 'audit', document._id))!
  const { at: _now, day: _today, _id: _same, ...after } = document
  if (isDeepStrictEqual(before, after)) return
  throw new Refusal({
    code: 'AUDIT_DIFFERS',
    message: '操作记录里这个编号已经写着别的事，没有再写，也没有往下办。请把这个编号告诉县医保经办机构。',
    found: _id,
  })
}

/** Appends the line of a deed in the transaction that does it: neither is without the other. */
export async function writeAuditIn(transaction: Transaction, line: Omit<AuditLine, 'deed'>): Promise<void> {
  await transaction.collection('audit').add({ data: { _id: randomUUID(), ...line } })
}

/**
 * Names were seen in full by who keeps a ledger, in a list or of a household: one line a day and list, however
 * often it is
 * looked at.
 */
export function auditNames(
  { db, caller: { openid }, now, today }: CallContext,
  action: string,
  { target, region }: { target: string; region: string },
): Promise<void> {
  return writeAudit(db, {
    deed: today,
    at: now,
    day: today,
    openid,
    action,
    target,
    region,
    outcome: 'revealed',
    why: 'NAMES',
  })
}

/** What those who keep the ledger ask: village clerks, the county's office, and its auditors, who look only. */

/** What for a field is looked at in full; a list, so that the audit holds no free text about people. */
export const REVEAL_REASONS = {
  verifyIdentity: '核对身份',
  completeLedger: '补全台账',
  contact: '联系本人',
  payment: '办理缴费',
  complaint: '处理投诉或核查',
} as const
export type RevealReason = keyof typeof REVEAL_REASONS
export const REVEALED_FIELDS = {
  name: '姓名',
  idNumber: '证件号码',
  birthDate: '出生日期',
  phone: '联系电话',
  address: '通讯地址',
  categories: '身份类别',
} as const
export type RevealedField = keyof typeof REVEALED_FIELDS
