import { civilDay, dayNumber } from '../../rules'
import type { CivilDay } from '../../rules'
import type { EnrolmentDocument } from '../enrollment/documents'
import { requireEnrolment } from '../enrollment/records/enrolments'
import { writeAudit } from '../shared/audit'
import type { CallContext } from '../shared/call-context'
import type { Transaction } from '../shared/database'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import type { CashConflictDocument } from './cash-documents'
import type { Requests } from './contract'
import { owingOn } from './owing'
import { putConflict, readConflict } from './records/cash-conflicts'

/**
 * Money that a clerk took where there was no network, and sends in later (decision 0016). The day on which it was taken is
 * the day of payment, and the phone's word for it: so it is believed for a short time only, a shorter one where the day
 * decides something, and always leaves a line of audit.
 */
type Taken = Requests['takeCash']

const DAYS_BACK_MAX = 3
/** Where terms have changed since: the end of a window, another fee, another beginning of benefits. */
const DAYS_BACK_OVER_CHANGE = 1

/**
 * The day of payment.
 * @throws Refusal TAKEN_IN_FUTURE, TAKEN_TOO_LONG_AGO
 */
export function dayTaken({ takenOn }: Taken, documents: readonly EnrolmentDocument[], today: CivilDay): CivilDay {
  if (takenOn === undefined || takenOn === today) return today
  if (takenOn > today) throw new Refusal({ code: 'TAKEN_IN_FUTURE', path: 'takenOn', found: takenOn, message: `收款日期 ${takenOn} 还没有到，这次没有记。请核对手机的日期，再发送一次。` })
  const daysBack = dayNumber(today)! - dayNumber(takenOn)!
  const most = documents.every((document) => owingOn(document, takenOn).until >= today) ? DAYS_BACK_MAX : DAYS_BACK_OVER_CHANGE
  if (daysBack <= most) return takenOn
  const why = most === DAYS_BACK_MAX ? `超过了 ${DAYS_BACK_MAX} 天` : `这中间缴费的期限或金额变了，只能补记前一天的（最早 ${civilDay(dayNumber(today)! - most)}）`
  throw new Refusal({
    code: 'TAKEN_TOO_LONG_AGO', path: 'takenOn', found: takenOn,
    message: `${takenOn} 收的钱今天才发送，${why}，没有记。请把钱退给缴费人；要按那一天算的，请带上收款凭证找县医保经办机构核实。`,
  })
}

/** Of a deed that was refused before: its money may have gone back meanwhile. @throws Refusal MONEY_RETURNED */
export async function resumeConflict(transaction: Transaction, { operation, takenOn }: Taken, { by, now, today }: { by: string; now: number; today: CivilDay }): Promise<void> {
  const conflict = takenOn === undefined ? null : await readConflict(transaction, operation)
  if (conflict === null || conflict.state === 'counted') return
  if (conflict.state === 'returned') throw new Refusal({ code: 'MONEY_RETURNED', path: 'operation', message: '这笔钱已经登记为当面退还，没有再记。又收了的，请返回重新进入这一页再收。' })
  await putConflict(transaction, { ...conflict, state: 'counted', settled: { by, at: now, day: today, note: null } })
}

/** Refusals after which a clerk holds money that stands nowhere. Others can be mended on the phone and sent again. */
const LEAVES_MONEY: ReadonlySet<string> = new Set(['OTHER_GROUP', 'PERSON_PAID', 'PERSON_HELD', 'NOTHING_OWED', 'TOTAL_DIFFERS', 'CANNOT_TAKE', 'TAKEN_TOO_LONG_AGO', 'ORDER_STATE'])

/** Whatever stopped money that was taken earlier is left as a conflict, once; what was put right stays so. */
export async function leavingConflict<Result>(taken: Taken, { db, caller, now, today }: CallContext, deed: () => Promise<Result>): Promise<Result> {
  const { takenOn, operation: _id, enrolments, total: amount } = taken
  try {
    return await deed()
  } catch (error) {
    if (takenOn === undefined || !(error instanceof Refusal) || !LEAVES_MONEY.has(error.error.code)) throw error
    const { code, message } = error.error
    const { household, village, region, year } = await requireEnrolment(db, enrolments[0]!)
    const fresh: CashConflictDocument = { _id, clerk: caller.openid, region, village, household, season: `${region}-${year}`, enrolments, amount, takenOn, sentOn: today, at: now, code, message, state: 'open', settled: null }
    await inTransaction(db, async (transaction) => {
      const there = await readConflict(transaction, _id)
      if (there === null) await putConflict(transaction, fresh)
      else if (there.state === 'open' && there.clerk === caller.openid) await putConflict(transaction, { ...there, code, message, sentOn: today })
    })
    throw error
  }
}

/** The line that says that a day was taken on a phone's word. */
export async function auditTakenEarlier({ operation, takenOn }: Taken, { region }: Pick<EnrolmentDocument, 'region'>, { db, caller, now, today }: CallContext): Promise<void> {
  if (takenOn === undefined || takenOn === today) return
  await writeAudit(db, { _id: `taken-earlier~${operation}`, at: now, day: today, openid: caller.openid, action: 'takeCash', target: operation, region, outcome: 'done', why: `TAKEN_ON:${takenOn}` })
}
