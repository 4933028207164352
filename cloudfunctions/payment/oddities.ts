import { yuan } from '../../rules'
import { writeAudit } from '../shared/audit'
import type { CallContext } from '../shared/call-context'
import { appointmentOf, requireAllowed } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import type { Answers, Requests } from './contract'
import type { OddityDocument, OddityEvent } from './documents'
import { entryOf, type Entry, type PostingKind } from './ledger'
import { nextOddityState, ODDITY_EVENTS, ODDITY_STATES, type OddityEventKind } from './oddity-states'
import type { Moment } from './order-moves'
import { oddityBefore, readOddity } from './records/oddities'
import { merchantOf } from './records/payment-configs'

const LISTED = 100

export type OddityView = Answers['oddities']['oddities'][number]

/** An account of its own for what no place can be named for. */
const NOWHERE = 'unknown-0'

/** Money that came by WeChat for no order: held back, and what ends that. */
export function oddityEntry(oddity: OddityDocument, what: Extract<PostingKind, 'holdBack' | 'voidHeldBack' | 'refund'>, day: string): Entry {
  const suffix = { holdBack: 'back', voidHeldBack: 'counts', refund: 'refund' }[what]
  return entryOf(`${oddity._id}~${suffix}`, day, what, { season: NOWHERE, way: 'wechat', order: oddity._id, amount: oddity.amount })
}

/** The oddity after an event. @throws Refusal ODDITY_STATE when its state does not allow it */
export function movedOddity(oddity: OddityDocument, kind: OddityEventKind, { by, now: at, today: day }: Moment, brings: Pick<OddityEvent, 'because' | 'evidence' | 'order'> = {}): OddityDocument {
  const state = nextOddityState(oddity.state, kind)
  if (state !== null) return { ...oddity, state, events: [...oddity.events, { kind, by, at, day, ...brings }] }
  throw new Refusal({
    code: 'ODDITY_STATE', path: 'oddity', found: oddity.state,
    message: `不能“${ODDITY_EVENTS[kind].name}”：这笔钱现在是“${ODDITY_STATES[oddity.state]}”，什么也没有改动。请下拉刷新看看现在的情况。`,
  })
}

/** Who did what is wanted by the last event of this kind; null = nobody. */
export const lastBy = ({ events }: OddityDocument, kind: OddityEventKind): string | null => events.filter((event) => event.kind === kind).at(-1)?.by ?? null

/** Money that came to the merchant of the caller's county and is for no order of ours, newest first. @throws Refusal NOT_ALLOWED */
export async function listOddities({ state, before }: Requests['oddities'], context: CallContext): Promise<Answers['oddities']> {
  const region = (await appointmentOf(context))?.region
  await requireAllowed(context, 'oddities', { id: 'oddities', ...(region === undefined ? {} : { region }) })
  const merchant = await merchantOf(context.db, [region!])
  const found = merchant === null ? [] : await oddityBefore(context.db, merchant, state, before, LISTED + 1)
  return { oddities: found.slice(0, LISTED).map((oddity) => oddityView(oddity, context)), more: found.length > LISTED }
}

/** The oddity, if it came to the caller's county. @throws Refusal NOT_ALLOWED */
export async function requireOwnOddity(context: CallContext, id: string): Promise<OddityDocument> {
  const oddity = await readOddity(context.db, id)
  const region = (await appointmentOf(context))?.region
  const own = oddity !== null && region !== undefined && await merchantOf(context.db, [region]) === oddity.merchant
  await requireAllowed(context, 'settleOddity', { id, ...(own ? { region } : {}) })
  return oddity!
}

export async function auditOddity(context: CallContext, { _id }: OddityDocument, why: string): Promise<void> {
  const { db, caller: { openid }, now: at, today: day } = context
  const region = (await appointmentOf(context))?.region ?? null
  await writeAudit(db, { _id: `${_id}~${why}~${at}`, at, day, openid, action: 'settleOddity', target: _id, region, outcome: 'done', why })
}

export function oddityView(oddity: OddityDocument, { caller: { openid } }: CallContext): OddityView {
  const { _id, state, amount, day, transaction, merchantNo, events } = oddity
  const proposed = events.filter(({ kind }) => kind === 'proposeReturn').at(-1)
  return {
    oddity: _id, state, stateName: ODDITY_STATES[state], amount, day, transaction, merchantNo,
    sentence: sentenceOf(oddity),
    because: state === 'open' ? null : proposed?.because ?? null,
    mayAgree: state === 'proposed' && proposed?.by !== openid,
  }
}

function sentenceOf({ state, amount }: OddityDocument): string {
  const sum = yuan(amount)
  switch (state) {
    case 'open': return `微信收到${sum}，不是这里任何一份订单的。查清是谁缴的就认到本人名下；查不清的退回付款人。`
    case 'proposed': return `已经提出把${sum}退回付款人，还要县里另一位经办人同意。`
    case 'agreed': return `已同意退回${sum}。请点“退款”原路退回；微信退不了的，线下退还并填凭证号。`
    case 'sent': return `微信正在退回${sum}，一般几分钟到账，到了这里会自己变。`
    case 'returned': return `${sum}已经退回付款人。`
    case 'assigned': return `${sum}已经算作本人的缴费。`
  }
}
