import { aesZip, openedFile } from '../../../cloudfunctions/platform/files/encrypted-zip'
import { zipOf } from '../../../cloudfunctions/platform/files/zip-write'
import { writeCsv } from '../../../cloudfunctions/platform/files/write-csv'
import { writeXlsx } from '../../../cloudfunctions/platform/files/write-xlsx'
import { madeWorkbook } from './made-workbook'
import type { MadeBook } from './made-workbook'
import { glance, readThrough } from './read-through'

const PEOPLE: MadeBook = {
  sheets: [
    {
      rows: [
        ['姓名', '证件号码', '日期'],
        ['甲', '99000019620305011X', { day: 44540 }],
        ['<乙> & "丙"', 12.5, true],
      ],
    },
  ],
}
const PEOPLE_READ = [
  '1: 姓名 | 证件号码 | 日期',
  '2: 甲 | 99000019620305011X | day 2021-12-10',
  '3: <乙> & "丙" | number 12.5 | TRUE',
]

test.each<[string, Partial<MadeBook>]>([
  ['as Excel writes it', {}],
  ['with a prefix before every name', { prefix: 'x' }],
  ['strict', { strict: true }],
  ['strict, with a prefix', { strict: true, prefix: 'ns0' }],
  ['with its texts in the cells', { inline: true }],
  ['without the numbers of rows and cells', { unnumbered: true }],
  ['with macros', { more: [{ name: 'xl/vbaProject.bin', bytes: Buffer.from('macro') }] }],
])('a workbook %s says the same', async (_, dress) => {
  const { rows, notes } = await readThrough(madeWorkbook({ ...PEOPLE, ...dress }))
  expect(glance(rows)).toEqual(PEOPLE_READ)
  expect(notes).toEqual([])
})

test('the same days stand in a workbook that counts from 1904', async () => {
  const from1904 = { ...PEOPLE, from1904: true, sheets: [{ rows: [[{ day: 44540 - 1462 }, 44540 - 1462]] }] }
  const { rows } = await readThrough(madeWorkbook(from1904))
  expect(rows[0]?.cells).toEqual([
    { text: '2021-12-10', kind: 'day', serial: 44540 },
    { text: '43078', kind: 'number', serial: 44540 },
  ])
})

test('a day with its time, and a telephone number in a column of days', async () => {
  const cells = [{ day: 44540.5 }, { day: 44540.99998842 }, { day: 13800138000 }, { day: 0.25 }]
  const { rows } = await readThrough(madeWorkbook({ sheets: [{ rows: [cells] }] }))
  expect(glance(rows)).toEqual([
    '1: day 2021-12-10 12:00:00 | day 2021-12-10 23:59:59 | number 13800138000 | number 0.25',
  ])
})

test('all worksheets are read, and the file says which are hidden', async () => {
  const { file, rows } = await readThrough(
    madeWorkbook({
      sheets: [
        { name: '封面', rows: [['汇总表']] },
        { name: '旧', state: 'veryHidden', rows: [['旧']] },
        { name: '明细', rows: [['姓名'], ['甲']] },
      ],
    }),
  )
  expect(file.sheets).toEqual([
    { name: '封面', hidden: false },
    { name: '旧', hidden: true },
    { name: '明细', hidden: false },
  ])
  expect(glance(rows)).toEqual(['1: 汇总表', '2/1: 旧', '3/1: 姓名', '3/2: 甲'])
})

test('what a person sees and a program does not is told: hidden, filtered, struck out, hidden columns', async () => {
  const { rows, notes } = await readThrough(
    madeWorkbook({
      sheets: [
        { rows: [['姓名'], { cells: ['甲'], hidden: true }, [{ struck: '乙' }]], isFiltered: true, hiddenColumn: 2 },
      ],
    }),
  )
  expect(glance(rows)).toEqual(['1: 姓名', '2 hidden: 甲', '3 struck: 乙'])
  expect(notes.map(({ code }) => code)).toEqual(['COLUMNS_HIDDEN', 'ROWS_FILTERED'])
})

