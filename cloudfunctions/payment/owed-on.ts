import { policyFor, recordedFigures } from '../../rules'
import type { CivilDay, Fen } from '../../rules'
import type { EnrolmentDocument } from '../enrollment/documents'
import { readRecord } from '../enrollment/enrolment-document'
import { courseOn, withEvent } from '../enrollment/lifecycle'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import type { Moment } from './order-moves'
import { paidLine, type Owing } from './owing'

/** A payment that somebody of the county answers for. */
export interface Answered { operation: string; amount: Fen; way: string; evidence: string }

/**
 * What a payment of that day is for: it has to be what was owed then, and the table of an enrolment's life has to allow it.
 * @throws Refusal AMOUNT_NOT_OWED, ILLEGAL_EVENT
 */
export function requireOwedOn(document: EnrolmentDocument, { amount, way, evidence, operation }: Answered, day: CivilDay, { by, now }: Moment): NonNullable<Owing['payable']> {
  const policy = policyFor(document.region, document.year)
  const record = readRecord(document, sealing())
  const figures = recordedFigures(policy, courseOn(record, day).told, day)
  if (figures.fee !== amount) {
    const found = figures.fee === null ? '这一天应缴多少还定不下来' : '与这一天应缴的金额不一样'
    throw new Refusal({ code: 'AMOUNT_NOT_OWED', path: 'amount', message: `没有记录缴费：这笔钱的金额${found}。请核对金额、缴费日期和身份认定；情况没填齐的，先补充情况。` })
  }
  withEvent(policy, record, { id: operation, day, at: now, by, kind: 'paid', amount, way, evidence })
  return paidLine(document, figures, amount)
}
