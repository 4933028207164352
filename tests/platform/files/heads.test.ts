import { openSheets } from '../../../cloudfunctions/platform/files/open-sheets'
import { bareHeading, findHead } from '../../../cloudfunctions/platform/files/table/heads'
import type { ChosenHeads, HeadTable } from '../../../cloudfunctions/platform/files/table/heads'
import { readTable } from '../../../cloudfunctions/platform/files/table/read-table'
import { RowAccount } from '../../../cloudfunctions/platform/files/table/row-account'
import { madeWorkbook } from './made-workbook'
import type { MadeSheet } from './made-workbook'
import { readThrough } from './read-through'

type Field = 'idNumber' | 'name' | 'amount' | 'payerName'
const TABLE: HeadTable<Field> = {
  fields: {
    idNumber: ['参保人证件号码', '证件号码', '身份证号码', '缴费人证件号码'],
    name: ['参保人姓名', '姓名'],
    amount: ['实缴金额'],
    payerName: ['缴费人姓名'],
  },
  needs: ['idNumber', ['name', 'payerName']],
  key: ['idNumber'],
}

async function items(sheets: readonly MadeSheet[], chosen?: ChosenHeads<Field>): Promise<string[]> {
  const account = new RowAccount()
  const file = account.counting(await openSheets(madeWorkbook({ sheets }), null))
  const lines: string[] = []
  for await (const item of readTable(file, TABLE, chosen)) {
    if (item.kind === 'left') account.left(item.left)
    else account.taken()
    lines.push(item.kind === 'left' ? `${item.left.row} ${item.left.why} ${item.left.text}` : `${item.row.row} row`)
  }
  account.close()
  return lines
}

const head = async (rows: MadeSheet['rows'], merges: readonly string[] = [], chosen?: ChosenHeads<Field>) =>
  findHead((await readThrough(madeWorkbook({ sheets: [{ rows, merges }] }))).rows, TABLE, chosen)!

test('headings compare without what people put around them', () => {
  for (const text of [
    '姓名',
    '*姓名',
    ' 姓 名 ',
    '姓\n名',
    '姓名：',
    '姓名（必填）',
    '1、姓名',
    '姓\u200b名',
    '姓名【填】',
  ])
    expect(bareHeading(text)).toBe('姓名')
})

test('a head over two rows is read column by column, with what stands above', async () => {
  const found = await head(
    [
      ['序号', '缴费人', null, '参保人', null, '实缴金额'],
      [null, '姓名', '证件号码', '姓名', '证件号码', null],
      [1, '甲', '1', '乙', '2', 320],
    ],
    ['B1:C1', 'D1:E1', 'A1:A2', 'F1:F2'],
  )
  expect([found.head.from, found.head.to, found.lacking]).toEqual([1, 2, []])
  expect(found.head.columns.map(({ heading, field, why, samples }) => [heading, field, why, samples[0]])).toEqual([
    ['序号', null, 'UNKNOWN', '1'],
    ['缴费人/姓名', 'payerName', null, '甲'],
    ['缴费人/证件号码', null, 'SECOND_OF_KIND', '1'],
    ['参保人/姓名', 'name', null, '乙'],
    ['参保人/证件号码', 'idNumber', null, '2'],
    ['实缴金额', 'amount', null, '320'],
  ])
})

test('of two columns that could be one thing the surer one is taken, wherever it stands', async () => {
  const found = await head([
    ['缴费人姓名', '缴费人证件号码', '参保人姓名', '参保人证件号码'],
    ['甲', '1', '乙', '2'],
  ])
  expect([...found.head.at]).toEqual([
    ['idNumber', 3],
    ['name', 2],
    ['payerName', 0],
  ])
})

