import exceljs from 'exceljs'
import fc from 'fast-check'
import { columnsIn, requireColumns } from '../../../cloudfunctions/domain/reconciliation/places'
import { readFileRow } from '../../../cloudfunctions/domain/reconciliation/file-rows'
import { taxPlaceOf } from '../../../cloudfunctions/domain/reconciliation/places'
import { csvRows } from '../../../cloudfunctions/platform/files/csv'
import { eachXlsxRow } from '../../../cloudfunctions/platform/files/xlsx-stream'
import type { SheetRow } from '../../../cloudfunctions/platform/files/sheet'
import { xlsxRows } from '../../../cloudfunctions/platform/files/xlsx-read'

type Value = exceljs.CellValue

async function workbook(rows: readonly (readonly Value[])[], shared: boolean): Promise<Buffer> {
  const chunks: Buffer[] = []
  if (!shared) {
    const book = new exceljs.Workbook()
    book.addWorksheet('藏', { state: 'hidden' }).addRow(['看不见'])
    rows.reduce((sheet, row) => {
      sheet.addRow([...row])
      return sheet
    }, book.addWorksheet('明细'))
    return Buffer.from(await book.xlsx.writeBuffer())
  }
  const { PassThrough } = await import('node:stream')
  const stream = new PassThrough()
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: false })
  const sheet = book.addWorksheet('明细')
  rows.forEach((row) => {
    sheet.addRow([...row]).commit()
  })
  sheet.commit()
  await book.commit()
  return Buffer.concat(chunks)
}

async function long(file: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const row of eachXlsxRow(file)) rows.push(row)
  return rows
}

/** What both readers say of it; the short one keeps days as days and cells at the end that say nothing. */
const said = (rows: readonly SheetRow[]) =>
  rows
    .map(({ row, cells }) =>
      [row, ...cells.map((cell) => (cell === null || cell.text.trim() === '' ? '' : `${cell.kind} ${cell.text}`))]
        .join('|')
        .replace(/\|+$/, ''),
    )
    .filter((text) => text.includes('|'))

test('the reader of long workbooks reads what the reader of short ones does, whatever stands in the cells', async () => {
  const cell: fc.Arbitrary<Value> = fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
    fc.constantFrom('甲子1', '<&>"\'', ' 空 格 ', '&#x4e00;', '1,2', '😀', '0012'),
    fc.constant<Value>({ richText: [{ text: '甲' }, { text: '子2' }] }),
    fc.constant<Value>({ formula: 'A1', result: '算出来的' }),
    fc.constant<Value>({ formula: 'A1/0', result: { error: '#DIV/0!' } }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { maxLength: 8 }), { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      async (rows, streamed) => {
        const file = await workbook([['表头'], ...rows], streamed)
        expect(said(await long(file))).toEqual(said(await xlsxRows(file, 1_000)))
      },
    ),
    { numRuns: 60 },
  )
})

test('a picture, half a workbook and a workbook without a sheet are refused', async () => {
  const file = await workbook([['姓名']], false)
  await expect(long(file.subarray(0, file.length / 2))).rejects.toMatchObject({ error: { code: 'FILE_UNREADABLE' } })
  await expect(long(Buffer.from('PK\x03\x04 nothing'))).rejects.toMatchObject({ error: { code: 'FILE_UNREADABLE' } })
})

const read = (line: string, today = '2021-12-20') => {
  const place = taxPlaceOf('ruijin')
  const [header, row] = csvRows(
    Buffer.from(`姓名,身份证号码,费款所属期,实缴金额,缴费日期,入库日期,税票号码,行政区划,状态\n${line}`),
    10,
  )
  return readFileRow(row!, requireColumns(columnsIn(header!, place)), place, today)
}
const ID = '990000197005010028'

test('amounts, years and days are read as programs write them, to the fen; what is not one says so', () => {
  expect(read(`甲子1,${ID},2022,320,2021-12-01,,V1,,`)).toEqual({
    row: 2,
    idNumber: ID,
    name: '甲子1',
    year: 2022,
    amount: 32_000,
    paidOn: '2021-12-01',
    arrivedOn: '2021-12-01',
    voucher: 'V1',
    elsewhere: false,
    faults: [],
  })
  for (const [written, fen] of [
    ['320.5', 32_050],
    ['"¥1,320.05"', 132_005],
    ['320.00元', 32_000],
    ['0.29', 29],
    ['４０', 4_000],
    ['320.10000', 32_010],
  ] as const)
    expect([written, read(`甲子1,${ID},2022,${written},2021-12-01,,,,`)!.amount]).toEqual([written, fen])
  for (const [written, year] of [
    ['2022年度', 2022],
    ['2022-01-01', 2022],
    ['202201', 2022],
    ['2022/1/1', 2022],
    ['22', null],
  ] as const)
    expect([written, read(`甲子1,${ID},${written},320,2021-12-01,,,,`)!.year]).toEqual([written, year])
  expect(read(`甲子1,${ID},2022,320,20211201,2021年12月3日,,,`)).toMatchObject({
    paidOn: '2021-12-01',
    arrivedOn: '2021-12-03',
  })
  const faults = (line: string) => read(line)!.faults
  expect(faults(`甲子1,${ID},2022,320.001,2021-12-01,,,,`)).toEqual(['AMOUNT_UNREADABLE'])
  expect(faults(`甲子1,${ID},2022,-320,2021-12-01,,,,`)).toEqual(['AMOUNT_NEGATIVE'])
  expect(faults(`甲子1,${ID},2022,320,2021-12-01,,,,已退费`)).toEqual(['PAYMENT_VOID'])
  expect(faults(`甲子1,${ID},2022,320,2021-12-21,,,,`)).toEqual(['DAY_IN_FUTURE'])
  expect(faults(`甲子1,${ID},2022,320,2021-02-30,,,,`)).toEqual(['DAY_UNREADABLE'])
  expect(faults(`,9.9E+17,2022,320,2021-12-01,,,,`)).toEqual(['ID_LOST_DIGITS', 'NAME_MISSING'])
  expect(read('合计,,,320,,,,,')).toBeNull()
  expect([
    read(`甲子1,${ID},2022,320,2021-12-01,,,360781瑞金市,`)!.elsewhere,
    read(`甲子1,${ID},2022,320,2021-12-01,,,于都县,`)!.elsewhere,
  ]).toEqual([false, true])
})
