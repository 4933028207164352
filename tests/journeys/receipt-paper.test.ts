import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { policies } from '../../rules'
import { receiptNotes } from '../../cloudfunctions/domain/payments/receipt-view'
import { pictureAsPdf, sizeOfJpeg } from '../../src/print/pdf'
import type { Receipt } from '../../src/pages/pay/draw-receipt'
import type { TableOnPaper } from '../../src/print/table'
import { A5 } from '../../src/print/pen'
import { openBrowser } from '../browser/open-browser'

const WIDTH = 1166
const HEIGHT = 1654
const CODE = 'https://canbao.invalid/#/pages/pay/verify/index?receipt=kelan-2022-1-1-00017&check=7H9Z-RSYA-K0N1-QW3X'
const person = (n: number): Receipt['people'][number] => ({
  name: `${'甲乙丙丁戊己庚辛壬癸子丑'[n]}***`,
  tail: `00${10 + n}`,
  fee: 32_000,
})
const RECEIPT: Receipt = {
  receipt: 'kelan-2022-1-1-00017',
  check: '7H9Z-RSYA-K0N1-QW3X',
  day: '2021-12-20',
  amount: 128_000,
  capital: '壹仟贰佰捌拾元整',
  place: '岢岚县甲子镇东一村',
  year: 2022,
  taken: '东一村经办人员收的现金',
  household: '户主甲***',
  people: [0, 1, 2, 3].map(person),
  state: 'issued',
  because: null,
  notes: receiptNotes({ region: 'kelan', year: 2022, day: '2021-12-20' }),
}

let browser: Browser
let page: Page

beforeAll(async () => {
  const contents =
    "export { drawReceipt } from '../../src/pages/pay/draw-receipt'; export { drawSheet, pagesOf } from '../../src/print/table'; export { default as readCode } from 'jsqr'"
  const {
    outputFiles: [script],
  } = await build({
    stdin: { contents, resolveDir: __dirname },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'paper',
  })
  browser = await openBrowser()
  page = await browser.newPage()
  await page.addScriptTag({ content: script!.text })
})
afterAll(async () => {
  await browser.close()
})

interface PaperInBrowser {
  drawSheet(pen: CanvasRenderingContext2D, table: TableOnPaper, page: number, pixels: number): void
  pagesOf(table: TableOnPaper): number
  drawReceipt(pen: CanvasRenderingContext2D, receipt: Receipt, code: string, width: number): void
  readCode(pixels: Uint8ClampedArray, width: number, height: number): { data: string } | null
}
declare global {
  interface Window {
    paper: PaperInBrowser
  }
}

/** The picture as the browser draws it, and how much of each tenth of its height is ink. */
function drawn(receipt: Receipt): Promise<{ jpeg: string; ink: number[] }> {
  return page.evaluate(
    ([receipt, code, width, height]) => {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width, height })
      const pen = canvas.getContext('2d')!
      window.paper.drawReceipt(pen, receipt, code, width)
      const tenth = Math.floor(height / 10)
      const ink = Array.from({ length: 10 }, (_, i) => {
        const { data } = pen.getImageData(0, i * tenth, width, tenth)
        let dark = 0
        for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) dark++
        return dark / (width * tenth)
      })
      return { jpeg: canvas.toDataURL('image/jpeg', 0.9), ink }
    },
    [receipt, CODE, WIDTH, HEIGHT] as const,
  )
}

/** What a camera reads on the saved picture, seen from so far away. */
function codeOn(jpeg: string, size: number): Promise<string | null> {
  return page.evaluate(
    async ([jpeg, size]) => {
      const picture = new Image()
      picture.src = jpeg
      await picture.decode()
      const [width, height] = [Math.round(picture.width * size), Math.round(picture.height * size)]
      const canvas = Object.assign(document.createElement('canvas'), { width, height })
      const pen = canvas.getContext('2d')!
      pen.drawImage(picture, 0, 0, width, height)
      return window.paper.readCode(pen.getImageData(0, 0, width, height).data, width, height)?.data ?? null
    },
    [jpeg, size] as const,
  )
}
const bytesOf = (dataUrl: string): Buffer => Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')

test('a receipt is drawn on a sheet of A5 and printed from a PDF that holds the very picture', async () => {
  const { jpeg, ink } = await drawn(RECEIPT)
  for (const tenth of ink.slice(0, 6)) expect(tenth).toBeGreaterThan(0.002)
  const picture = bytesOf(jpeg)
  expect(sizeOfJpeg(picture)).toEqual({ width: WIDTH, height: HEIGHT })
  const pdf = Buffer.from(pictureAsPdf(picture, A5))
  expect(pdf.includes(picture)).toBe(true)
  expect(pdf.length - picture.length).toBeLessThan(1_500)
})

