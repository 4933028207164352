import type { EnrolmentDocument } from '../enrolments'
import { believedDaysBack } from '../payments'
import { conflictMachine } from './conflict-machine'
import type { Requests } from './contract'
import type { CashConflictDocument } from './offline-cash'
import { Refusal } from '../../platform/base'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber } from '../../../rules'

/**
 * Money that a clerk took where there was no network, and sends in later (decision 0016). The day on which it was taken
 * is the day of payment, and the phone's word for it: so it is believed for a short time only, a shorter one where the
 * day decides something, and always leaves a line of audit.
 */
type Taken = Requests['takeCash']

/**
 * The day of payment.
 * @throws Refusal TAKEN_IN_FUTURE, TAKEN_TOO_LONG_AGO
 */
export function paymentDay({ takenOn }: Taken, documents: readonly EnrolmentDocument[], today: CivilDay): CivilDay {
  if (takenOn === undefined || takenOn === today) return today
  if (takenOn > today)
    throw new Refusal({
      code: 'TAKEN_IN_FUTURE',
      path: 'takenOn',
      found: takenOn,
      message: `收款日期 ${takenOn} 还没有到，这次没有记。请核对手机的日期，再发送一次。`,
    })
  const daysBack = dayNumber(today)! - dayNumber(takenOn)!
  const { days: most, isUnchanged } = believedDaysBack(documents, takenOn, today)
  if (daysBack <= most) return takenOn
  const why = isUnchanged
    ? `超过了 ${most} 天`
    : `这中间缴费的期限或金额变了，只能补记前一天的（最早 ${civilDay(dayNumber(today)! - most)}）`
  throw new Refusal({
    code: 'TAKEN_TOO_LONG_AGO',
    path: 'takenOn',
    found: takenOn,
    message: `${takenOn} 收的钱今天才发送，${why}，没有记。请把钱退给缴费人；要按那一天算的，请带上收款凭证找县医保经办机构核实。`,
  })
}

/**
 * Of a deed that was refused before: what becomes of the conflict that it left, as it is entered now; null = there is
 * none to be changed. @throws Refusal MONEY_RETURNED where its money has gone back meanwhile
 */
export function planResumed(
  conflict: CashConflictDocument | null,
  { by, now, today }: { by: string; now: number; today: CivilDay },
): CashConflictDocument | null {
  if (conflict === null || conflict.state === 'counted') return null
  if (conflict.state === 'returned')
    throw new Refusal({
      code: 'MONEY_RETURNED',
      path: 'operation',
      message: '这笔钱已经登记为当面退还，没有再记。又收了的，请返回重新进入这一页再收。',
    })
  const state = conflictMachine.require(conflict.state, 'count')
  return { ...conflict, state, settled: { by, at: now, day: today, note: null } }
}
