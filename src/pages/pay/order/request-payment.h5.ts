import type { CashierLeft, Payment } from './request-payment'

const ENDS: readonly unknown[] = ['paid', 'cancelled', 'failed'] satisfies CashierLeft[]

/**
 * In a browser there is no WeChat: its cashier is a page of the cloud on this machine, laid over ours as WeChat lays
 * its own.
 */
export function requestPayment({ package: prepay = '' }: Payment): Promise<CashierLeft> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.id = 'cashier'
    frame.title = '微信支付'
    frame.src = `/cashier?${prepay}`
    frame.setAttribute('style', 'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:10000;background:#fff')
    const leave = (how: CashierLeft): void => {
      window.removeEventListener('message', hear)
      window.removeEventListener('popstate', giveUp)
      frame.remove()
      resolve(how)
    }
    const hear = ({ source, data }: MessageEvent<unknown>): void => {
      if (source === frame.contentWindow && ENDS.includes(data)) leave(data as CashierLeft)
    }
    const giveUp = (): void => leave('cancelled')
    window.addEventListener('message', hear)
    window.addEventListener('popstate', giveUp)
    document.body.append(frame)
  })
}
