import { createHash } from 'node:crypto'
import { auditTakenEarlier, paymentDay, recordingConflict, resumeConflict } from './offline-cash'
import type { EnrolmentDocument } from '../enrolments'
import { requireEnrolmentAccess, requireEnrolment } from '../enrolments'
import {
  reservationsOf,
  applyPayment,
  isSettled,
  isReservableBy,
  issueReceipts,
  openOrder,
  collectibleOn,
  addCashInHand,
  readReservation,
  readOrder,
} from '../payments'
import type { ReservationDocument, Stamp, ReceivedPayment, OrderDocument, Collectible } from '../payments'
import type { Requests } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { formatYuan } from '../../../rules'
import { cashContract } from './contract'
import { answerWithoutPermission, defineAction } from '../access'

type Taken = Requests['takeCash']

/**
 * A clerk takes cash, or has let a card through the terminal, for people of one household: the order, whom it is for,
 * the ledger, their enrolments, the clerk's drawer and the receipt, all in one transaction or nothing. The same operation
 * again answers the same. If another clerk or a payer was first, it is refused and the money is to be given back at once.
 * @throws Refusal NOT_ALLOWED, OTHER_GROUP, ENROLMENT_NOT_FOUND, NOT_ONE_HOUSEHOLD, SLIP_NEEDED, NOTHING_OWED, TOTAL_DIFFERS, NOT_HEARD,
 * PERSON_HELD, PERSON_PAID, CANNOT_TAKE, TOO_MUCH_IN_HAND, TAKEN_IN_FUTURE, TAKEN_TOO_LONG_AGO, MONEY_RETURNED, OPERATION_REUSED, BUSY
 */
export const takeCash = /* @__PURE__ */ defineAction(cashContract, 'takeCash', {
  permission: 'takeCash',
  // In the order in which they were ticked, and with the warnings that were heard, it is the same money.
  deedOf: ({ heard: _heard, enrolments, ...rest }) => ({ ...rest, enrolments: [...enrolments].sort() }),
  async run(taken, context) {
    const { order, receipts } = await recordingConflict(taken, context, async () => {
      // What was counted is answered again, also when its household has moved out of the clerk's village group since.
      const known = await readOrder(context.db, taken.operation)
      if (known?.payer === context.caller.openid) answerWithoutPermission(context, 'takeCash', 'toldAgain')
      else await allowedAtDoor(context, taken.enrolments)
      if (taken.way === 'pos' && taken.slip === null)
        throw new Refusal({
          code: 'SLIP_NEEDED',
          path: 'slip',
          message: '刷卡收款要填小票上的号码，这次没有记。请对照小票填写。',
        })
      return takeOnce(taken, context)
    })
    await auditTakenEarlier(taken, order.lines[0]!, context)
    return {
      order: order._id,
      total: order.total,
      day: order.events[0]?.day ?? context.today,
      receipts,
      sentence: `已收 ${order.lines.length} 人共 ${formatYuan(order.total)}，收据已开。请把收据号念给缴费人，或让他们看一眼。`,
    }
  },
})

async function allowedAtDoor(context: CallContext, enrolments: readonly string[]): Promise<EnrolmentDocument[]> {
  const documents: EnrolmentDocument[] = []
  for (const id of enrolments) documents.push((await requireEnrolmentAccess(context, 'takeCash', id)).document)
  return documents
}

function takeOnce(
  taken: Taken,
  { db, caller, now, today }: CallContext,
): Promise<{ order: OrderDocument; receipts: string[] }> {
  const moment = { by: caller.openid, now, today }
  return inTransaction(db, async (transaction) => {
    const order = (await readOrder(transaction, taken.operation)) ?? (await takeNow(transaction, taken, moment))
    if (order.payer !== caller.openid || order.asked !== digestOf(taken)) {
      throw new Refusal({
        code: 'OPERATION_REUSED',
        path: 'operation',
        message: '这个操作编号已经用在另一笔收款上了，这一次没有记。请返回重新进入这一页再收。',
      })
    }
    if (order.state === 'closed')
      throw new Refusal({
        code: 'ORDER_STATE',
        path: 'operation',
        message: '这笔收款后来作废了，收据也作废了。要重新收，请返回重新进入这一页。',
      })
    const day = order.events.find(({ kind }) => kind === 'pay')?.day ?? today
    return { order, receipts: await issueReceipts(transaction, { ...order, day, way: taken.way }, now) }
  })
}

/**
 * What people of one household owe today, each with what has to be said to them before their money is taken.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND
 */
export const collectibleByClerk = /* @__PURE__ */ defineAction(cashContract, 'owedAtDesk', {
  permission: 'takeCash',
  async run({ enrolments }, context) {
    const documents = await allowedAtDoor(context, enrolments)
    const claims = await reservationsOf(context.db, enrolments)
    const people = documents.map((document) => {
      const { payable, because, warnings } = collectibleOn(document, context.today)
      const claim = claims.get(document._id)
      const held =
        claim !== undefined && claim.state !== 'free'
          ? claim.state === 'paid'
            ? '这一年的费用已经缴过了。'
            : '正在别的订单里等待付款，先不要收。'
          : null
      return {
        enrolment: document._id,
        fee: held === null ? (payable?.line.fee ?? null) : null,
        because: held ?? because,
        warnings: held === null ? warnings : [],
      }
    })
    return { people, total: people.reduce((sum, { fee }) => sum + (fee ?? 0), 0) }
  },
})