test('every entry of the table in the PDF is where an object begins', async () => {
  const pdf = Buffer.from(pictureAsPdf(bytesOf((await drawn(RECEIPT)).jpeg), A5)).toString('latin1')
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)![1])
  const entries = [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at))
  expect(entries).toHaveLength(5)
  entries.forEach((at, i) => expect(pdf.slice(at)).toMatch(new RegExp(`^${i + 1} 0 obj\n`)))
  expect(pdf).toContain('/MediaBox [0 0 419.53 595.28]')
  const length = Number(/DCTDecode \/Length (\d+)/.exec(pdf)![1])
  expect(pdf.slice(pdf.indexOf('stream\n', entries[3]) + 7 + length)).toMatch(/^\nendstream\nendobj\n5 0 obj\n/)
})

test.each([1, 0.6])('a camera reads the code off the saved picture, from near and from further (%s)', async (size) => {
  expect(await codeOn((await drawn(RECEIPT)).jpeg, size)).toBe(CODE)
  expect(await codeOn((await drawn({ ...RECEIPT, state: 'void', because: '假币' })).jpeg, size)).toBe(CODE)
})

test('a void receipt says so across the sheet', async () => {
  const { jpeg } = await drawn({ ...RECEIPT, state: 'void', because: '假币' })
  expect(jpeg).not.toBe((await drawn(RECEIPT)).jpeg)
})

test.each(policies())('a household of twelve fits with all that $region has to say', async ({ region, year }) => {
  await drawn({
    ...RECEIPT,
    place: '瑞金市象湖镇甲子乙丑丙寅丁卯社区居民委员会',
    people: Array.from({ length: 12 }, (_, n) => person(n)),
    notes: receiptNotes({ region, year, day: '2022-03-10' }),
  })
})

test('what does not fit is refused, not cut off', async () => {
  await expect(drawn({ ...RECEIPT, people: Array.from({ length: 40 }, () => person(0)) })).rejects.toThrow(
    'does not fit',
  )
})

test.each([
  [new Uint8Array()],
  [Uint8Array.from([0x89, 0x50, 0x4e, 0x47])],
  [Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 0, 0, 0, 0, 0, 0])],
])('what is no JPEG is refused', (bytes) => {
  expect(() => pictureAsPdf(bytes, A5)).toThrow(RangeError)
})

/** What is written on each page of a table, and whether anything reaches over the right edge of A4. */
function writtenOn(table: TableOnPaper): Promise<{ pages: string[][]; over: number }> {
  return page.evaluate((table) => {
    const width = 1520
    const canvas = Object.assign(document.createElement('canvas'), { width, height: 1075 })
    const pen = canvas.getContext('2d')!
    const write = pen.fillText.bind(pen)
    let [texts, over]: [string[], number] = [[], 0]
    pen.fillText = (text, x, y) => {
      texts.push(text)
      const left =
        pen.textAlign === 'right'
          ? x - pen.measureText(text).width
          : pen.textAlign === 'center'
            ? x - pen.measureText(text).width / 2
            : x
      over = Math.max(over, left + pen.measureText(text).width - width, -left)
      write(text, x, y)
    }
    const pages = Array.from({ length: window.paper.pagesOf(table) }, (_, i) => {
      texts = []
      window.paper.drawSheet(pen, table, i, width)
      return texts
    })
    return { pages, over }
  }, table)
}

const COLUMNS = [
  '序号',
  '村组',
  '缴费户（户主）',
  '参保人',
  '号码末四位',
  '缴费日期',
  '方式',
  '金额（元）',
  '收据号',
  '缴费人签名',
]
const tableOf = (rows: number, long = ''): TableOnPaper => ({
  title: '2022年度城乡居民医保缴费登记',
  lines: ['岢岚县 甲子镇东一村', '日期：2021-12-10 至 2021-12-12'],
  columns: COLUMNS,
  foot: ['合计：9 户', '收款人：', '复核人：'],
  rows: Array.from({ length: rows }, (_, i) => [
    String(i + 1),
    '第十二村民小组',
    `甲子${i}`,
    `乙丑${i}${long}`,
    '001X',
    '2021-12-10',
    '现金',
    '320.00',
    'kelan-2022-1-1-00017',
    '',
  ]),
})

test.each([
  [1, 1],
  [20, 1],
  [21, 2],
  [45, 3],
])(
  'a register of %i rows is printed on %i sheets of A4: each row once, the head on each, where to sign on the last, nothing over the edge',
  async (rows, sheets) => {
    const { pages, over } = await writtenOn(tableOf(rows))
    expect(pages).toHaveLength(sheets)
    expect(pages.flat().filter((text) => text.startsWith('甲子') && text !== '甲子镇')).toHaveLength(rows)
    for (const one of pages) expect(one).toEqual(expect.arrayContaining(COLUMNS))
    expect(pages.map((one) => one.includes('收款人：'))).toEqual(pages.map((_, i) => i === sheets - 1))
    expect(over).toBe(0)
  },
)

test('a row that would need letters too small to read is not printed at all', async () => {
  await expect(writtenOn(tableOf(1, '长'.repeat(200)))).rejects.toThrow('the columns would need letters')
})
