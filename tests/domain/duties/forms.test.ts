import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import type { FormKind } from '../../../rules/office'
import { operation } from '../cash/clerk-county'
import { readThrough } from '../../platform/files/read-through'
import { RUIJIN, startVillageCounty, type VillageCounty } from '../clerk/village-county'

let county: VillageCounty
const clerk = 'oClerkEast'

beforeAll(async () => {
  county = await startVillageCounty()
  const houses = [
    await county.household(1, 2),
    await county.household(2, 1, { group: '2组', name: '乙丑寅' }),
    await county.household(3, 1, { group: '10组' }),
  ]
  await county.openSeason('ruijin', 'oCounty')
  for (const house of houses) await county.take(county.as(clerk), house)
})
afterAll(() => county.stop())

const wish = (paper: FormKind, other: object = {}) => ({
  ...RUIJIN,
  operation: operation(),
  paper,
  from: '2021-12-06',
  to: '2021-12-12',
  group: null,
  preview: false,
  ...other,
})

/** The whole file, fetched piece by piece, as its rows say: a number is a number. */
async function fileOf(paper: FormKind, other: object = {}): Promise<(string | number)[][]> {
  const { file } = await county.desk(clerk, 'makePaper', wish(paper, other))
  const pieces = [file!.base64]
  for (let piece = 1; piece < file!.pieces; piece++)
    pieces.push((await county.desk(clerk, 'paperPiece', { file: file!.file, piece })).base64)
  const { rows } = await readThrough(Buffer.concat(pieces.map((base64) => Buffer.from(base64, 'base64'))))
  return rows.map(({ cells }) =>
    cells.map((cell) => (cell?.kind === 'number' ? Number(cell.text) : (cell?.text ?? ''))),
  )
}

test('the weekly list opens as a spreadsheet with names and numbers in full, and says so in the audit', async () => {
  const rows = await fileOf('weeklyList')
  const head = rows.findIndex(([first]) => first === '序号')
  expect(rows[head]).toEqual(['序号', '村组', '户主', '姓名', '证件号码', '缴费日期', '金额（元）', '收据号'])
  expect(rows.slice(0, head).map(([first]) => first)).toEqual([
    '2022年度城乡居民医保缴费人员名单',
    '单位：瑞金市 象湖镇东一村',
    '日期：2021-12-06 至 2021-12-12',
    '制表日期：2021-12-10；制表人：',
  ])
  expect(rows[head + 3]).toEqual([
    3,
    '2组',
    '乙丑寅',
    '乙丑寅',
    expect.stringMatching(/^\d{17}[\dX]$/),
    '2021-12-10',
    320,
    'ruijin-2022-1-1-00002',
  ])
  expect(rows[head + 5]).toEqual(['合计', '', '', '', '', '', 1280])
  expect(rows[head + 6]![0]).toBe('合计：3 户，4 人，1280.00 元')
  expect(await county.stored<AuditDocument>('audit', { action: 'makePaper', outcome: 'revealed' })).toMatchObject([
    { openid: clerk, target: 'ruijin-1-1', why: 'paper:weeklyList' },
  ])
})

test('the look beforehand is masked and leaves no line', async () => {
  const before = (await county.stored('audit', { action: 'makePaper' })).length
  const { file, sheet, rows, amount } = await county.desk(clerk, 'makePaper', wish('weeklyList', { preview: true }))
  expect({ file, rows, amount }).toEqual({ file: null, rows: 4, amount: 128_000 })
  expect(JSON.stringify(sheet)).not.toMatch(/乙丑寅|\d{17}/)
  expect(await county.stored('audit', { action: 'makePaper' })).toHaveLength(before)
})

test('the slip is by village group, the 2nd before the 10th; a group alone can be had', async () => {
  const {
    sheet: { rows },
  } = await county.desk(clerk, 'makePaper', wish('assessmentSlip'))
  expect(rows).toEqual([
    ['1', '1组', '1', '2', '640.00'],
    ['2', '2组', '1', '1', '320.00'],
    ['3', '10组', '1', '1', '320.00'],
  ])
  expect((await county.desk(clerk, 'makePaper', wish('assessmentSlip', { group: '2组' }))).sheet.rows).toHaveLength(1)
})

test('what is declared is what was deposited, with the number of the slip', async () => {
  const rows = async () => (await county.desk(clerk, 'makePaper', wish('declarationList'))).sheet.rows
  expect(await rows()).toEqual([])
  await county
    .as(clerk)
    .ask('payment', 'depositCash', {
      operation: operation(),
      year: 2022,
      orders: null,
      amount: 128_000,
      slip: 'slip-9',
    })
  expect((await rows()).map((cells) => cells.slice(3, 7))).toEqual(
    Array(4).fill(['2021-12-10', '2021-12-10', 'slip-9', '320.00']),
  )
})

test('progress, register and posting are drawn up too; the posting has no number on it', async () => {
  expect((await county.desk(clerk, 'makePaper', wish('progressReport'))).sheet.rows[0]).toEqual([
    '1',
    '1组',
    '2',
    '2',
    '0',
    '0',
    '0',
    '0',
    '100%',
  ])
  expect((await county.desk(clerk, 'makePaper', wish('collectionRegister'))).sheet.columns).toContain('缴费人签名')
  const posting = await fileOf('posting')
  expect(JSON.stringify(posting)).not.toMatch(/乙丑寅|\d{10}/)
  expect(posting.flat()).toContain('乙***')
})

test('whoever prints it as pictures has the rows that follow, as they stand in the file, under the same line of audit', async () => {
  const whole = wish('weeklyList')
  const { sheet, file } = await county.desk(clerk, 'makePaper', whole)
  const lines = (await county.stored('audit', { action: 'makePaper' })).length
  const rest = await county.desk(clerk, 'makePaper', { ...whole, operation: file!.file, after: 3 })
  expect(rest).toMatchObject({ rows: 4, file: null, sheet: { rows: [sheet.rows[3]] } })
  expect(await county.stored('audit', { action: 'makePaper' })).toHaveLength(lines)
})

test('a piece is had by whoever made the file only, and days have to be in order', async () => {
  const { file } = await county.desk(clerk, 'makePaper', wish('progressReport'))
  expect(await county.as('oClerkBoth').refusal('village', 'paperPiece', { file: file!.file, piece: 0 })).toMatchObject({
    code: 'PAPER_GONE',
  })
  expect(await county.as(clerk).refusal('village', 'makePaper', wish('posting', { to: '2021-12-01' }))).toMatchObject({
    code: 'BAD_DAYS',
  })
  expect(await county.as('oAuditor').refusal('village', 'makePaper', wish('posting'))).toMatchObject({
    code: 'NOT_ALLOWED',
  })
})
