import qrcode from 'qrcode-generator'
import type { Pen } from './pen'

/** Where the code stands, in pixels. */
interface Square { left: number; top: number; side: number }

/**
 * Draws a text as a QR code, each square of it of whole pixels, so that no grey seam misleads a camera. What stands
 * beside has to leave four squares of white. Level M: a seventh of it may be worn off.
 */
export function drawCode(pen: Pen, text: string, { left, top, side }: Square): void {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const squares = code.getModuleCount()
  const size = Math.floor(side / squares)
  const [x, y] = [Math.round(left + side - size * squares), Math.round(top)]
  pen.fillStyle = '#000000'
  for (let row = 0; row < squares; row++) {
    for (let column = 0; column < squares; column++) {
      if (code.isDark(row, column)) pen.fillRect(x + column * size, y + row * size, size, size)
    }
  }
}