test('a person may say what a heading means, and that it means nothing', async () => {
  const chosen: ChosenHeads<Field> = new Map([
    ['号', 'idNumber'],
    ['姓名', null],
    ['人', 'name'],
  ])
  const found = await head(
    [
      ['号', '姓名', '人'],
      ['1', '甲', '乙'],
    ],
    [],
    chosen,
  )
  expect(found.head.columns.map(({ field, why }) => [field, why])).toEqual([
    ['idNumber', null],
    [null, 'CHOSEN'],
    ['name', null],
  ])
})

test('a first row of people is not taken for a second row of the head', async () => {
  const found = await head([
    ['姓名', '证件号码'],
    ['张姓名', '无'],
    ['甲', '1'],
  ])
  expect(found.head.to).toBe(1)
})

test('every row is somebody’s or is named: titles, heads, sums, pages, what stands below', async () => {
  const lines = await items([
    { name: '封面', rows: [['汇总表'], ['人数', 1]] },
    {
      name: '明细',
      rows: [
        ['名册'],
        ['证件号码', '姓名', '实缴金额'],
        ['1', '甲', 320],
        [null, '计春华', 320],
        ['小计', null, 640],
        ['证件号码', '姓名', '实缴金额'],
        ['2', '合计', 320],
        ['合计', '3人', 960],
        [null, '合计：3人', null],
        ['制表人：张三', null, null],
        [null, null, null, '只有备注'],
        [null, null, { formula: 'A1' }],
        ['注：以上属实'],
        ['第1页 共3页'],
      ],
    },
    {
      name: '旧',
      state: 'hidden',
      rows: [
        ['证件号码', '姓名'],
        ['9', '旧'],
      ],
    },
  ])
  expect(lines).toEqual([
    '1 SHEET_WITHOUT_HEAD 汇总表',
    '2 SHEET_WITHOUT_HEAD 人数 1',
    '1 TITLE 名册',
    '2 HEAD 证件号码 姓名 实缴金额',
    '3 row',
    '4 row',
    '5 SUM 小计 640',
    '6 HEAD_AGAIN 证件号码 姓名 实缴金额',
    '7 row',
    '8 SUM 合计 3人 960',
    '9 SUM 合计：3人',
    '10 FOOTER 制表人：张三',
    '11 NOTHING_KNOWN 只有备注',
    '12 row',
    '13 FOOTER 注：以上属实',
    '14 FOOTER 第1页 共3页',
    '1 SHEET_HIDDEN 证件号码 姓名',
    '2 SHEET_HIDDEN 9 旧',
  ])
})

test('a file without a head is refused by the headings that it has', async () => {
  const refused = items([
    {
      rows: [
        ['户主', '姓名', '实缴金额'],
        ['甲', '乙', 1],
      ],
    },
  ])
  await expect(refused).rejects.toMatchObject({ error: { code: 'HEADER_NOT_FOUND', found: '参保人证件号码' } })
  await expect(refused).rejects.toThrow(/现有：户主、姓名、实缴金额/)
  await expect(items([{ rows: [['随便']] }])).rejects.toMatchObject({ error: { code: 'HEADER_NOT_FOUND' } })
})

describe('an account of rows', () => {
  const file = madeWorkbook({ sheets: [{ rows: [['甲'], ['乙']] }] })

  test('closes when something became of each', async () => {
    const account = new RowAccount()
    for await (const { row } of account.counting(await openSheets(file, null)).rows()) {
      if (row === 1) account.taken()
      else account.left({ sheet: 0, row, why: 'SUM', text: '' })
    }
    expect(account.close()).toMatchObject({ rows: 2, taken: 1, exceptions: 0, left: { SUM: 1 } })
  })

  test('does not close when a row was lost, nor when one became two things', async () => {
    const lost = new RowAccount()
    for await (const { row } of lost.counting(await openSheets(file, null)).rows()) if (row === 1) lost.taken()
    expect(() => lost.close()).toThrow('2 rows were read, of 1 something became')
    lost.exception()
    lost.exception()
    expect(() => lost.close()).toThrow()
  })
})