test('the value of a merged cell holds for all of its cells, and nothing else is filled', async () => {
  const { rows } = await readThrough(
    madeWorkbook({
      sheets: [
        {
          rows: [
            ['户号', '姓名', '电话'],
            ['001', '甲', '1'],
            [null, '乙'],
            [null, '丙'],
            ['002', '丁', null],
          ],
          merges: ['A2:A4', 'B5:C5'],
        },
      ],
    }),
  )
  expect(glance(rows)).toEqual([
    '1: 户号 | 姓名 | 电话',
    '2: 001 | 甲 | 1',
    '3: 001^ | 乙',
    '4: 001^ | 丙',
    '5: 002 | 丁 | 丁^',
  ])
})

test('a formula stands for its value, and says so where it has none', async () => {
  const cells = [
    { formula: 'A1', value: '算出来的' },
    { formula: 'A1', value: 3 },
    { formula: 'A1' },
    { formula: 'A1', value: '', type: 'str' },
    { error: '#DIV/0!' },
    { rich: ['张', '三'], spoken: 'zhang' },
  ]
  const { rows } = await readThrough(madeWorkbook({ sheets: [{ rows: [cells] }] }))
  expect(glance(rows)).toEqual(['1: 算出来的 | number 3 | FORMULA_EMPTY | - | FORMULA_ERROR | 张三'])
})

test('numbers stand as the sheet shows them, without an exponent and without the rounding of doubles', async () => {
  const { rows } = await readThrough(
    madeWorkbook({ sheets: [{ rows: [[9.9000019810101e17, 0.1 + 0.2, 320.00000000000006, -320, 0.0000001]] }] }),
  )
  expect(glance(rows)).toEqual([
    '1: number 990000198101010000 | number 0.3 | number 320 | number -320 | number 0.0000001',
  ])
})

describe('text', () => {
  const table = '姓名,证件号码\r\n甲·买提,990000196203050119\r\n'
  const read = ['1: 姓名 | 证件号码', '2: 甲·买提 | 990000196203050119']
  const GBK = Buffer.from(
    'd0d5c3fb2cd6a4bcfebac5c2eb0d0abcd7a1a4c2f2cce12c3939303030303139363230333035303131390d0a',
    'hex',
  )

  test.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${table}`)],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${table}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(table, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\ufeff${table}`, 'utf16le').swap16()],
    ['GBK', GBK],
  ])('in %s says the same', async (_, file) => {
    expect(glance((await readThrough(file)).rows)).toEqual(read)
  })

  test('in GB18030 keeps the characters that GBK has not', async () => {
    // 𬱖, of four bytes.
    const file = Buffer.concat([GBK.subarray(0, 14), Buffer.from('9933a235', 'hex'), Buffer.from(',1\n')])
    const { rows } = await readThrough(file)
    expect(rows[1]?.cells[0]?.text).toBe(new TextDecoder('gb18030').decode(Buffer.from('9933a235', 'hex')))
  })

  test('with one broken character is read, and the cell says so', async () => {
    const file = Buffer.concat([Buffer.from(table.repeat(20)), Buffer.from([0xe7, 0x94]), Buffer.from(',1\n')])
    const { rows, notes } = await readThrough(file)
    expect(rows.at(-1)?.cells[0]).toMatchObject({ kind: 'error', fault: 'CHARACTERS_LOST' })
    expect(notes).toEqual([{ code: 'CHARACTERS_LOST' }])
  })

  test.each([
    ['a comma', ','],
    ['a tab', '\t'],
    ['a semicolon', ';'],
    ['an upright line', '|'],
  ])('with %s between its fields, a title with commas above', async (_, separator) => {
    const lines = ['东一村，名册,一,二', ['姓名', '金额', '备注'], ['甲', '1,5', ''], ['乙', '2', '无']]
    const text = lines.map((line) => (typeof line === 'string' ? line : line.join(separator))).join('\n')
    const { rows } = await readThrough(Buffer.from(separator === ',' ? text.replace('1,5', '15') : text))
    expect(rows.slice(1).map(({ cells }) => cells[0]?.text)).toEqual(['姓名', '甲', '乙'])
    expect(rows[3]?.cells.map((cell) => cell?.text)).toEqual(['乙', '2', '无'])
  })

  test('that names its separator in a line of its own', async () => {
    expect(glance((await readThrough(Buffer.from('sep=;\r\na;b\r\n1;2'))).rows)).toEqual(['2: a | b', '3: 1 | 2'])
  })

  test('with quoted separators, line ends and quotes', async () => {
    const { rows, notes } = await readThrough(Buffer.from('a,b,c\n"1,2","x\ny","""z"""\n="0012",2,3'))
    expect(rows.map(({ cells }) => cells.map((cell) => cell?.text))).toEqual([
      ['a', 'b', 'c'],
      ['1,2', 'x\ny', '"z"'],
      ['="0012"', '2', '3'],
    ])
    expect(notes).toEqual([])
  })

  test('whose quotes nobody closed loses no row, and says where', async () => {
    const rows = ['号,姓名,额,注', '1,甲,320,"手工', '2,乙,320,', '3,丙,320,"手工', '4,丁,320,']
    const read = await readThrough(Buffer.from(rows.join('\n')))
    expect(read.rows.map(({ cells }) => cells[1]?.text)).toEqual(['姓名', '甲', '乙', '丙', '丁'])
    expect(read.notes).toEqual([
      { code: 'STRAY_QUOTES', row: 2 },
      { code: 'STRAY_QUOTES', row: 4 },
    ])
    const closed = ['号,姓名,额,注', '1,甲,320,"', '2,乙,320,"', '3,丙,320,']
    expect((await readThrough(Buffer.from(closed.join('\n')))).rows).toHaveLength(4)
  })
})

