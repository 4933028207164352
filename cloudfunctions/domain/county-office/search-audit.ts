import type { Answers } from './contract-appointments'
import { requirePermission, REVEAL_REASONS, REVEALED_FIELDS, defineAction, nameOfAction } from '../access'
import type { AuditDocument } from '../access'
import { appointmentsOf, openWho } from './appointments-store'
import { clockTimeOf } from './appointments'
import { OUTCOMES } from './contract'
import { Refusal } from '../../platform/base'
import { isKeyOf } from '../../platform/calls'
import { pageLatestFirst, placeOf } from '../../platform/database'
import { civilDay, dayNumber } from '../../../rules'
import { appointmentsContract } from './contract-appointments'

const LINES_A_CALL = 50
const DAYS_MAX = 366

/**
 * Who did or tried what, in lines of the region only; a line about no place that is known is found by no county.
 * @throws Refusal NOT_ALLOWED, DAYS_WRONG
 */
export const searchAudit = /* @__PURE__ */ defineAction(appointmentsContract, 'searchAudit', {
  permission: 'searchAudit',
  async run({ region, from, to, action, person, target, outcome, after }, context) {
    const { db } = context
    await requirePermission(context, 'searchAudit', { id: region, region })
    const days = dayNumber(to)! - dayNumber(from)! + 1
    if (days < 1 || days > DAYS_MAX)
      throw new Refusal({
        code: 'DAYS_WRONG',
        path: 'to',
        found: `${from} ${to}`,
        message: `从 ${from} 到 ${to} 不能查：起止日期要先后对，最多 ${DAYS_MAX} 天。请重新选择日期。`,
      })
    const equal = {
      ...(action === null ? {} : { action }),
      ...(person === null ? {} : { openid: person }),
      ...(target === null ? {} : { target }),
      ...(outcome === null ? {} : { outcome }),
    }
    const { gte, lt } = db.command
    const at = gte(momentOf(from)).and(lt(momentOf(civilDay(dayNumber(to)! + 1))))
    const found = await pageLatestFirst<AuditDocument>(db, 'audit', { region, at, ...equal }, after, LINES_A_CALL)
    const names = new Map((await appointmentsOf(db, region)).map((one) => [one._id, openWho('appointments', one)]))
    return {
      lines: found.map((line) => lineOf(line, names)),
      next: found.length < LINES_A_CALL ? null : placeOf(found.at(-1)!),
    }
  },
})

const momentOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)

function lineOf(
  { at, day, openid, action, target, outcome, why }: AuditDocument,
  names: ReadonlyMap<string, string | null>,
): Answers['searchAudit']['lines'][number] {
  return {
    day,
    time: clockTimeOf(at),
    person: openid,
    who: names.get(openid) ?? null,
    action,
    actionName: nameOfAction(action),
    target,
    outcome,
    outcomeName: OUTCOMES[outcome],
    why,
    whyWords: whyInWords(action, why),
  }
}

const IN_WORDS = {
  NOT_ALLOWED: '没有权限',
  OTHER_GROUP: '不是所管的村民小组',
  WHOLE_VILLAGE_ONLY: '要管全村的人办',
  NAMES: '看了姓名',
} as const

function whyInWords(action: string, why: string): string {
  if (isKeyOf(IN_WORDS, why)) return IN_WORDS[why]
  if (action !== 'revealField') return why
  const [field = '', reason = ''] = why.split(':')
  return `看了${(REVEALED_FIELDS as Readonly<Record<string, string>>)[field] ?? field}，为了${(REVEAL_REASONS as Readonly<Record<string, string>>)[reason] ?? reason}`
}
