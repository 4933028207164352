import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { join } from 'node:path'
import { pictureAsPdf, sizeOfJpeg } from '../../src/receipt/picture-pdf'
import type { Receipt } from '../../src/receipt/draw-receipt'
import { openBrowser } from '../browser/open-browser'

const WIDTH = 1748
const person = (n: number): Receipt['people'][number] => ({ name: `${'甲乙丙丁戊己庚辛壬癸子丑'[n]}***`, tail: `00${10 + n}`, fee: 32_000 })
const RECEIPT: Receipt = {
  receipt: 'kelan-2022-1-1-00017', check: '7H9Z-RSYA-K0N1-QW3X', day: '2021-12-20', amount: 128_000, capital: '壹仟贰佰捌拾元整', place: '岢岚县甲子镇东一村', year: 2022,
  household: '户主甲***', people: [0, 1, 2, 3].map(person), state: 'issued', because: null,
  notes: [
    { text: '这张收据只说明这笔钱已经收到，以后上交税务部门。报销、办事要缴费证明的，不能用它，也不能用手机截图。', cite: null, quote: null },
    { text: '能当缴费证明的有两种：盖税收业务专用章的《社会保险费缴费证明》，盖银行收讫专用章的收款凭证。手机截图不在其中。', cite: '六', quote: '略' },
    { text: '照这样算，缴费证明大约从 2021-12-27 起可以去开；也可能要到 2021-12-28。', cite: '六', quote: '略' },
  ],
}

let browser: Browser
let page: Page

beforeAll(async () => {
  const { outputFiles: [script] } = await build({ entryPoints: [join(__dirname, '../../src/receipt/draw-receipt.ts')], bundle: true, write: false, format: 'iife', globalName: 'paper' })
  browser = await openBrowser()
  page = await browser.newPage()
  await page.addScriptTag({ content: script!.text })
}, 60_000)
afterAll(async () => { await browser.close() })

/** The picture as the browser draws it, and how much of each tenth of its height is ink. */
function drawn(receipt: Receipt): Promise<{ jpeg: string; ink: number[] }> {
  return page.evaluate(([receipt, width]) => {
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = Math.round((width * 210) / 148)
    const pen = canvas.getContext('2d')!
    const { drawReceipt } = (window as unknown as { paper: { drawReceipt(pen: CanvasRenderingContext2D, receipt: unknown, width: number): void } }).paper
    drawReceipt(pen, receipt, width)
    const tenth = Math.floor(canvas.height / 10)
    const ink = Array.from({ length: 10 }, (_, i) => {
      const { data } = pen.getImageData(0, i * tenth, canvas.width, tenth)
      let dark = 0
      for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) dark++
      return dark / (canvas.width * tenth)
    })
    return { jpeg: canvas.toDataURL('image/jpeg', 0.9), ink }
  }, [receipt, WIDTH] as const)
}
const bytesOf = (dataUrl: string): Buffer => Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')

test('a receipt is drawn on a sheet of A5 and printed from a PDF that holds the very picture', async () => {
  const { jpeg, ink } = await drawn(RECEIPT)
  for (const tenth of ink.slice(0, 6)) expect(tenth).toBeGreaterThan(0.002)
  const picture = bytesOf(jpeg)
  expect(sizeOfJpeg(picture)).toEqual({ width: WIDTH, height: 2480 })
  const pdf = Buffer.from(pictureAsPdf(picture))
  expect(pdf.includes(picture)).toBe(true)
  expect(pdf.length - picture.length).toBeLessThan(1_500)
})

test('every entry of the table in the PDF is where an object begins', async () => {
  const pdf = Buffer.from(pictureAsPdf(bytesOf((await drawn(RECEIPT)).jpeg))).toString('latin1')
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)![1])
  const entries = [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at))
  expect(entries).toHaveLength(5)
  entries.forEach((at, i) => expect(pdf.slice(at)).toMatch(new RegExp(`^${i + 1} 0 obj\n`)))
  expect(pdf).toContain('/MediaBox [0 0 419.53 595.28]')
  const length = Number(/DCTDecode \/Length (\d+)/.exec(pdf)![1])
  expect(pdf.slice(pdf.indexOf('stream\n', entries[3]) + 7 + length)).toMatch(/^\nendstream\nendobj\n5 0 obj\n/)
})

test('a void receipt says so across the sheet', async () => {
  const { jpeg } = await drawn({ ...RECEIPT, state: 'void', because: '假币' })
  expect(jpeg).not.toBe((await drawn(RECEIPT)).jpeg)
})

test('a household of twelve fits; what does not fit is refused, not cut off', async () => {
  await drawn({ ...RECEIPT, people: Array.from({ length: 12 }, (_, n) => person(n)) })
  await expect(drawn({ ...RECEIPT, people: Array.from({ length: 40 }, () => person(0)) })).rejects.toThrow('does not fit')
})

test.each([[new Uint8Array()], [Uint8Array.from([0x89, 0x50, 0x4e, 0x47])], [Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 0, 0, 0, 0, 0, 0])]])('what is no JPEG is refused', (bytes) => {
  expect(() => pictureAsPdf(bytes)).toThrow(RangeError)
})
