import { createHash } from 'node:crypto'
import { appointmentOf, requirePermission, writeAudit, defineAction } from '../access'
import { requireEnrolment } from '../enrolments'
import {
  applyPayment,
  isSettled,
  entryOf,
  issueReceipts,
  merchantOf,
  openOrder,
  orderByMerchantNo,
  requireUnreserved,
  requireAmountDueOn,
  writeEntries,
} from '../payments'
import type { Entry, Stamp, OrderDocument, EntryKind } from '../payments'
import type { UnmatchedPaymentDocument, UnmatchedPaymentEvent } from './unmatched-documents'
import type { UnmatchedPaymentEventKind } from './unmatched-machine'
import { unmatchedPaymentMachine } from './unmatched-machine'
import {
  unmatchedPaymentBefore,
  putUnmatchedPayment,
  readUnmatchedPayment,
  requireUnmatchedPayment,
} from './unmatched-documents'
import type { Answers } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { formatYuan } from '../../../rules'
import { refundsContract } from './contract'

const LISTED = 100

type UnmatchedPaymentView = Answers['oddities']['oddities'][number]

/** An account of its own for what no place can be named for. */
const NOWHERE = 'unknown-0'

/** Money that came by WeChat for no order: held back, and what ends that. */
export function unmatchedPaymentEntry(
  oddity: UnmatchedPaymentDocument,
  what: Extract<EntryKind, 'holdBack' | 'voidHeldBack' | 'refund'>,
  day: string,
): Entry {
  const suffix = { holdBack: 'back', voidHeldBack: 'counts', refund: 'refund' }[what]
  return entryOf(`${oddity._id}~${suffix}`, day, what, {
    season: NOWHERE,
    way: 'wechat',
    order: oddity._id,
    amount: oddity.amount,
  })
}

/** The oddity after an event. @throws Refusal ODDITY_STATE when its state does not allow it */
export function withUnmatchedEvent(
  oddity: UnmatchedPaymentDocument,
  kind: UnmatchedPaymentEventKind,
  { by, now: at, today: day }: Stamp,
  brings: Pick<UnmatchedPaymentEvent, 'because' | 'evidence' | 'order'> = {},
): UnmatchedPaymentDocument {
  const state = unmatchedPaymentMachine.require(oddity.state, kind)
  return { ...oddity, state, events: [...oddity.events, { kind, by, at, day, ...brings }] }
}

/** Who did what is wanted by the last event of this kind; null = nobody. */
export const lastBy = ({ events }: UnmatchedPaymentDocument, kind: UnmatchedPaymentEventKind): string | null =>
  events.filter((event) => event.kind === kind).at(-1)?.by ?? null

/**
 * Money that came to the merchant of the caller's county and is for no order of ours, newest first. @throws Refusal
 * NOT_ALLOWED
 */
export const listUnmatchedPayments = /* @__PURE__ */ defineAction(refundsContract, 'oddities', {
  permission: 'oddities',
  async run({ state, before }, context) {
    const region = (await appointmentOf(context))?.region
    await requirePermission(context, 'oddities', { id: 'oddities', ...(region === undefined ? {} : { region }) })
    const merchant = await merchantOf(context.db, [region!])
    const found = merchant === null ? [] : await unmatchedPaymentBefore(context.db, merchant, state, before, LISTED + 1)
    return {
      oddities: found.slice(0, LISTED).map((oddity) => unmatchedPaymentView(oddity, context)),
      more: found.length > LISTED,
    }
  },
})

/** The oddity, if it came to the caller's county. @throws Refusal NOT_ALLOWED */
export async function requireOwnUnmatchedPayment(context: CallContext, id: string): Promise<UnmatchedPaymentDocument> {
  const oddity = await readUnmatchedPayment(context.db, id)
  const region = (await appointmentOf(context))?.region
  const own = oddity !== null && region !== undefined && (await merchantOf(context.db, [region])) === oddity.merchant
  await requirePermission(context, 'settleOddity', { id, ...(own ? { region } : {}) })
  return oddity!
}

export async function auditUnmatchedPayment(
  context: CallContext,
  { _id, events }: UnmatchedPaymentDocument,
  why: string,
): Promise<void> {
  const {
    db,
    caller: { openid },
    now: at,
    today: day,
  } = context
  const region = (await appointmentOf(context))?.region ?? null
  await writeAudit(db, {
    // Sent again at once it is the same.
    deed: String(at),
    at,
    day,
    openid,
    action: 'settleOddity',
    target: _id,
    region,
    outcome: 'done',
    why,
    ...(why === 'agreeReturn' ? { beside: events.filter(({ kind }) => kind === 'proposeReturn').at(-1)!.by } : {}),
  })
}

export function unmatchedPaymentView(
  oddity: UnmatchedPaymentDocument,
  { caller: { openid } }: CallContext,
): UnmatchedPaymentView {
  const { _id, state, amount, day, transaction, merchantNo, events } = oddity
  const proposed = events.filter(({ kind }) => kind === 'proposeReturn').at(-1)
  return {
    oddity: _id,
    state,
    stateName: unmatchedPaymentMachine.states[state],
    amount,
    day,
    transaction,
    merchantNo,
    sentence: sentenceOf(oddity),
    because: state === 'open' ? null : (proposed?.because ?? null),
    mayAgree: state === 'proposed' && proposed?.by !== openid,
  }
}

