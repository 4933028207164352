import type { AuditDay } from './audit-days'
import { auditDaysFrom, dayAfter, digestOfDay, linesOf, markOfDay } from './audit-days'
import type { Database } from '../../platform/database'
import { READ_LIMIT } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/** What can be wrong with a day of the audit. */
export const AUDIT_FAULTS = {
  /** Lines were edited, added or taken away after the day was closed. */
  linesDiffer: '记录和当天封存时不一样',
  /** All of its lines are gone, as at the end of their term or by whoever took them away. */
  linesGone: '当天的记录都不在了',
  digestWrong: '当天的摘要算出来不一样',
  /** It does not hold the digest of the day before. */
  chainBroken: '和前一天接不上',
  dayMissing: '这一天没有封存',
  markWrong: '不是用本系统的密钥封存的',
  /** The digest that was exported then is another. */
  exportDiffers: '和当时导出的摘要不一样',
} as const
type AuditFault = keyof typeof AUDIT_FAULTS

interface AuditVerdict {
  days: number
  lines: number
  first: CivilDay | null
  last: CivilDay | null
  faults: readonly { day: CivilDay; fault: AuditFault }[]
}

/**
 * Whether every closed day is as it was closed. It changes nothing.
 * @param exported digests by day as they were exported; days that are not there are compared with the chain alone
 * @param keptFrom lines of days before may be gone, as their term is over
 */
export async function verifyAudit(
  db: Database,
  {
    exported = new Map(),
    keptFrom = null,
  }: { exported?: ReadonlyMap<string, string>; keptFrom?: CivilDay | null } = {},
): Promise<AuditVerdict> {
  const faults: { day: CivilDay; fault: AuditFault }[] = []
  let [before, first, days, lines]: [AuditDay | null, CivilDay | null, number, number] = [null, null, 0, 0]
  for (let page = await auditDaysFrom(db, ''); page.length > 0;) {
    for (const day of page) {
      for (const fault of await faultsOf(db, day, before, exported, keptFrom)) faults.push({ day: day._id, fault })
      first ??= day._id
      before = day
      days++
      lines += day.lines
    }
    page = page.length < READ_LIMIT ? [] : await auditDaysFrom(db, dayAfter(before!._id))
  }
  for (const [day] of exported)
    if (before === null || first === null || day < first || day > before._id) faults.push({ day, fault: 'dayMissing' })
  return { days, lines, first, last: before?._id ?? null, faults }
}

async function faultsOf(
  db: Database,
  day: AuditDay,
  before: AuditDay | null,
  exported: ReadonlyMap<string, string>,
  keptFrom: CivilDay | null,
): Promise<AuditFault[]> {
  const found: AuditFault[] = []
  const now = await linesOf(db, day._id)
  const isGone = now.lines === 0 && day.lines > 0
  if (isGone && (keptFrom === null || day._id >= keptFrom)) found.push('linesGone')
  if (!isGone && now.linesDigest !== day.linesDigest) found.push('linesDiffer')
  if (digestOfDay(day) !== day.digest) found.push('digestWrong')
  if (markOfDay(day.digest) !== day.mark) found.push('markWrong')
  if (before !== null && dayAfter(before._id) !== day._id) found.push('dayMissing')
  else if (before !== null && before.digest !== day.before) found.push('chainBroken')
  if (exported.has(day._id) && exported.get(day._id) !== day.digest) found.push('exportDiffers')
  return found
}
