import type { Order } from './wechat/wechat-file'

/**
 * WeChat's cashier, for a browser that has no WeChat: a page that is laid over the app's in a frame, and tells it how
 * it was left (`paid`, `cancelled`, `failed`), as `wx.requestPayment` ends. Only the payer of the order gets to pay.
 */
export function cashierPage(order: Order | undefined, openid: string): string {
  if (order === undefined || order.payer !== openid)
    return page('<p role="alert">没有这笔付款，或者不是您的。</p>', leaveButton('failed', '返回'))
  if (order.state !== 'NOTPAY' && order.state !== 'PAYERROR')
    return page(`<p role="alert">${STATES[order.state]}，不能再付。</p>`, leaveButton('failed', '返回'))
  return page(
    `<p>${escaped(order.body)}</p><p class="amount">¥${(order.totalFee / 100).toFixed(2)}</p><p class="quiet">收款方 商户 ${escaped(order.subMchId)}</p><p class="quiet">付款方式 零钱（演示，不动真钱）</p>`,
    `<button id="cashier-pay" data-prepay="${escaped(order.prepayId)}">立即支付</button>${leaveButton('cancelled', '取消')}<p id="cashier-trouble" role="alert"></p>`,
  )
}

const STATES: Readonly<Record<Exclude<Order['state'], 'NOTPAY' | 'PAYERROR'>, string>> = {
  SUCCESS: '这笔付款已经付过了',
  REFUND: '这笔付款已经付过了',
  CLOSED: '这笔付款已经关闭',
}

const leaveButton = (how: 'cancelled' | 'failed', words: string): string =>
  `<button id="cashier-leave" data-leave="${how}">${words}</button>`

/** Paying is one tap: a second while the first is on its way does nothing. */
const SCRIPT = `
const leave = (how) => parent.postMessage(how, location.origin)
document.querySelector('[data-leave]').onclick = ({ target }) => leave(target.dataset.leave)
const pay = document.querySelector('[data-prepay]')
if (pay) pay.onclick = async () => {
  pay.disabled = true
  try {
    const reply = await fetch('/pay/pay', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prepayId: pay.dataset.prepay }) })
    const { message } = await reply.json()
    if (reply.ok) return leave('paid')
    document.getElementById('cashier-trouble').textContent = '没有付成：' + message
  } catch { document.getElementById('cashier-trouble').textContent = '没有连上，请再试一次。' }
  pay.disabled = false
}`

function page(what: string, buttons: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>微信支付</title>
<style>body{font:20px/1.6 system-ui,sans-serif;margin:0;padding:3em 1.2em;text-align:center;background:#fff;color:#191919}p{margin:.4em 0}
.amount{font-size:48px;font-weight:700;line-height:1.3}.quiet{color:#5c5c5c}button{display:block;width:100%;min-height:56px;margin:1em 0;font:inherit;font-weight:600;
border:0;border-radius:8px;background:#06753b;color:#fff}button[data-leave]{background:#f0f0f0;color:#191919}button:disabled{opacity:.5}</style>
<h1 style="font-size:22px">微信支付</h1>${what}${buttons}<script>${SCRIPT}</script></html>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
