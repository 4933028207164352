import type { Answers } from '../../cloudfunctions/payment/contract'
import { yuan } from '../result/money-words'
import { drawCode } from './draw-code'

export type Receipt = Answers['receipt']

/** What of a canvas is drawn with; WeChat's and the browser's both have it. */
export type Pen = Pick<CanvasRenderingContext2D, 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'font' | 'textAlign' | 'fillRect' | 'fillText' | 'measureText' | 'beginPath' | 'moveTo' | 'lineTo' | 'stroke'>

/** Millimetres of an A5 sheet. */
export const PAPER = { width: 148, height: 210 } as const
const EDGE = 10
const RIGHT = PAPER.width - EDGE
const ROW = 6
/** The QR code in the upper right corner: 0.6 mm and more a square. */
const CODE = 26
const FONT = '"PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'
const INK = '#1a1a1a'
const RED = '#b3261e'

/**
 * Draws a receipt on a sheet of A5: names are masked already, and what it does not prove is on it. Nothing is left out:
 * what does not fit ends it.
 * @param code what its QR code holds
 * @param width pixels of the sheet; its height is 210/148 of that. 1166 prints at 200 dots an inch
 * @throws RangeError when there are more people and notes than the sheet holds
 */
export function drawReceipt(pen: Pen, receipt: Receipt, code: string, width: number): void {
  const sheet = sheetOn(pen, width / PAPER.width)
  sheet.clear()
  drawCode(pen, code, { left: (RIGHT - CODE) * width / PAPER.width, top: EDGE * width / PAPER.width, side: CODE * width / PAPER.width })
  sheet.write('居民医保缴费收据', EDGE, 18, { size: 7, bold: true })
  const y0 = sheet.paragraph(`${receipt.place}  ${receipt.year}年度`, 26, 3.8, RIGHT - CODE - EDGE / 2)
  sheet.write(`号码 ${receipt.receipt}`, EDGE, y0)
  sheet.write(`缴费日期 ${receipt.day}   ${receipt.household}`, EDGE, y0 + ROW)
  let y = people(sheet, receipt, Math.max(y0 + ROW + 4, EDGE + CODE + 2))
  y = total(sheet, receipt, y)
  for (const { text, cite } of receipt.notes) y = sheet.paragraph(`· ${text}${cite === null ? '' : `（通知${cite}）`}`, y, 2.9)
  y = sheet.paragraph(`校验码 ${receipt.check}。任何人都可以扫右上角的码，或者在参保通“核验收据”里输入号码和校验码，查它是真是假；查的人看不到任何人的信息。`, y + 2, 3.2)
  if (receipt.state === 'void') sheet.write('已作废', PAPER.width / 2, 70, { size: 26, align: 'center', bold: true, colour: RED })
  if (y > PAPER.height - EDGE / 2) throw new RangeError('the receipt does not fit on its sheet')
}

function people(sheet: Sheet, receipt: Receipt, from: number): number {
  let y = from
  sheet.line(y)
  for (const { name, tail, fee } of [{ name: '参保人', tail: '证件尾号', fee: null }, ...receipt.people]) {
    sheet.write(name, EDGE + 2, y + ROW - 1.8)
    sheet.write(tail ?? '还没有', PAPER.width / 2, y + ROW - 1.8, { align: 'center' })
    sheet.write(fee === null ? '个人缴费' : `${yuan(fee)}元`, RIGHT - 2, y + ROW - 1.8, { align: 'right' })
    y += ROW
    sheet.line(y)
  }
  return y
}

function total(sheet: Sheet, { amount, capital, people: { length } }: Receipt, y: number): number {
  sheet.write(`合计 ${length} 人  ${yuan(amount)}元`, EDGE + 2, y + 6, { size: 4.4, bold: true })
  sheet.write(`大写 ${capital}`, EDGE + 2, y + 12.5, { size: 4.4, bold: true })
  sheet.line(y + 16)
  return y + 21
}

interface Style { size?: number; align?: 'center' | 'right'; bold?: true; colour?: string }
type Sheet = ReturnType<typeof sheetOn>

/** All in millimetres; `y` is the foot of a line of text. */
function sheetOn(pen: Pen, scale: number) {
  const SIZE = 3.6
  const face = (size: number, bold?: true) => `${bold ? 'bold ' : ''}${size * scale}px ${FONT}`
  const write = (text: string, x: number, y: number, { size = SIZE, align, bold, colour = INK }: Style = {}) => {
    pen.font = face(size, bold)
    pen.fillStyle = colour
    pen.textAlign = align ?? 'left'
    pen.fillText(text, x * scale, y * scale)
  }
  return {
    write,
    clear() {
      pen.fillStyle = '#ffffff'
      pen.fillRect(0, 0, PAPER.width * scale, PAPER.height * scale)
    },
    line(y: number) {
      pen.strokeStyle = INK
      pen.lineWidth = Math.max(1, 0.2 * scale)
      pen.beginPath()
      pen.moveTo(EDGE * scale, y * scale)
      pen.lineTo(RIGHT * scale, y * scale)
      pen.stroke()
    },
    /** Broken into lines between any two letters; where the next paragraph begins. */
    paragraph(text: string, from: number, size: number, right: number = RIGHT): number {
      let [line, y] = ['', from]
      for (const letter of text) {
        pen.font = face(size)
        if (pen.measureText(line + letter).width > (right - EDGE) * scale) {
          write(line, EDGE, y, { size })
          line = ''
          y += size * 1.4
        }
        line += letter
      }
      write(line, EDGE, y, { size })
      return y + size * 1.6
    },
  }
}