function sentenceOf({ state, amount, trouble }: UnmatchedPaymentDocument): string {
  const sum = formatYuan(amount)
  switch (state) {
    case 'open':
      return `微信收到${sum}，不是这里任何一份订单的。查清是谁缴的就认到本人名下；查不清的退回付款人。`
    case 'proposed':
      return `已经提出把${sum}退回付款人，还要县里另一位经办人同意。`
    case 'agreed':
      return `已同意退回${sum}。请点“退款”原路退回；微信退不了的，线下退还并填凭证号。`
    case 'sent':
      return trouble == null
        ? `微信正在退回${sum}，一般几分钟到账，到了这里会自己变。`
        : `微信正在退回${sum}，系统查了${trouble.tries}次没有查清，会接着查；一直这样请到微信商户平台核对。`
    case 'failed':
      return `微信退不回${sum}：付款的卡注销或冻结了。请联系付款人线下退还并填凭证号；在微信商户平台处理好的，这里会自己变。`
    case 'returned':
      return `${sum}已经退回付款人。`
    case 'assigned':
      return `${sum}已经算作本人的缴费。`
  }
}

/** Who pays an order that was found: nobody whom we know. */
const UNKNOWN_PAYER = 'wechat'
const WAY_NAME = '微信支付'

/** What an order that was found is called: one an oddity. */
export const orderOfUnmatchedPayment = (id: string): string =>
  `found-${createHash('sha256').update(id).digest('hex').slice(0, 32)}`

/**
 * A person of the county finds whose money it is: it is what was owed on its day for that person and year, and nobody
 * has paid for them. It gets an order, and counts as any payment by WeChat does. The same again changes nothing.
 * @throws Refusal NOT_ALLOWED, ODDITY_STATE, ENROLMENT_NOT_FOUND, NOT_HERE, PERSON_PAID, PERSON_HELD, AMOUNT_NOT_OWED,
 * ILLEGAL_EVENT, BUSY
 */
export const assignUnmatchedPayment = /* @__PURE__ */ defineAction(refundsContract, 'assignOddity', {
  permission: 'settleOddity',
  async run({ oddity: id, enrolment, because }, context) {
    const { db, caller, now, today } = context
    const { merchantNo } = await requireOwnUnmatchedPayment(context, id)
    const region = (await appointmentOf(context))!.region
    // Another merchant's order may have the number; then the money goes back by hand, should it have to.
    const isFree = (await orderByMerchantNo(db, merchantNo)) === null
    const moment = { by: caller.openid, now, today }
    const oddity = await inTransaction(db, async (transaction) => {
      const before = await requireUnmatchedPayment(transaction, id)
      if (before.state === 'assigned' && before.enrolment === enrolment) return before
      const after = {
        ...withUnmatchedEvent(before, 'assign', moment, { because, order: orderOfUnmatchedPayment(id) }),
        enrolment,
      }
      await count(transaction, before, { enrolment, region, isFree }, moment)
      await putUnmatchedPayment(transaction, after)
      return after
    })
    await auditUnmatchedPayment(context, oddity, 'assign')
    return unmatchedPaymentView(oddity, context)
  },
})

async function count(
  transaction: Transaction,
  oddity: UnmatchedPaymentDocument,
  { enrolment, region, isFree }: { enrolment: string; region: string; isFree: boolean },
  moment: Stamp,
): Promise<void> {
  const document = await requireEnrolment(transaction, enrolment)
  if (document.region !== region)
    throw new Refusal({
      code: 'NOT_HERE',
      path: 'enrolment',
      message: '这个人不在您这个县的台账里，没有认领。请先核对是哪里的人。',
    })
  await requireUnreserved(transaction, enrolment)
  const { amount, day, transaction: payment, merchant, merchantNo, _id } = oddity
  const id = orderOfUnmatchedPayment(_id)
  const person = requireAmountDueOn(document, { operation: id, amount, way: WAY_NAME, evidence: payment }, day, moment)
  const order = await openOrder(
    transaction,
    {
      id,
      payer: UNKNOWN_PAYER,
      way: 'wechat',
      channel: null,
      asked: '',
      merchant: isFree ? merchant : null,
      payUntil: day,
      expiresAt: moment.now,
      people: [person],
    },
    moment,
  )
  const named: OrderDocument = isFree ? { ...order, merchantNo } : order
  await writeEntries(transaction, [unmatchedPaymentEntry(oddity, 'voidHeldBack', moment.today)])
  const counted = await applyPayment(
    transaction,
    named,
    { amount, transaction: payment, day, wayName: WAY_NAME, lies: { at: 'transit', way: 'wechat' } },
    moment,
  )
  if (!isSettled(counted.outcome)) throw new Error('what could be paid for does not count')
  await issueReceipts(transaction, { ...counted.order, way: 'wechat', day }, moment.now)
}
