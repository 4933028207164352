import type { Role } from '../access'
import { readRecord, requireEnrolment, STATUS_NAMES, withEnrolmentEvent } from '../enrolments'
import type { StatusId } from '../enrolments'
import type { Stamp, OrderDocument, OrderLine } from '../payments'
import { readReservation } from '../payments'
import { readRefund, refundId } from './documents'
import { refundMachine } from './refund-machine'
import { Refusal } from '../../platform/base'
import type { DocumentStore } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import { policyFor } from '../../../rules'
import type { RefundTerms } from '../../../rules/office'
import { officeFor, refundTermsOn } from '../../../rules/office'

/** Whether a refund can be asked, and in what words it is said. */
interface RefundAnswer extends Pick<RefundTerms, 'possible' | 'until' | 'at' | 'cite' | 'quote'> {
  sentence: string
  /** It is taken down when asked; where the notice leaves it open, by the reading. */
  taken: boolean
}

/** Whose payer is who sat behind the desk. */
const AT_A_COUNTER: ReadonlySet<OrderDocument['way']> = new Set<OrderDocument['way']>(['cash', 'pos', 'elsewhere'])

/** Why somebody who may see it is not the one to ask (岢岚 七: 由缴费人自行提出); null = they are, or are staff. */
export function notThePayer(role: Role, { way }: Pick<OrderDocument, 'way'>): string | null {
  const atDesk = AT_A_COUNTER.has(way)
  if (role === 'family')
    return atDesk
      ? '这笔钱是在村里或窗口交的，要由本人来申请退费，或者请村干部代办。'
      : '这笔钱不是您付的，要由付钱的人来申请退费。'
  return role === 'self' && !atDesk
    ? '这笔钱是别人替您付的，要由付钱的人来申请退费。请告诉付钱的人，或者问县级医保经办机构。'
    : null
}

/** No, and not by the clause on days: that one is not named. */
export const notPossible = <Terms extends Pick<RefundTerms, 'until' | 'at'>>(
  { until, at }: Terms,
  sentence: string,
): RefundAnswer => ({ until, at, cite: null, quote: null, possible: false, taken: false, sentence })

/** @throws Refusal NOT_IN_ORDER */
export function lineOf({ lines }: OrderDocument, enrolment: string): OrderLine {
  const line = lines.find((one) => one.enrolment === enrolment)
  if (line !== undefined) return line
  throw new Refusal({
    code: 'NOT_IN_ORDER',
    path: 'enrolment',
    message: '这份订单里没有这个人，什么也没有改动。请返回订单页，下拉刷新后再点一次。',
  })
}

export async function refundAnswer(
  from: DocumentStore,
  order: OrderDocument,
  line: OrderLine,
  moment: Stamp,
): Promise<RefundAnswer> {
  const terms = refundTermsOn(officeFor(line.region, line.year), moment.today)
  const before = await readRefund(from, refundId(order._id, line.enrolment))
  if (before !== null && !refundMachine.may(before.state, 'askAgain'))
    return notPossible(terms, `已经申请过退费：${refundMachine.states[before.state]}。不用再申请。`)
  const claim = await readReservation(from, line.enrolment)
  if (claim.state !== 'paid' || claim.order !== order._id)
    return notPossible(terms, '这份订单里，这个人没有已经付成的钱，不用退。')
  // Where the notice's days say no, they are the reason; else where the person's year stands.
  const status = terms.possible === false ? null : await standsAgainst(from, order, line, moment)
  if (status !== null)
    return notPossible(
      terms,
      `这个人的参保现在是“${STATUS_NAMES[status]}”，这时不能退费。不清楚的，请问县级医保经办机构。`,
    )
  const { possible, until, at, cite, quote } = terms
  return { possible, until, at, cite, quote, ...inWords(terms, line) }
}

/** The status in which nothing can be given back any more; null = it can. */
async function standsAgainst(
  from: DocumentStore,
  order: OrderDocument,
  { enrolment, fee }: OrderLine,
  { by, now, today }: Stamp,
): Promise<StatusId | null> {
  const record = readRecord(await requireEnrolment(from, enrolment), sealing())
  try {
    withEnrolmentEvent(policyFor(record.region, record.year), record, {
      id: `${refundId(order._id, enrolment)}~refunded`,
      kind: 'refunded',
      amount: fee,
      day: today,
      at: now,
      by,
    })
    return null
  } catch (error) {
    if (error instanceof Refusal) return (error.error.found ?? 'undetermined') as StatusId
    throw error
  }
}

function inWords(
  { possible, open, until, at, asks, quote }: RefundTerms,
  { region, year }: OrderLine,
): Pick<RefundAnswer, 'sentence' | 'taken'> {
  const whom = at ?? '县级医保经办机构'
  const phone = policyFor(region, year).contacts.find(({ about }) => about.includes('退费'))?.phone
  const call = `${asks === null ? `要带什么材料，请先问${whom}` : asks}${phone === undefined ? '' : `，电话 ${phone}`}。`
  if (possible === true)
    return {
      taken: true,
      sentence: `可以申请，最晚 ${until ?? '没有写明'}。能不能退由${whom}核定，不能退会当场说明原因。${call}`,
    }
  if (possible === false)
    return {
      taken: false,
      sentence: `今天不能申请退费：通知说“${quote}”。有特殊情况的，请问${whom}${phone === undefined ? '' : `，电话 ${phone}`}。`,
    }
  if (open?.reading === false)
    return {
      taken: false,
      sentence: `今天不能在这里申请退费：${open.why}。请直接问${whom}${phone === undefined ? '' : `，电话 ${phone}`}。`,
    }
  return { taken: true, sentence: `${open?.why ?? ''}。申请可以先交上来，能不能退由${whom}核定。${call}` }
}
