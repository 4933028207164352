import type { Receipt } from './draw-receipt'

/** Where whoever scans a receipt is led; '' = this deployment has said no address of its own. */
declare const VERIFY_ADDRESS: string

export const VERIFY_PAGE = '/pages/pay/verify/index'

/** Read by the page's own 扫一扫; a phone's camera finds no page behind it. */
const NOWHERE = 'canbao:verify'

/** Number and check, and nothing of anybody: all that verifying needs. */
export type ReceiptCode = Pick<Receipt, 'receipt' | 'check'>

/**
 * What the QR code on a receipt holds. With an address any camera opens the public page; in a browser it is the one that
 * the page was served from.
 */
export function codeText({ receipt, check }: ReceiptCode): string {
  return `${addressOfPage()}?receipt=${receipt}&check=${check}`
}

function addressOfPage(): string {
  if (VERIFY_ADDRESS !== '') return VERIFY_ADDRESS
  return process.env.TARO_ENV === 'h5' ? `${location.href.split('#', 1)[0] ?? ''}#${VERIFY_PAGE}` : NOWHERE
}

/** Number and check out of what was scanned, or out of the address that WeChat opened the page by; null = no receipt of ours. */
export function readCodeText(text: string): ReceiptCode | null {
  const [, receipt, check] = /[?&]receipt=([\w~-]{1,96})&check=([\w-]{1,40})$/.exec(text.trim()) ?? []
  return receipt === undefined || check === undefined ? null : { receipt, check }
}
