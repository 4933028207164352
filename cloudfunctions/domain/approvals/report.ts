import { approvalsContract } from './contract'
import { namesOfOfficers } from './officers'
import type { ReportedLine } from './officer-report'
import { reportOf } from './officer-report'
import type { AppointmentDocument, AuditDocument } from '../access'
import { defineAction, nameOfAction, requirePermission } from '../access'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { pageLatestFirst, placeOf, readAll } from '../../platform/database'
import { civilDay, dayNumber } from '../../../rules'

const DAYS_MAX = 366
const LINES_A_PAGE = 1_000
const LINES_MAX = 20_000

const ROLES: Readonly<Record<AppointmentDocument['role'], string>> = {
  county: '县级经办人员',
  township: '乡镇（街道）经办人员',
  clerk: '村（社区）经办人员',
  auditor: '稽核人员',
}

/**
 * What everybody who holds or held an office of the place did, those with something that stands out first.
 * @throws Refusal NOT_ALLOWED, DAYS_WRONG, TOO_MANY_LINES
 */
export const officerReport = /* @__PURE__ */ defineAction(approvalsContract, 'officerReport', {
  permission: 'officerReport',
  async run({ region, from, to }, context) {
    const { db } = context
    await requirePermission(context, 'officerReport', { id: region, region })
    const days = dayNumber(to)! - dayNumber(from)! + 1
    if (days < 1 || days > DAYS_MAX)
      throw new Refusal({
        code: 'DAYS_WRONG',
        path: 'to',
        found: `${from} ${to}`,
        message: `从 ${from} 到 ${to} 不能查：起止日期要先后对，最多 ${DAYS_MAX} 天。请重新选择日期。`,
      })
    const offices = await readAll<AppointmentDocument>(db, 'appointments', { region })
    const roles = new Map(offices.map(({ _id, role }) => [_id, ROLES[role]]))
    const names = await namesOfOfficers(db, region)
    const found = reportOf([...roles.keys()], await linesIn(db, region, from, to))
    return {
      from,
      to,
      people: found
        .filter(({ alone, byTwo, refused }) => alone + byTwo + refused > 0)
        .sort((a, b) => b.standsOut.length - a.standsOut.length || b.alone + b.byTwo - (a.alone + a.byTwo))
        .map((one) => ({
          ...one,
          who: names.get(one.person) ?? null,
          roleName: roles.get(one.person)!,
          kinds: one.kinds.map((kind) => ({ ...kind, actionName: nameOfAction(kind.action) })),
        })),
    }
  },
})

const momentOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)

/** @throws Refusal TOO_MANY_LINES: a report of some of them would be none */
async function linesIn(db: Database, region: string, from: string, to: string): Promise<readonly ReportedLine[]> {
  const { gte, lt } = db.command
  const at = gte(momentOf(from)).and(lt(momentOf(civilDay(dayNumber(to)! + 1))))
  const lines: AuditDocument[] = []
  for (let after: string | null = null; ; after = placeOf(lines.at(-1)!)) {
    const page: AuditDocument[] = await pageLatestFirst(db, 'audit', { region, at }, after, LINES_A_PAGE)
    lines.push(...page)
    if (page.length < LINES_A_PAGE) return lines
    if (lines.length >= LINES_MAX)
      throw new Refusal({
        code: 'TOO_MANY_LINES',
        path: 'from',
        message: `这段时间的操作记录超过 ${LINES_MAX} 条，一次算不完。请把日期选短一些，一段一段地看。`,
      })
  }
}
