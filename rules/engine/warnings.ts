import { birthday } from '../calendar/civil-day'
import type { Warning } from './assessment'
import { holds } from './conditions'
import { validOn } from './held'
import { decide } from './decide'
import type { Judgement } from './judge'
import { CaseState } from './moment'
import type { Rulebook } from './rulebook'

const ELDER_YEARS = 60

/** What the person should hear before paying. */
export function warningsFor(book: Rulebook, judgement: Judgement): Warning[] {
  const { policy } = book
  const { world, moment } = judgement
  const warnings: Warning[] = []
  const warn = (code: Warning['code'], message: string, cite: string | null = null): void =>
    void warnings.push({ code, message, cite })
  if (policy.document.status === 'draft')
    warn('DRAFT_POLICY', '这是一份征求意见稿，还不是正式通知，最后以正式通知为准。')
  if (policy.document.status === 'undated') warn('UNDATED_POLICY', '收到的通知缺标题、文号和日期，请向经办机构核对。')
  if (world.neverCovered && moment.paid !== undefined)
    warn(
      'COVER_NEVER_STARTS',
      '这一天缴费，等待期满时享受期已经结束：钱交了，这一年一天待遇也没有。',
      world.waiting.clause?.cite ?? null,
    )
  coverInThePast(judgement, warn)
  uselessRepair(book, judgement, warn)
  for (const { code, when, message, cite } of policy.warnings)
    if (holds(when, policy, judgement.moment)) warn(code, message, cite)
  const elder =
    moment.person.birth != null &&
    moment.paid !== undefined &&
    moment.paid >= birthday(moment.person.birth, ELDER_YEARS)
  const faces = policy.channels.filter(({ needs }) => needs.includes('face'))
  if (elder && faces.length > 0)
    warn(
      'ELDER_FACE_CHECK',
      `${faces.map(({ name }) => name).join('、')}，要参保人本人刷脸。子女代交，请选不用刷脸的方式，或请老人自己刷。`,
      faces[0]!.cite,
    )
  for (const word of moment.person.unlisted)
    warn(
      'IDENTITY_NOT_LISTED',
      `${policy.name}的通知没有列出“${word}”，这里按没有这项认定计算；如果有证明，请向经办机构核对。`,
    )
  for (const held of moment.person.held ?? []) {
    if (moment.paid !== undefined && !validOn(held, moment.paid))
      warn('IDENTITY_NOT_VALID_ON_DAY', `“${held.name}”在缴费那天不在有效期内，没有计算。`)
  }
  const inferred = [world.period, world.eligible, world.window]
    .map((o) => o.clause)
    .find((c) => c?.inferred !== undefined)
  if (inferred?.inferred) warn('INFERRED', inferred.inferred, inferred.cite)
  if (moment.person.told.hypotheticalBaseFee != null)
    warn('HYPOTHETICAL', '按假设的缴费标准试算，不是这一年的真实标准。')
  return warnings
}

type Warn = (code: Warning['code'], message: string, cite?: string | null) => void

function coverInThePast({ world, moment }: Judgement, warn: Warn): void {
  const { startDay, endDay, period } = world
  if (moment.paid === undefined || startDay === undefined || endDay === undefined || world.payable.value === 'no')
    return
  if (startDay <= endDay && moment.paid > endDay)
    warn('COVER_IN_THE_PAST', '这一天缴费，享受期已经过完：以后看病用不上这一年的待遇。', period.clause?.cite ?? null)
}

/** Years paid back that shorten no wait: said before money is taken for them. */
function uselessRepair(book: Rulebook, { world, moment }: Judgement, warn: Warn): void {
  const { told } = moment.person
  const repaid = told.repaidYears ?? 0
  if (repaid === 0 || world.wait.length === undefined) return
  const waitWith = (years: number): string => {
    const person = { ...moment.person, told: { ...told, repaidYears: years } }
    return JSON.stringify(decide(book, new CaseState(person, moment.paid, false)).wait.length)
  }
  const now = waitWith(repaid)
  let useful = repaid
  while (useful > 0 && waitWith(useful - 1) === now) useful--
  if (useful === repaid) return
  const bought = useful === 0 ? '等待期一天也不会少' : `只有${useful}年能让等待期变短，其余的不能`
  warn('REPAIR_BUYS_NOTHING', `补缴${repaid}年，${bought}。先想好再交。`, world.waiting.clause?.cite ?? null)
}
