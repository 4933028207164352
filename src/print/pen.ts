import qrcode from 'qrcode-generator'

/** What of a canvas is drawn with; WeChat's and the browser's both have it. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'fillRect'
  | 'fillText'
  | 'measureText'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
>

const FONT = '"PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'
const INK = '#1a1a1a'

interface Style {
  size?: number
  align?: 'center' | 'right'
  bold?: true
  colour?: string
}
export type Page = ReturnType<typeof penOn>

/**
 * A page of this size to write on, all in millimetres; `y` is the foot of a line of text, `scale` the pixels of a
 * millimetre.
 */
export function penOn(pen: Pen, { width, height }: PaperSize, scale: number, edge: number) {
  const end = width - edge
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
    /** Millimetres that a text takes. */
    widthOf(text: string, size: number): number {
      pen.font = face(size)
      return pen.measureText(text).width / scale
    },
    clear() {
      pen.fillStyle = '#ffffff'
      pen.fillRect(0, 0, Math.ceil(width * scale), Math.ceil(height * scale))
    },
    line(y: number) {
      pen.strokeStyle = INK
      pen.lineWidth = Math.max(1, 0.2 * scale)
      pen.beginPath()
      pen.moveTo(edge * scale, y * scale)
      pen.lineTo(end * scale, y * scale)
      pen.stroke()
    },
    /** Broken into lines between any two letters; where the next paragraph begins. */
    paragraph(text: string, from: number, size: number, right: number = end): number {
      let [line, y] = ['', from]
      for (const letter of text) {
        pen.font = face(size)
        if (pen.measureText(line + letter).width > (right - edge) * scale) {
          write(line, edge, y, { size })
          line = ''
          y += size * 1.4
        }
        line += letter
      }
      write(line, edge, y, { size })
      return y + size * 1.6
    },
  }
}

/** Where the code stands, in pixels. */
interface Square {
  left: number
  top: number
  side: number
}

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

/** Millimetres. */
export interface PaperSize {
  readonly width: number
  readonly height: number
}

export const A5 = { width: 148, height: 210 } as const
export const A4_ACROSS = { width: 297, height: 210 } as const
