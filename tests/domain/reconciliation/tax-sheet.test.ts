import { readFileRow } from '../../../cloudfunctions/domain/reconciliation/file-rows'
import type { FileRow } from '../../../cloudfunctions/domain/reconciliation/file-rows'
import { personColumns, taxHeads, taxPlaceOf } from '../../../cloudfunctions/domain/reconciliation/places'
import { openSheets, readTable } from '../../../cloudfunctions/platform/files'

/** What is read of the one row below a head; null = it is left out. */
async function read(line: string, today = '2021-12-20'): Promise<FileRow | null> {
  const place = taxPlaceOf('ruijin')
  const text = `姓名,身份证号码,费款所属期,实缴金额,缴费日期,入库日期,税票号码,行政区划,状态\n${line}`
  for await (const item of readTable(await openSheets(Buffer.from(text), null), taxHeads(place)))
    if (item.kind === 'row')
      return readFileRow(item.row, { head: item.head, person: personColumns(item.head, place) }, place, today)
  return null
}
const ID = '990000197005010028'

test('amounts, years and days are read as programs write them, to the fen; what is not one says so', async () => {
  expect(await read(`甲子1,${ID},2022,320,2021-12-01,,V1,,`)).toEqual({
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
    expect([written, (await read(`甲子1,${ID},2022,${written},2021-12-01,,,,`))!.amount]).toEqual([written, fen])
  for (const [written, year] of [
    ['2022年度', 2022],
    ['2022-01-01', 2022],
    ['202201', 2022],
    ['2022/1/1', 2022],
    ['22', null],
  ] as const)
    expect([written, (await read(`甲子1,${ID},${written},320,2021-12-01,,,,`))!.year]).toEqual([written, year])
  expect(await read(`甲子1,${ID},2022,320,20211201,2021年12月3日,,,`)).toMatchObject({
    paidOn: '2021-12-01',
    arrivedOn: '2021-12-03',
  })
  const faults = async (line: string) => (await read(line))!.faults
  expect(await faults(`甲子1,${ID},2022,320.001,2021-12-01,,,,`)).toEqual(['AMOUNT_UNREADABLE'])
  expect(await faults(`甲子1,${ID},2022,-320,2021-12-01,,,,`)).toEqual(['AMOUNT_NEGATIVE'])
  expect(await faults(`甲子1,${ID},2022,320,2021-12-01,,,,已退费`)).toEqual(['PAYMENT_VOID'])
  expect(await faults(`甲子1,${ID},2022,320,2021-12-21,,,,`)).toEqual(['DAY_IN_FUTURE'])
  expect(await faults(`甲子1,${ID},2022,320,2021-02-30,,,,`)).toEqual(['DAY_UNREADABLE'])
  expect(await faults(`,9.9E+17,2022,320,2021-12-01,,,,`)).toEqual(['ID_LOST_DIGITS', 'NAME_MISSING'])
  expect(await read('合计,,,320,,,,,')).toBeNull()
  expect([
    (await read(`甲子1,${ID},2022,320,2021-12-01,,,360781瑞金市,`))!.elsewhere,
    (await read(`甲子1,${ID},2022,320,2021-12-01,,,于都县,`))!.elsewhere,
  ]).toEqual([false, true])
})
