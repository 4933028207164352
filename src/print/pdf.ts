import type { PaperSize } from './pen'

/**
 * A PDF of one page that is one picture. The phone draws a paper with its own Chinese letters and this puts the picture
 * on a page, so no font has to be carried along: it prints as it was seen.
 */

/** A PDF's points, 1/72 inch. */
const POINTS_A_MM = 72 / 25.4

/** Heights and widths stand in the JPEG's frame header; these of its markers begin one. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3])
const START = 0xd8
const SCAN = 0xda

/** Pixels of a JPEG. @throws RangeError when it is none */
export function sizeOfJpeg(jpeg: Uint8Array): { width: number; height: number } {
  if (jpeg[0] !== 0xff || jpeg[1] !== START) throw new RangeError('this is not a JPEG')
  for (let at = 2; at + 8 < jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== SCAN;) {
    if (FRAMES.has(jpeg[at + 1]!)) return { height: twoBytes(jpeg, at + 5), width: twoBytes(jpeg, at + 7) }
    at += 2 + twoBytes(jpeg, at + 2)
  }
  throw new RangeError('this JPEG does not say how large it is')
}

const twoBytes = (bytes: Uint8Array, at: number): number => bytes[at]! * 256 + bytes[at + 1]!

/** A JPEG in colours as a page of this size, as large as fits, in its middle. @throws RangeError when it is no JPEG */
export function pictureAsPdf(jpeg: Uint8Array, size: PaperSize): Uint8Array {
  const { width, height } = sizeOfJpeg(jpeg)
  const page = { width: size.width * POINTS_A_MM, height: size.height * POINTS_A_MM }
  const scale = Math.min(page.width / width, page.height / height)
  const [w, h] = [width * scale, height * scale]
  const place = `q ${w.toFixed(2)} 0 0 ${h.toFixed(2)} ${((page.width - w) / 2).toFixed(2)} ${((page.height - h) / 2).toFixed(2)} cm /Picture Do Q`
  return written([
    [latin('<< /Type /Catalog /Pages 2 0 R >>')],
    [latin('<< /Type /Pages /Kids [3 0 R] /Count 1 >>')],
    [
      latin(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width.toFixed(2)} ${page.height.toFixed(2)}] /Resources << /XObject << /Picture 4 0 R >> >> /Contents 5 0 R >>`,
      ),
    ],
    stream(
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
      jpeg,
    ),
    stream('', latin(place)),
  ])
}

type Parts = readonly Uint8Array[]

const stream = (dictionary: string, bytes: Uint8Array): Parts => [
  latin(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`),
  bytes,
  latin('\nendstream'),
]

/** Objects in the order of their numbers, and the table of where each begins. */
function written(objects: readonly Parts[]): Uint8Array {
  const parts: Uint8Array[] = [latin('%PDF-1.4\n')]
  const begins: number[] = []
  const soFar = () => parts.reduce((sum, { length }) => sum + length, 0)
  objects.forEach((object, i) => {
    begins.push(soFar())
    parts.push(latin(`${i + 1} 0 obj\n`), ...object, latin('\nendobj\n'))
  })
  const table = begins.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    latin(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${soFar()}\n%%EOF\n`,
    ),
  )
  const all = new Uint8Array(soFar())
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** One byte a letter; the mini-program has no TextEncoder. */
const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
