import { appointmentOf, requirePermission, defineAction, writeAuditIn } from '../access'
import { officersOf, requireSecondPerson } from '../approvals'
import { appendEvent } from '../enrolments'
import type { Stamp, OrderDocument } from '../payments'
import {
  entryOf,
  isAwaitingArrival,
  withOrderEvent,
  orderMachine,
  putReservation,
  putOrder,
  readReservation,
  requireOrder,
  withoutAssessment,
  writeEntries,
} from '../payments'
import { stopAwaiting } from '../reconciliation'
import { maskedCard, residentsOf } from '../people'
import type { RefundDocument } from './documents'
import { putRefund, readRefund, refundId, refundsIn, requireRefund, whyOf, wordsOfRefund } from './documents'
import type { RefundState } from './refund-machine'
import { refundMachine } from './refund-machine'
import { lineOf } from './terms'
import type { Answers } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { refundsContract } from './contract'

const LISTED = 100
const NOBODY = ''
const WAITING: readonly RefundState[] = ['asked', 'agreedOnce', 'agreed', 'sent', 'failed']
type View = Answers['agreeRefund']

/** Refunds of the caller's county that wait for somebody, oldest first. @throws Refusal NOT_ALLOWED */
export const refundsToDecide = /* @__PURE__ */ defineAction(refundsContract, 'refundsToDecide', {
  permission: 'decideRefund',
  async run(_, context) {
    const region = (await appointmentOf(context))?.region
    await requirePermission(context, 'decideRefund', { id: 'refunds', ...(region === undefined ? {} : { region }) })
    const found = await refundsIn(context.db, region!, WAITING, LISTED + 1)
    return { refunds: await refundViews(context, found.slice(0, LISTED)), more: found.length > LISTED }
  },
})

/**
 * One of two people of the county agrees; with the second it is settled: the person is out for this year, and we owe
 * the money back. Neither of the two may have asked for it or paid the order, nor have appointed the other. The same
 * person again changes nothing.
 * @throws Refusal REFUND_NOT_FOUND, NOT_ALLOWED, TWO_PEOPLE_NEEDED, SECOND_PERSON_UNFIT, REFUND_STATE, ILLEGAL_EVENT,
 * BUSY
 */
export const agreeRefund = /* @__PURE__ */ defineAction(refundsContract, 'agreeRefund', {
  permission: 'decideRefund',
  async run({ refund: id }, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    const { region, asked } = await requireDecider(context, id)
    const officers = await officersOf(db, region, today)
    return viewOf(
      context,
      await inTransaction(db, async (transaction) => {
        const refund = await requireRefund(transaction, id)
        if (refund.agreed.some(({ by }) => by === openid)) return refund
        const order = await requireOrder(transaction, refund.order)
        if (openid === refund.asked.by || openid === order.payer) {
          throw new Refusal({
            code: 'TWO_PEOPLE_NEEDED',
            path: 'refund',
            message: '这份退费是您申请的，或者这笔钱是您付的、收的，要由另外两位同事来审核。请转给他们。',
          })
        }
        const state = refundMachine.require(refund.state, 'agree')
        const [first] = refund.agreed
        // Whoever asked is neither of the two; what has to stand apart from each other are the two.
        requireSecondPerson(openid, { by: first?.by ?? NOBODY, at: asked.at }, officers)
        const agreed: RefundDocument = { ...refund, agreed: [...refund.agreed, { by: openid, at: now }], state }
        await putRefund(transaction, agreed)
        if (agreed.state === 'agreed') await settle(transaction, agreed, order, { by: openid, now, today })
        await lineOfDecision(transaction, context, agreed, first?.by)
        return agreed
      }),
    )
  },
})

/** Of each of the two, in the deed's own transaction; the second's names the first. */
function lineOfDecision(
  transaction: Transaction,
  { caller: { openid }, now, today }: CallContext,
  { _id, region, state }: RefundDocument,
  beside: string | undefined,
): Promise<void> {
  return writeAuditIn(transaction, {
    at: now,
    day: today,
    openid,
    action: 'decideRefund',
    target: _id,
    region,
    outcome: 'done',
    why: state,
    ...(beside === undefined ? {} : { beside }),
  })
}

/** @throws Refusal REFUND_NOT_FOUND, NOT_ALLOWED, REFUND_STATE, BUSY */
export const refuseRefund = /* @__PURE__ */ defineAction(refundsContract, 'refuseRefund', {
  permission: 'decideRefund',
  async run({ refund: id, because }, context) {
    const { db } = context
    await requireDecider(context, id)
    return viewOf(
      context,
      await inTransaction(db, async (transaction) => {
        const refund = await requireRefund(transaction, id)
        if (refund.state === 'refused' && refund.refusedBecause === because) return refund
        const state = refundMachine.require(refund.state, 'refuse')
        if (refund.enrolment === '')
          throw new Refusal({
            code: 'REFUND_STATE',
            path: 'refund',
            message: '这笔钱没有算给任何人，不能不退。要算给谁的，请在核对里处理。',
          })
        const refused: RefundDocument = { ...refund, state, refusedBecause: because }
        await putRefund(transaction, refused)
        await lineOfDecision(transaction, context, refused, undefined)
        return refused
      }),
    )
  },
})