/** What was asked, for the same operation to be the same deed. Ids and amounts only. */
function digestOf({ operation: _, heard: _heard, enrolments, ...rest }: Taken): string {
  return createHash('sha256')
    .update(JSON.stringify([[...enrolments].sort(), Object.entries(rest).sort()]))
    .digest('base64url')
}

async function takeNow(transaction: Transaction, taken: Taken, moment: Stamp): Promise<OrderDocument> {
  const documents = await Promise.all(
    [...new Set(taken.enrolments)].sort().map((id) => requireEnrolment(transaction, id)),
  )
  const [first] = documents
  if (
    first === undefined ||
    documents.some(({ household, year }) => household !== first.household || year !== first.year)
  ) {
    throw new Refusal({
      code: 'NOT_ONE_HOUSEHOLD',
      path: 'enrolments',
      message: '一次只能收同一户、同一年度的钱，这次没有记。请一户一户地收，一户一张收据。',
    })
  }
  await resumeConflict(transaction, taken, moment)
  const claims = await Promise.all(documents.map(({ _id }) => readReservation(transaction, _id)))
  requireUnpaid(claims)
  const day = paymentDay(taken, documents, moment.today)
  const people = owedBy(documents, taken, day)
  const { way, operation: id } = taken
  const asked = {
    id,
    payer: moment.by,
    way,
    channel: null,
    asked: digestOf(taken),
    merchant: null,
    payUntil: day,
    expiresAt: moment.now,
    people,
  }
  const order = await openOrder(transaction, asked, { ...moment, today: day })
  const counted = await applyPayment(transaction, order, moneyOf(taken, moment.by, day), moment)
  if (!isSettled(counted.outcome))
    throw new Refusal({
      code: 'CANNOT_TAKE',
      message: '这笔钱现在不能收，没有记。请把钱退给本人，刷新后看看现在的情况。',
    })
  if (way === 'cash') {
    const { household, village, region, year } = first
    await addCashInHand(transaction, moment.by, {
      order: id,
      household,
      village,
      season: `${region}-${year}`,
      day,
      amount: order.total,
    })
  }
  return counted.order
}

function moneyOf({ operation, way, slip, total }: Taken, by: string, day: CivilDay): ReceivedPayment {
  return way === 'cash'
    ? { amount: total, transaction: `cash~${operation}`, day, wayName: '村里收现金', lies: { at: 'cash', clerk: by } }
    : { amount: total, transaction: `pos~${slip}`, day, wayName: '村里刷卡', lies: { at: 'transit', way: 'pos' } }
}

/** Nobody else was first: told before anything else, as the money then goes back. @throws Refusal PERSON_PAID, PERSON_HELD */
function requireUnpaid(claims: readonly ReservationDocument[]): void {
  const taken = claims.find((claim) => !isReservableBy(claim, null))
  if (taken === undefined) return
  if (taken.state === 'paid')
    throw new Refusal({
      code: 'PERSON_PAID',
      path: 'enrolments',
      message:
        '其中有人这一年的费用已经缴过了（别人先收了，或者在手机上缴了），这次一笔也没有记。收了的钱请当面退还，再刷新，把已经缴过的人去掉。',
    })
  throw new Refusal({
    code: 'PERSON_HELD',
    path: 'enrolments',
    message:
      '其中有人正在另一份订单里等待付款，这次一笔也没有记。请先不要收，收了的当面退还；让本人在手机上付完或取消，再刷新看看。',
  })
}

/** Everybody's share, as the rules have it on the day of payment. */
function owedBy(
  documents: readonly EnrolmentDocument[],
  { total, heard }: Taken,
  day: CivilDay,
): NonNullable<Collectible['payable']>[] {
  const owing = documents.map((document) => collectibleOn(document, day))
  const people = owing.flatMap(({ payable }) => payable ?? [])
  const none = owing.find(({ payable }) => payable === null)
  if (none !== undefined)
    throw new Refusal({
      code: 'NOTHING_OWED',
      path: 'enrolments',
      message: `其中有人现在不能收，这次一笔也没有记：${none.because ?? ''}请去掉这个人再收，多收的钱当面退还。`,
    })
  const unheard = [
    ...new Map(owing.flatMap(({ warnings }) => warnings).map((warning) => [warning.code, warning])).values(),
  ].filter(({ code }) => !heard.includes(code))
  if (unheard.length > 0) {
    const [codes, words] = [unheard.map(({ code }) => code).join(','), unheard.map(({ message }) => message).join('')]
    throw new Refusal({
      code: 'NOT_HEARD',
      path: 'heard',
      found: codes,
      message: `收钱之前要先说给缴费人听，这次没有记：${words}说过以后再点收款。`,
    })
  }
  const sum = people.reduce((fen, { line }) => fen + line.fee, 0)
  if (sum !== total)
    throw new Refusal({
      code: 'TOTAL_DIFFERS',
      path: 'total',
      found: String(sum),
      message: `这些人现在应缴 ${formatYuan(sum)}，和填的 ${formatYuan(total)} 不一样，这次没有记。请重新点一遍钱，或者刷新后再收。`,
    })
  return people
}
