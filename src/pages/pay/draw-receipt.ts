import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { Page, Pen } from '../../print/pen'
import { A5, drawCode, penOn } from '../../print/pen'
import { yuan } from '../../ui/money'

export type Receipt = Answers['receipt']

const EDGE = 10
const RIGHT = A5.width - EDGE
const ROW = 6
/** The QR code in the upper right corner: 0.6 mm and more a square. */
const CODE = 26
const RED = '#b3261e'

/**
 * Draws a receipt on a sheet of A5: names are masked already, and what it does not prove is on it. Nothing is left out:
 * what does not fit ends it.
 * @param code what its QR code holds
 * @param width pixels of the sheet; its height is 210/148 of that. 1166 prints at 200 dots an inch
 * @throws RangeError when there are more people and notes than the sheet holds
 */
export function drawReceipt(pen: Pen, receipt: Receipt, code: string, width: number): void {
  const sheet = penOn(pen, A5, width / A5.width, EDGE)
  sheet.clear()
  drawCode(pen, code, {
    left: ((RIGHT - CODE) * width) / A5.width,
    top: (EDGE * width) / A5.width,
    side: (CODE * width) / A5.width,
  })
  sheet.write('居民医保缴费收据', EDGE, 18, { size: 7, bold: true })
  const y0 = sheet.paragraph(`${receipt.place}  ${receipt.year}年度`, 26, 3.8, RIGHT - CODE - EDGE / 2)
  sheet.write(`号码 ${receipt.receipt}`, EDGE, y0)
  sheet.write(`缴费日期 ${receipt.day}   ${receipt.household}`, EDGE, y0 + ROW)
  let y = people(sheet, receipt, Math.max(y0 + ROW + 4, EDGE + CODE + 2))
  y = total(sheet, receipt, y)
  for (const { text, cite } of receipt.notes)
    y = sheet.paragraph(`· ${text}${cite === null ? '' : `（通知${cite}）`}`, y, 2.9)
  y = sheet.paragraph(
    `校验码 ${receipt.check}。任何人都可以扫右上角的码，或者在参保通“核验收据”里输入号码和校验码，查它是真是假；查的人看不到任何人的信息。`,
    y + 2,
    3.2,
  )
  if (receipt.state === 'void')
    sheet.write('已作废', A5.width / 2, 70, { size: 26, align: 'center', bold: true, colour: RED })
  if (y > A5.height - EDGE / 2) throw new RangeError('the receipt does not fit on its sheet')
}

function people(sheet: Page, receipt: Receipt, from: number): number {
  let y = from
  sheet.line(y)
  for (const { name, tail, fee } of [{ name: '参保人', tail: '证件尾号', fee: null }, ...receipt.people]) {
    sheet.write(name, EDGE + 2, y + ROW - 1.8)
    sheet.write(tail ?? '还没有', A5.width / 2, y + ROW - 1.8, { align: 'center' })
    sheet.write(fee === null ? '个人缴费' : `${yuan(fee)}元`, RIGHT - 2, y + ROW - 1.8, { align: 'right' })
    y += ROW
    sheet.line(y)
  }
  return y
}

function total(sheet: Page, { amount, capital, people: { length } }: Receipt, y: number): number {
  sheet.write(`合计 ${length} 人  ${yuan(amount)}元`, EDGE + 2, y + 6, { size: 4.4, bold: true })
  sheet.write(`大写 ${capital}`, EDGE + 2, y + 12.5, { size: 4.4, bold: true })
  sheet.line(y + 16)
  return y + 21
}

/** Where whoever scans a receipt is led; '' = this deployment has said no address of its own. */
declare const VERIFY_ADDRESS: string

export const VERIFY_PAGE = '/pages/pay/verify/index'

/** Read by the page's own 扫一扫; a phone's camera finds no page behind it. */
const NOWHERE = 'canbao:verify'

/** Number and check, and nothing of anybody: all that verifying needs. */
export type ReceiptCode = Pick<Receipt, 'receipt' | 'check'>

/**
 * What the QR code on a receipt holds. With an address any camera opens the public page; in a browser it is the one
 * that the page was served from.
 */
export function codeText({ receipt, check }: ReceiptCode): string {
  return `${addressOfPage()}?receipt=${receipt}&check=${check}`
}

function addressOfPage(): string {
  if (VERIFY_ADDRESS !== '') return VERIFY_ADDRESS
  return process.env.TARO_ENV === 'h5' ? `${location.href.split('#', 1)[0] ?? ''}#${VERIFY_PAGE}` : NOWHERE
}

/**
 * Number and check out of what was scanned, or out of the address that WeChat opened the page by; null = no receipt of
 * ours.
 */
export function readCodeText(text: string): ReceiptCode | null {
  const [, receipt, check] = /[?&]receipt=([\w~-]{1,96})&check=([\w-]{1,40})$/.exec(text.trim()) ?? []
  return receipt === undefined || check === undefined ? null : { receipt, check }
}