/** @throws Refusal REFUND_NOT_FOUND, NOT_ALLOWED */
export async function requireDecider(context: CallContext, id: string): Promise<RefundDocument> {
  const refund = await readRefund(context.db, id)
  await requirePermission(context, 'decideRefund', refund === null ? { id: 'none' } : { id, region: refund.region })
  return refund!
}

async function settle(
  transaction: Transaction,
  refund: RefundDocument,
  order: OrderDocument,
  moment: Stamp,
): Promise<void> {
  if (refund.enrolment === '') {
    if (order.state === 'inQuestion')
      await putOrder(transaction, withOrderEvent(order, 'forceReturn', moment, { because: '核对后退回' }))
    return
  }
  const { fee } = lineOf(order, refund.enrolment)
  const { claim, entries } = withoutAssessment(await readReservation(transaction, refund.enrolment), moment.today)
  const owedBack = entryOf(`${refund._id}~agree`, moment.today, 'agreeRefund', {
    shares: [{ enrolment: refund.enrolment, amount: fee }],
    order: order._id,
  })
  await writeEntries(transaction, [owedBack, ...entries])
  await putReservation(transaction, claim)
  await appendEvent(
    transaction,
    {
      operation: `${refund._id}~refunded`,
      enrolment: refund.enrolment,
      day: null,
      facts: { kind: 'refunded', amount: fee },
    },
    moment,
  )
  await stopAwaiting(transaction, refund.enrolment)
  if (
    orderMachine.may(order.state, 'startReturn') &&
    (await allLines(transaction, order, refund, ['agreed', 'sent', 'failed', 'done']))
  )
    await putOrder(transaction, withOrderEvent(order, 'startReturn', moment))
  else if (order.state === 'paid' && (await restHasArrived(transaction, order)))
    await putOrder(transaction, withOrderEvent(order, 'arrive', moment, { because: '其余的人都已到账' }))
}

/** Nobody else of the order is waited for: the tax office's news of the others came first. */
async function restHasArrived(transaction: Transaction, { _id, lines }: OrderDocument): Promise<boolean> {
  const claims = await Promise.all(lines.map(({ enrolment }) => readReservation(transaction, enrolment)))
  return (
    claims.some(({ order, arrival, assessed }) => order === _id && arrival?.order === _id && assessed !== null) &&
    !claims.some((claim) => isAwaitingArrival(claim, _id))
  )
}

/** Whether everybody's money of an order has come that far on its way back, this one included. */
export async function allLines(
  transaction: Transaction,
  { _id, lines }: OrderDocument,
  here: RefundDocument,
  states: readonly RefundState[],
): Promise<boolean> {
  for (const { enrolment } of lines) {
    const refund = enrolment === here.enrolment ? here : await readRefund(transaction, refundId(_id, enrolment))
    if (refund === null || !states.includes(refund.state)) return false
  }
  return true
}

export async function viewOf(context: CallContext, refund: RefundDocument): Promise<View> {
  return (await refundViews(context, [refund]))[0]!
}

async function refundViews(
  { db, caller: { openid } }: CallContext,
  refunds: readonly RefundDocument[],
): Promise<View[]> {
  const orders = new Map(
    (await Promise.all([...new Set(refunds.map(({ order }) => order))].map((id) => requireOrder(db, id)))).map(
      (order) => [order._id, order],
    ),
  )
  const lineFor = ({ order: id, enrolment }: RefundDocument) =>
    orders.get(id)!.lines.find((line) => line.enrolment === enrolment) ?? orders.get(id)!.lines[0]!
  const people = new Map(
    (await residentsOf(db, [...new Set(refunds.map((refund) => lineFor(refund).resident))])).map((person) => [
      person.id,
      person,
    ]),
  )
  return refunds.map((refund) => {
    const { _id, order, amount, asked, state, agreed, refusedBecause, trouble = null } = refund
    const { resident, year } = lineFor(refund)
    const person = people.get(resident)
    return {
      refund: _id,
      order,
      year,
      amount,
      day: asked.day,
      why: whyOf(refund),
      state,
      words: wordsOfRefund({ state, refusedBecause, trouble }),
      person:
        person === undefined
          ? { resident, name: '***', tail: null, place: '', village: '', absent: null }
          : maskedCard(person),
      mayDecide:
        (state === 'asked' || state === 'agreedOnce') &&
        asked.by !== openid &&
        orders.get(order)!.payer !== openid &&
        !agreed.some(({ by }) => by === openid),
    }
  })
}
