import type { Database } from '../../platform/database'
import { putDocument } from '../../platform/database'
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
}

/** Written again with the same id it stays one line. */
export async function writeAudit(db: Database, line: AuditDocument): Promise<void> {
  await putDocument(db, 'audit', line)
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
