import { openSheets } from '../../../cloudfunctions/platform/files/open-sheets'
import type { HeadTable } from '../../../cloudfunctions/platform/files/table/heads'
import { layoutOf, noChoice } from '../../../cloudfunctions/platform/files/table/layout'
import type { Layout, TableChoice } from '../../../cloudfunctions/platform/files/table/layout'
import { readTable } from '../../../cloudfunctions/platform/files/table/read-table'
import { RowAccount } from '../../../cloudfunctions/platform/files/table/row-account'
import { madeWorkbook } from './made-workbook'
import type { MadeSheet } from './made-workbook'

type Field = 'idNumber' | 'name' | 'amount'
const TABLE: HeadTable<Field> = {
  fields: { idNumber: ['证件号码', '身份证号'], name: ['姓名'], amount: ['实缴金额'] },
  needs: ['idNumber', 'name'],
  key: ['idNumber'],
  plain: ['amount'],
}
const ONE = '990000198601010011'
const TWO = '990000198601010038'
const OWN: MadeSheet = {
  name: '11月',
  rows: [
    ['城乡居民缴费名单'],
    ['参保对象', '编码', '实缴金额', '姓名', '姓名'],
    ['张三丰', ONE, 320, '经办甲', '代办乙'],
    { cells: ['李四', TWO, 350, '经办甲', '代办乙'], hidden: true },
    ['合计', null, 670, null, null],
  ],
}
const laid = async (sheets: readonly MadeSheet[], choice: TableChoice<Field> = noChoice<Field>()): Promise<Layout> =>
  layoutOf(await openSheets(madeWorkbook({ sheets }), null), TABLE, choice)

async function read(sheets: readonly MadeSheet[], choice: TableChoice<Field>): Promise<string[]> {
  const account = new RowAccount()
  const file = account.counting(await openSheets(madeWorkbook({ sheets }), null))
  const lines: string[] = []
  for await (const item of readTable(file, TABLE, choice.columns, choice)) {
    if (item.kind === 'left') account.left(item.left)
    else account.taken()
    const told = item.kind === 'left' ? item.left.why : item.row.cells[item.head.at.get('name')!]?.text
    lines.push(`${item.row.row} ${told}${item.kind === 'row' && item.row.hidden ? ' hidden' : ''}`)
  }
  account.close()
  return lines
}

const CHOICE: TableChoice<Field> = {
  columns: new Map<string, Field | null>([
    ['参保对象', 'name'],
    ['编码', 'idNumber'],
  ]),
  sheetsLeft: new Set(['说明']),
  hidden: null,
  struck: null,
}

test('whoever sent it sees which column is which of ours, and why the others are not read', async () => {
  const { sheets, readable, ours, hidden, left } = await laid([OWN])
  expect(readable).toBe(false)
  expect(sheets[0]).toMatchObject({ name: '11月', rows: 0, lacking: ['证件号码'], headRow: 2 })
  expect(sheets[0]!.columns.map(({ heading, field, why }) => [heading, field, why])).toEqual([
    ['参保对象', null, '没有认出来'],
    ['编码', null, '没有认出来'],
    ['实缴金额', 'amount', null],
    ['姓名', 'name', null],
    ['姓名', null, '已经有一栏是这个了'],
  ])
  expect(ours).toEqual([
    { field: 'idNumber', name: '证件号码', either: '证件号码' },
    { field: 'name', name: '姓名', either: '姓名' },
    { field: 'amount', name: '实缴金额', either: null },
  ])
  expect({ hidden, left: left.map(({ why, rows }) => `${why} ${rows}`) }).toEqual({
    hidden: 0,
    left: ['没有表头的工作表 5'],
  })
})

test('samples show amounts as they are, and of people no name and no number in full', async () => {
  const { sheets } = await laid([OWN])
  expect(sheets[0]!.columns.map(({ samples }) => samples[0])).toEqual(['张***', '***0011', '320', '经***', '代***'])
  const others = ['甲镇东一村3组12号', '13912345678', '2022', '已缴费成功了', 'A']
  const unknown = await laid([
    {
      rows: [
        ['姓名', '证件号码', ...'甲乙丙丁戊'],
        ['张三', ONE, ...others],
      ],
    },
  ])
  expect(unknown.sheets[0]!.columns.slice(2).map(({ samples }) => samples[0])).toEqual([
    '甲镇东一…',
    '***5678',
    '2022',
    '已缴费成…',
    'A',
  ])
})

test('what a person says of columns is how it is read; the second of two alike can be meant too', async () => {
  expect(await laid([OWN], CHOICE)).toMatchObject({ readable: true, hidden: 1, sheets: [{ rows: 2, why: null }] })
  expect(await read([OWN], CHOICE)).toEqual(['1 TITLE', '2 HEAD', '3 张三丰', '4 李四 hidden', '5 SUM'])
  const second = {
    ...CHOICE,
    columns: new Map<string, Field | null>([...CHOICE.columns, ['参保对象', null], ['姓名#2', 'name']]),
  }
  expect(await read([OWN], second)).toContain('3 代办乙')
})

test('hidden rows count or do not, as it was said once', async () => {
  expect(await read([OWN], { ...CHOICE, hidden: 'taken' })).toContain('4 李四')
  expect(await read([OWN], { ...CHOICE, hidden: 'left' })).toContain('4 ROW_HIDDEN')
})

test('a sheet that shall not be read is left out by name; what it lacks is asked of no other', async () => {
  const other: MadeSheet = {
    name: '说明',
    rows: [
      ['姓名', '身份证号'],
      ['王五', ONE],
    ],
  }
  expect(await read([other, OWN], CHOICE)).toEqual([
    '1 SHEET_CHOSEN',
    '2 SHEET_CHOSEN',
    '1 TITLE',
    '2 HEAD',
    '3 张三丰',
    '4 李四 hidden',
    '5 SUM',
  ])
  expect((await laid([other, OWN], CHOICE)).sheets.map(({ why, rows }) => `${why} ${rows}`)).toEqual([
    '选了不读的工作表 0',
    'null 2',
  ])
})

test('a choice is found again next month: whatever the sheet is called, who is in it, and what was chosen', async () => {
  const { digest } = await laid([OWN])
  const december = { name: '12月', rows: [...OWN.rows.slice(0, 2), ['赵六', TWO, 100, '经办甲', '代办乙']] }
  expect((await laid([december])).digest).toBe(digest)
  expect((await laid([OWN], CHOICE)).digest).toBe(digest)
  const wider = {
    rows: [
      ['参保对象', '编码', '实缴金额', '姓名', '姓名', '备注'],
      ['赵六', TWO, 100, '甲', '乙', ''],
    ],
  }
  expect((await laid([wider])).digest).not.toBe(digest)
})
