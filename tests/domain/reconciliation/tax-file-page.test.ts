import type { Answers } from '../../../cloudfunctions/payment/contract'
import { openSheets } from '../../../cloudfunctions/platform/files'
import { madeUpId } from '../../../commands/demo-data/resident-id'
import type { Person } from '../county-cloud'
import { startOrdersCounty, type OrdersCounty } from '../orders/orders-county'
import type { FileLine } from './tax-faults'
import { importTaxFile, taxCsv } from './tax-upload'

let county: OrdersCounty
let office: Person
let second: Person
beforeAll(async () => {
  county = await startOrdersCounty({ people: ['oCountySecond'], only: ['payment'] })
  await county.seed('appointments', [
    { _id: 'oCountySecond', role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null } as {
      _id: string
    },
  ])
  ;[office, second] = [county.as('oCounty'), county.as('oCountySecond')]
})
afterAll(() => county.stop())

const held = async () =>
  [...(await county.soundLedger())]
    .filter(([name, fen]) => name.startsWith('owedBack:tax-') && fen !== 0)
    .reduce((sum, [, fen]) => sum + fen, 0)
const anybody = (nth: number): FileLine => ({
  idNumber: madeUpId('1961-02-03', 400 + nth, '男'),
  name: `查无${nth}`,
  amount: 32_000,
  paidOn: '2021-12-15',
  arrivedOn: '2021-12-17',
  voucher: `P-${nth}`,
  place: '',
})

describe('a file’s page', () => {
  type Page = Answers['taxFile']
  const page = (taxFile: string) => office.ask<Page>('payment', 'taxFile', { taxFile })
  const rows = (taxFile: string, which: string) =>
    office.ask<Answers['taxFileRows']>('payment', 'taxFileRows', { taxFile, which, after: null })
  const withdraw = (taxFile: string) => ({
    taxFile,
    because: '传错了，是别的县的',
    operation: `withdraw-${taxFile.slice(-12)}`,
  })

  test('says who sent it, whether it came before, and of every row what became of it; exceptions in their order', async () => {
    const bytes = taxCsv([anybody(1), anybody(2), { ...anybody(3), amount: -100 }])
    const { taxFile } = await importTaxFile(office, 'ruijin', bytes)
    await importTaxFile(second, 'ruijin', bytes)
    const { file, rows: states, cameAgain, leftRows, stands } = await page(taxFile)
    expect(cameAgain).toHaveLength(1)
    expect(states).toEqual([{ state: 'open', name: '待处理', rows: 3 }])
    expect(leftRows.map(({ line: at, why }) => `${at} ${why}`)).toEqual([
      '1 表头上面的标题或说明',
      '2 表头',
      '6 合计行',
    ])
    const { account } = file
    expect(account!.taken + account!.exceptions + account!.left.reduce((sum, { rows: n }) => sum + n, 0)).toBe(
      account!.rows,
    )
    expect(stands).toEqual([])
    const { rows: exceptions, next } = await rows(taxFile, 'exceptions')
    expect(exceptions.map(({ line: at }) => at)).toEqual([3, 4, 5])
    expect(exceptions[0]).toMatchObject({ name: '查***', person: null, words: '参保台账里没有这个证件号码' })
    expect(exceptions[0]!.todo).toContain('先在村里登记这个人')
    expect(next).toBeNull()
  })

  test('one that was loaded by mistake is as if it had not come; sent again it is read anew', async () => {
    const before = await held()
    const bytes = taxCsv(Array.from({ length: 30 }, (_, i) => anybody(10 + i)))
    const { taxFile } = await importTaxFile(office, 'ruijin', bytes)
    expect(await held()).toBe(before + 30 * 32_000)
    expect(await office.ask('payment', 'withdrawTaxFile', withdraw(taxFile))).toEqual({ done: true, left: 0 })
    expect(await held()).toBe(before)
    expect(await page(taxFile)).toMatchObject({
      file: { state: 'withdrawn' },
      rows: [{ state: 'withdrawn', rows: 30 }],
      withdrawn: { because: '传错了，是别的县的' },
    })
    expect(await office.ask('payment', 'withdrawTaxFile', withdraw(taxFile))).toEqual({ done: true, left: 0 })
    const again = await importTaxFile(office, 'ruijin', bytes)
    expect(again).toMatchObject({ taxFile, tally: { rows: 30, again: 0 } })
    expect(await held()).toBe(before + 30 * 32_000)
    await county.soundLedger()
  })

  test('one on which something stands is not withdrawn, and says what', async () => {
    const { taxFile } = await importTaxFile(office, 'ruijin', taxCsv([anybody(50), anybody(51)]))
    const {
      rows: [row],
    } = await rows(taxFile, 'exceptions')
    await office.ask('payment', 'settleTaxRow', {
      row: row!.row,
      as: 'returnMoney',
      enrolment: null,
      because: '查过了',
    })
    expect((await page(taxFile)).stands).toEqual(['1 笔已经有人提出办法，在等第二人'])
    expect(await office.refusal('payment', 'withdrawTaxFile', withdraw(taxFile))).toMatchObject({ code: 'FILE_STANDS' })
    const sheet = { taxFile, operation: 'exceptions-sheet' }
    const made = await office.ask<Answers['taxExceptions']>('payment', 'taxExceptions', { ...sheet, key: null })
    expect(made).toMatchObject({ rows: 2, parts: 1 })
    const { base64 } = await office.ask<{ base64: string }>('payment', 'taxSheetPart', {
      taxFile,
      file: made.file,
      part: 0,
    })
    const told: string[] = []
    for await (const { cells } of (await openSheets(Buffer.from(base64, 'base64'), null)).rows())
      told.push(cells.map((cell) => `${cell?.text ?? ''}:${cell?.kind ?? ''}`).join(' '))
    expect(told.find((row) => row.includes('查无50:text'))).toContain('320:number')
    expect(told.at(-1)).toContain('640:number')
  })
})
