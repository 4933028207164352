import type { OrderDocument } from './documents'
import { inWords } from '../enrollment/message-words'

/** Why somebody cannot be paid for now: another order waits for its money. For staff: what to do. */
export function heldWords(order: OrderDocument | null): string {
  if (order === null) return '正在别的订单里等待付款，先不要收。'
  if (order.state === 'inQuestion') return '有人为这个人付过款，县里正在核对，先不要收。'
  if (order.way === 'official') return `家人已经选了在官方渠道缴，最晚${inWords(order.payUntil)}。先不要收；要改成现在交现金，请让家人在手机上取消那份订单。`
  return '家人正在手机上付款，先不要收。请让他们付完；不付了的，在手机上取消那份订单。'
}