describe('what systems call .xls', () => {
  const READ = [
    '1: 姓名 | 证件号码 | 金额',
    '2: 甲 | 990000196203050119 | number 320',
    '3 hidden struck: 乙 | 0012 | -',
  ]

  test('a web page, with tags that nobody closes', async () => {
    const page = `<html xmlns:x="urn:x"><head><meta charset=utf-8><style>td {}</style><title>表</title></head><body><table border=1>
      <tr><th>姓名<th>证件号码<th>金额
      <tr><td>甲<td style="mso-number-format:'\\@'">990000196203050119<td x:num="320">320.00</td></tr>
      <tr style='display:none'><td><s>乙</s></td><td x:str>0012</td><td>&nbsp;</td></tr></table></body></html>`
    const { rows, file } = await readThrough(Buffer.from(page))
    expect(file.form).toBe('html')
    expect(glance(rows).map((line) => line.replace(/ \| -$/, ''))).toEqual(
      READ.map((line) => line.replace(/ \| -$/, '')),
    )
  })

  test('cells over several rows and columns of a page hold for all of them', async () => {
    const page = '<table><tr><td rowspan=2>1</td><td colspan="2">甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>'
    expect(glance((await readThrough(Buffer.from(page))).rows)).toEqual([
      '1: number 1 | 甲 | 甲^',
      '2: number 1^ | 乙 | 丙',
    ])
  })

  test('a workbook in one XML text', async () => {
    const xml = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
      <Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style></Styles>
      <Worksheet ss:Name="明细"><Table><Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">证件号码</Data></Cell><Cell><Data ss:Type="String">金额</Data></Cell></Row>
      <Row><Cell><Data ss:Type="String">甲</Data></Cell><Cell><Data ss:Type="String">990000196203050119</Data></Cell><Cell><Data ss:Type="Number">320</Data></Cell></Row>
      <Row ss:Hidden="1"><Cell ss:StyleID="s1"><Data ss:Type="String">乙</Data></Cell><Cell><Data ss:Type="String">0012</Data></Cell></Row>
      <Row ss:Index="9"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="DateTime">2021-12-10T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>`
    const { rows, file } = await readThrough(Buffer.from(xml))
    expect(file).toMatchObject({ form: 'xml', sheets: [{ name: '明细', hidden: false }] })
    expect(glance(rows)).toEqual([
      ...READ.map((line) => line.replace(/ \| -$/, '')),
      '9: - | day 2021-12-10 | day 2021-12-10^',
    ])
  })
})

describe('packed and under a password', () => {
  const book = madeWorkbook(PEOPLE)

  test('a workbook or a text in a zip, in clear or with AES, is read', async () => {
    for (const [name, file] of [
      ['a.xlsx', book],
      ['a.csv', Buffer.from('姓名,证件号码,日期\n甲,1,2')],
    ] as const) {
      expect((await readThrough(zipOf([{ name, bytes: file }]))).rows[0]?.cells).toHaveLength(3)
      const sealed = aesZip(name, file, '钥匙')
      await expect(readThrough(sealed)).rejects.toMatchObject({ error: { code: 'FILE_ENCRYPTED' } })
      await expect(readThrough(sealed, '不对')).rejects.toMatchObject({ error: { code: 'FILE_KEY_WRONG' } })
      expect((await readThrough(sealed, '钥匙')).rows[0]?.cells).toHaveLength(3)
    }
  })

  test('a file in clear is handed on as it is', () => {
    expect(openedFile(book, null)).toEqual({ file: book, encrypted: false })
  })
})

test.each<[string, Buffer, string]>([
  ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'FILE_OLD_XLS'],
  ['half a workbook', madeWorkbook(PEOPLE).subarray(0, 900), 'FILE_UNREADABLE'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'FILE_UNREADABLE'],
  ['a PDF', Buffer.from('%PDF-1.7 …'), 'FILE_UNREADABLE'],
  [
    'a text document',
    zipOf([
      { name: '[Content_Types].xml', bytes: Buffer.alloc(0) },
      { name: 'word/document.xml', bytes: Buffer.alloc(0) },
    ]),
    'FILE_UNREADABLE',
  ],
  [
    'a binary workbook',
    zipOf([
      { name: '[Content_Types].xml', bytes: Buffer.alloc(0) },
      { name: 'xl/workbook.bin', bytes: Buffer.alloc(0) },
    ]),
    'FILE_UNREADABLE',
  ],
  ['a .7z', Buffer.from('377abcaf271c0004', 'hex'), 'FILE_ENCRYPTION_UNREAD'],
])('%s is refused, with what to do', async (_, file, code) => {
  await expect(readThrough(file)).rejects.toMatchObject({ error: { code } })
})

test('what the product writes is read as it was meant: a text that looks like a formula stays text', async () => {
  const file = writeXlsx({
    title: '名单',
    made: { place: '岢岚县', day: '2021-12-18', by: '王经办' },
    lines: ['第 3 号'],
    columns: ['姓名', '证件号码', '金额', '比例'],
    rows: [
      ['=1+1 <&>"\'\u0001', '990000196203050119', 320.5, 12.5],
      ['甲', '000123', 0.1, ''],
    ],
    foot: ['经办人：'],
    sums: ['金额'],
    formats: { 金额: 'yuan', 比例: 'percent' },
  })
  expect(glance((await readThrough(file)).rows)).toEqual([
    '1: 名单 | 名单^ | 名单^ | 名单^',
    '2: 单位：岢岚县 | 单位：岢岚县^ | 单位：岢岚县^ | 单位：岢岚县^',
    '3: 第 3 号 | 第 3 号^ | 第 3 号^ | 第 3 号^',
    ['4: 制表日期：2021-12-18；制表人：王经办', ...Array<string>(3).fill('制表日期：2021-12-18；制表人：王经办^')].join(
      ' | ',
    ),
    '5: 姓名 | 证件号码 | 金额 | 比例',
    '6: =1+1 <&>"\' | 990000196203050119 | number 320.5 | number 0.125',
    '7: 甲 | 000123 | number 0.1',
    '8: 合计 | - | number 320.6',
    '9: 经办人：',
  ])
})

test('a workbook of several tables has a sheet for each, and the same tables are the same bytes', async () => {
  const one = { title: '', made: null, lines: [], columns: ['村组'], rows: [['1组'], ['=2组']], foot: [] }
  const file = writeXlsx({ ...one, sheet: '核定单' }, { ...one, rows: [['10组']], sheet: "甲's <乙>" })
  const { file: book, rows } = await readThrough(file)
  expect(book.sheets.map(({ name }) => name)).toEqual(['核定单', "甲's <乙>"])
  expect(rows.map(({ sheet = 0, cells }) => [sheet, cells[0]?.text])).toEqual([
    [0, '村组'],
    [0, '1组'],
    [0, '=2组'],
    [1, '村组'],
    [1, '10组'],
  ])
  expect(writeXlsx({ ...one, sheet: '核定单' }, { ...one, rows: [['10组']], sheet: "甲's <乙>" }).equals(file)).toBe(
    true,
  )
})

test('as text with commas it says the same, and what looks like a formula is held off', () => {
  const csv = writeCsv({
    title: '',
    made: null,
    lines: [],
    columns: ['姓名', '金额', '比例'],
    rows: [['=cmd', -3.5, 7]],
    foot: ['@见背面'],
    sums: ['金额'],
    formats: { 金额: 'yuan', 比例: 'percent' },
  })
  expect(csv.toString('utf8')).toBe("\ufeff姓名,金额,比例\r\n'=cmd,-3.50,7%\r\n合计,-3.50,\r\n'@见背面\r\n")
})
