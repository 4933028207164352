import { dutyOf } from '../../rules/office'
import type { CallContext } from '../shared/call-context'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import { inTransaction } from '../shared/transaction'
import { allowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { deskRecords, dutyCard } from './duty-cards'
import { addMark, markId } from './records/duty-marks'

/**
 * A duty was done, and this is the evidence. What was marked before stays as it was.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, DUTY_UNKNOWN, DUTY_SEEN, DUTY_OF_COUNTY, TASK_UNKNOWN, EVIDENCE_NEEDED; RulesError UNKNOWN_YEAR
 */
export async function markDuty({ village, year, duty: id, began, paper, evidence }: Requests['markDuty'], context: CallContext): Promise<Answers['markDuty']> {
  const desk = await allowedDesk(context, 'markDuty', { village, year })
  const { db, caller, now, today } = context
  const duty = dutyOf(desk.office, id)
  if (duty?.desk === undefined) throw new Refusal({ code: 'DUTY_UNKNOWN', path: 'duty', message: '这个地方的通知里没有这项任务，没有记。请返回刷新再看。' })
  if (duty.desk.seen !== undefined) throw new Refusal({ code: 'DUTY_SEEN', path: 'duty', message: '这项任务办没办，系统从记录里就看得出来（存了钱、贴了公示），不用另外登记。' })
  if (duty.desk.of === 'county' && desk.role !== 'county') throw new Refusal({ code: 'DUTY_OF_COUNTY', path: 'duty', message: `这项任务由${duty.who}办，村里不能登记为办完。` })
  if (paper === null && evidence === null) throw new Refusal({ code: 'EVIDENCE_NEEDED', path: 'evidence', message: '没有记：请填单据号码，或者写一句凭什么说办完了（交给了谁、放在哪里）。' })
  const records = await deskRecords(context, desk)
  if (!dutyCard(duty, records).tasks.some((task) => task.began === began)) {
    throw new Refusal({ code: 'TASK_UNKNOWN', path: 'began', found: began, message: '没有这一次任务，没有记。请返回刷新，再点要办的那一次。' })
  }
  await inTransaction(db, (transaction) => addMark(transaction, {
    _id: markId(village, year, id, began), village, duty: id, began, by: caller.openid, day: today, at: now, paper,
    evidence: evidence === null ? null : sealing().seal(evidence, 'deskNote'),
  }))
  return dutyCard(duty, await deskRecords(context, desk, records.money))
}
