import type { Answers } from './contract-appointments'
import { requirePermission, REVEAL_REASONS, REVEALED_FIELDS, defineAction } from '../access'
import type { AuditDocument } from '../access'
import { appointmentsOf, openWords } from './appointments-store'
import { clockTimeOf } from './appointments'
import { OUTCOMES } from './contract'
import { Refusal } from '../../platform/base'
import { pageLatestFirst, placeOf } from '../../platform/database'
import { civilDay, dayNumber } from '../../../rules'
import { appointmentsContract } from './contract-appointments'

const LINES_A_CALL = 50
const DAYS_MAX = 366

/** What people call what can be in the audit; of others its own word stands. */
const ACTION_NAMES: Readonly<Record<string, string>> = {
  revealField: '查看完整信息',
  printHouseholdCode: '打印一户的编码',
  reissueHouseholdCode: '换发一户的编码',
  handBindingCode: '发绑定码',
  confirmLink: '确认代办关系',
  endLink: '解除代办关系',
  bindSelf: '绑定本人',
  askLink: '申请代办关系',
  answerLink: '本人答复代办申请',
  revokeLink: '本人解除关系',
  deleteMe: '注销账号',
  recordAbsence: '登记离开或死亡',
  recordReturn: '登记返回',
  recordRegistration: '办理参保登记',
  correctEnrolment: '更正参保记录',
  nameHead: '改户主',
  findHouseholds: '按号码找户',
  recordPayment: '补记缴费',
  voidPayment: '缴费作废',
  releaseReservation: '解除等待付款',
  settleTaxRow: '处理税务文件的一笔',
  voidCash: '现金收款作废',
  confirmRoster: '确认名册',
  discardRoster: '作废名册',
  rosterSheet: '导出名册退回表',
  unpaidPeople: '导出一个村的未缴名单',
  withdrawTaxFile: '撤回整份税务文件',
  taxExceptions: '导出税务文件的例外',
  sayNearWord: '说明一种写法是哪一类',
  appoint: '任命和结束岗位',
  acceptAppointment: '接受任命',
  findResident: '查找参保人',
  household: '查看一户',
  registerResident: '登记参保人',
  correctResident: '更正参保人',
  moveResident: '迁移参保人',
  takeCash: '收现金',
  recordCertification: '登记身份认定',
  searchAudit: '查询操作记录',
  importRoster: '上传名册',
  rosters: '查看名册',
  openSeason: '开启年度',
}

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
    const names = new Map((await appointmentsOf(db, region)).map(({ _id, who }) => [_id, openWords(who)]))
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
    actionName: ACTION_NAMES[action] ?? action,
    target,
    outcome,
    outcomeName: OUTCOMES[outcome],
    why,
    whyWords: whyInWords(action, why),
  }
}

const REFUSED: Readonly<Record<string, string>> = {
  NOT_ALLOWED: '没有权限',
  OTHER_GROUP: '不是所管的村民小组',
  WHOLE_VILLAGE_ONLY: '要管全村的人办',
}

function whyInWords(action: string, why: string): string {
  if (why in REFUSED) return REFUSED[why]!
  if (action !== 'revealField') return why
  const [field = '', reason = ''] = why.split(':')
  return `看了${(REVEALED_FIELDS as Readonly<Record<string, string>>)[field] ?? field}，为了${(REVEAL_REASONS as Readonly<Record<string, string>>)[reason] ?? reason}`
}
