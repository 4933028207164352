import { yuan } from '../../rules'
import type { Fen } from '../../rules'
import type { OrderDocument, OrderEvent, RefundDocument } from './documents'
import { ORDER_EVENTS } from './order-states'
import type { OrderState } from './order-states'

/** What a sentence on an order may say. */
export interface SaidOfOrder {
  order: OrderDocument
  /** Until when it can be paid, in words. */
  until: string
  /** Where to pay, in words. */
  channel: string
  /** Of an order on an official channel: people whose money the tax office has already, and fen that are not paid. */
  arrived: number
  rest: Fen
}

const total = ({ order }: SaidOfOrder): string => yuan(order.total)
const because = ({ order }: SaidOfOrder): string => order.events.flatMap((event) => event.because ?? []).at(-1) ?? ''

/** One sentence for each state: where the money is, and what to do or to wait for. */
const SENTENCES: Readonly<Record<OrderState, (said: SaidOfOrder) => string>> = {
  placed: (said) => `还没有付款。请在${said.until}前付${total(said)}，过时订单会自动关闭。`,
  handedOver: (said) => `${said.arrived === 0 ? '' : `其中${said.arrived}人的钱税务已到账，其余的`}请到${said.channel}缴${yuan(said.rest)}，最晚${said.until}。钱不经过这里；缴完等税务部门的消息，一般要几个工作日，到了这里会自己变，不用再缴。`,
  prepaid: (said) => `正在等微信的付款结果。已经付了的，请稍等或点“刷新”，不要再付；还没付的，请在${said.until}前付${total(said)}。`,
  paid: (said) => `已付${total(said)}，等待税务到账。一般要几个工作日，现在不用再做什么；这个页面不是缴费凭证。`,
  arrived: (said) => `税务已到账，${total(said)}缴费完成。`,
  inQuestion: () => '钱已经收到，但和这份订单对不上（金额不同，或者有人已经缴过），正在由经办机构核对：要么计入，要么退回。请不要再付。',
  returning: (said) => `已同意退款，${total(said)}正在原路退回，请留意到账通知。`,
  returned: (said) => `${total(said)}已经退回。要再缴费，请重新下单。`,
  closed: (said) => (because(said) === '' ? '订单已关闭，没有收到钱。还要缴费的，请重新下单。' : `这笔付款已作废：${because(said)}。还要缴费的，请重新下单。`),
}

export function sentenceOfOrder(said: SaidOfOrder): string {
  const twice = said.order.events.filter(({ kind }) => kind === 'payTwice').reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  return `${SENTENCES[said.order.state](said)}${twice === 0 ? '' : `另外多付的${yuan(twice)}没有丢，由经办机构核对后退回。`}`
}

export function wordsOfOrderEvent({ kind, amount, because: why }: OrderEvent): string {
  return `${ORDER_EVENTS[kind].name}${amount === undefined ? '' : yuan(amount)}${why === undefined ? '' : `：${why}`}`
}

export const REFUND_WORDS: Readonly<Record<RefundDocument['state'], string>> = {
  asked: '已申请，等经办机构审核', agreedOnce: '一人已同意，等第二人审核', agreed: '已同意，等待退款', refused: '没有同意', sent: '正在退回', done: '已退回',
}

export function wordsOfRefund({ state, refusedBecause }: Pick<RefundDocument, 'state' | 'refusedBecause'>): string {
  return `${REFUND_WORDS[state]}${refusedBecause === null ? '' : `：${refusedBecause}`}`
}
