import { readFileRow } from '../../../cloudfunctions/domain/reconciliation/file-rows'
import type { FileRow } from '../../../cloudfunctions/domain/reconciliation/file-rows'
import { RefundsBeside } from '../../../cloudfunctions/domain/reconciliation/file/refunds'
import { personColumns, taxHeads, taxPlaceOf } from '../../../cloudfunctions/domain/reconciliation/places'
import { LEDGER_HEADS, ledgerRows } from '../../../cloudfunctions/domain/residents/import-rows'
import type { SheetPerson } from '../../../cloudfunctions/domain/residents/import-rows'
import { judgePerson } from '../../../cloudfunctions/domain/rosters/judge-person'
import { rosterSheet } from '../../../cloudfunctions/domain/rosters/sheet-rows'
import { listTerms } from '../../../cloudfunctions/domain/rosters/terms'
import { openSheets, readTable } from '../../../cloudfunctions/platform/files'
import type { SheetFile } from '../../../cloudfunctions/platform/files'
import { madeWorkbook } from '../../platform/files/made-workbook'

/**
 * What offices write beside what is asked, each of which was counted in silence once: nothing of it may be taken without
 * a person having looked.
 */
const PLACE = taxPlaceOf('kelan')
const [ID, OTHER] = ['990000197005010028', '990000196203050117']

async function taxRows(sheet: SheetFile): Promise<FileRow[]> {
  const rows: FileRow[] = []
  for await (const item of readTable(sheet, taxHeads(PLACE))) {
    if (item.kind === 'left') continue
    const at = { head: item.head, person: personColumns(item.head, PLACE) }
    const row = readFileRow(item.row, at, PLACE, '2021-12-20')
    if (row !== null) rows.push(row)
  }
  return rows
}
const csv = (...lines: string[]): Promise<SheetFile> => openSheets(Buffer.from(lines.join('\n')), null)
const HEAD = '姓名,身份证号,缴费年度,实缴金额,缴费日期'
const PAID = `甲子,${ID},2022,320,2021-12-01`
/** The one row of a file with one more column. */
async function beside(heading: string, cell: string): Promise<[string, FileRow['faults'], string?]> {
  const [row] = await taxRows(await csv(`${HEAD},${heading}`, `${PAID},${cell}`))
  return [cell, row!.faults, row!.state]
}

describe('a file of the tax office', () => {
  test.each([
    ['缴费状态', '缴费成功(已退费)'],
    ['缴费状态', '缴费成功【冲正】'],
    ['缴费状态', '已缴费（待入库）'],
    ['备注', '已退费'],
    ['备注', '该笔作废'],
    ['备注', '已退费，原卡返回'],
    ['业务类型', '退费'],
    ['是否退费', '是'],
    ['退费标志', 'Y'],
    ['退费日期', '2021-12-10'],
    ['退费金额', '320'],
  ])('%s %s: the payment does not count', async (heading, cell) => {
    const [, faults, state] = await beside(heading, cell)
    expect(faults).toHaveLength(1)
    expect(['PAYMENT_VOID', 'STATE_UNKNOWN']).toContain(faults[0])
    expect(state).toBe(cell)
  })

  test.each([
    ['缴费状态', '缴费成功（2021-12-01）'],
    ['缴费状态', '缴费成功(微信)'],
    ['备注', '未退费'],
    ['备注', '低保退出后缴费'],
    ['是否退费', '否'],
    ['退费金额', '0.00'],
    ['退费账号', '6217000010001234567'],
    ['业务类型', '银行代扣'],
  ])('%s %s says nothing against it', async (heading, cell) => {
    expect((await beside(heading, cell))[1]).toEqual([])
  })

  test('two columns of a state have both to say that it was paid', async () => {
    const faults = async (states: string) =>
      (await taxRows(await csv(`${HEAD},缴费状态,入库状态`, `${PAID},${states}`)))[0]!.faults
    expect(await faults('缴费成功,未入库')).toEqual(['STATE_UNKNOWN'])
    expect(await faults('缴费成功,已入库')).toEqual([])
  })

  test('what other insurances have of its words is none of it, or is asked', async () => {
    const faults = async (item: string) =>
      (await taxRows(await csv(`${HEAD},费种名称`, `${PAID},${item}`)))[0]?.faults ?? null
    expect(await faults('灵活就业人员基本医疗保险费')).toBeNull()
    expect(await faults('补充医疗保险')).toBeNull()
    expect(await faults('城乡居民大病保险')).toBeNull()
    expect(await faults('城乡居民基本医疗保险费（含大病保险）')).toEqual(['PROJECT_UNKNOWN'])
    expect(await faults('城乡居民基本医疗保险费')).toEqual([])
  })

  test('who is insured stands below a group of its own, or is asked for; the payer is never taken for them', async () => {
    const made = (top: string) =>
      openSheets(
        madeWorkbook({
          sheets: [
            {
              rows: [
                ['代缴人信息', null, top, null, '缴费年度', '实缴金额', '缴费日期'],
                ['姓名', '身份证号', '姓名', '身份证号', null, null, null],
                ['付款人', OTHER, '甲子', ID, '2022', '320', '2021-12-01'],
              ],
              merges: ['A1:B1', 'C1:D1', 'E1:E2', 'F1:F2', 'G1:G2'],
            },
          ],
        }),
        null,
      )
    expect(await taxRows(await made('参保人基本信息'))).toMatchObject([{ name: '甲子', idNumber: ID, faults: [] }])
    await expect(made('本次人员').then(taxRows)).rejects.toThrow('参保人证件号码')
    const two = await csv(
      '缴费人,缴费人证件号码,家人,家人证号,缴费年度,实缴金额,缴费日期',
      `付款人,${OTHER},甲子,${ID},2022,320,2021-12-01`,
    )
    await expect(taxRows(two)).rejects.toThrow('参保人证件号码')
  })

  test('a month in a number cell is a year; an amount counts in what its heading says', async () => {
    const rows = [
      ['姓名', '身份证号', '费款所属期', '实缴金额（分）', '缴费日期'],
      ['甲子', ID, 202201, 32000, '2021-12-01'],
    ]
    expect(await taxRows(await openSheets(madeWorkbook({ sheets: [{ rows }] }), null))).toMatchObject([
      { year: 2022, amount: 32_000, faults: [] },
    ])
  })

  test.each<[string, string[], number[]]>([
    ['below zero', ['320,V1,', '-320,V2,'], [2]],
    ['a part of it', ['380,V1,', '-60,V2,'], [2]],
    ['by its word, with a number of its own', ['320,V1,缴费成功', '320,R9,退费'], [2]],
    ['by its word, with the number of the payment', ['320,V1,缴费成功', '320,V1,已退费'], [2]],
    ['without any number', ['320,,缴费成功', '320,,已退费'], [2]],
    ['of another payment that was made twice', ['320,V1,缴费成功', '320,V2,已退费'], []],
    ['a debit that failed before', ['320,,扣款失败', '320,,缴费成功'], []],
  ])('a refund beside its payment: %s', async (_, lines, tied) => {
    const refunds = new RefundsBeside()
    const sheet = await csv(
      '姓名,身份证号,缴费年度,缴费日期,实缴金额,税票号码,缴费状态',
      ...lines.map((line) => `甲子,${ID},2022,2021-12-01,${line}`),
    )
    for (const row of await taxRows(sheet)) refunds.see(row)
    expect(refunds.tied()).toEqual(tied)
  })

  test('UTF-16 without a mark is read, though 一 has its zero on the other side', async () => {
    const text = `${HEAD},备注\n${PAID.replace('甲子', '一一')},东一村一组一户\n`
    expect(await taxRows(await openSheets(Buffer.from(text, 'utf16le'), null))).toMatchObject([{ name: '一一' }])
  })
})

const LIST = {
  region: 'suixian',
  year: 2022,
  roster: 'civil-affairs',
  certifier: '县民政局',
  confirmedOn: '2021-12-10',
}

describe('a list of subsidised people', () => {
  const listed = async (kind: 'whole' | 'employee' | 'first', heading: string, cell: string) => {
    const terms = listTerms(kind === 'employee' ? { ...LIST, roster: 'employee', certifier: '职工医保' } : LIST)
    const text = `姓名,身份证号码,人员类别,${heading}\n甲子,${ID},特困供养人员,${cell}\n乙丑,${OTHER},特困供养人员,其他说明\n`
    const { rows } = await rosterSheet(Buffer.from(text), terms.terms)
    const by = { ...terms, kind, region: 'suixian', certifier: '', confirmedOn: '2021-12-10', today: '2021-12-20' }
    const { judged } = judgePerson(rows.slice(0, 1), null, { ...by, words: new Map() }).rows[0]!
    return [judged.change, ...judged.flaws.map(({ code }) => code).filter((code) => code !== 'PERSON_UNKNOWN')]
  }

  test('on a list of everybody who is named as removed is removed; who stays stays', async () => {
    expect((await listed('whole', '变更类型', '死亡'))[0]).toBe('减少')
    expect((await listed('whole', '保障状态', '停发'))[0]).toBe('减少')
    expect((await listed('whole', '人员状态', '正常'))[0]).toBe('新增')
  })

  test('a remark that somebody is gone is asked about, but not of the parents of an orphan', async () => {
    expect(await listed('first', '备注', '2021年11月已死亡')).toContain('REMOVAL_BESIDE')
    expect(await listed('first', '备注', '停发')).toContain('REMOVAL_BESIDE')
    expect(await listed('first', '父亲情况', '死亡')).not.toContain('REMOVAL_BESIDE')
    expect(await listed('first', '备注', '2021年新申请')).not.toContain('REMOVAL_BESIDE')
  })

  test('who left the employees’ insurance is none of its people', async () => {
    expect(await listed('employee', '参保状态', '停保')).toContain('NOT_EMPLOYED')
    expect(await listed('employee', '参保状态', '暂停参保')).toContain('NOT_EMPLOYED')
    expect(await listed('employee', '参保状态', '正常参保')).not.toContain('NOT_EMPLOYED')
  })
})

describe('a ledger with codes of relation', () => {
  const households = async (...relations: string[]): Promise<number> => {
    const people: SheetPerson[] = []
    const lines = relations.map((code, i) => `甲${i},${ID.slice(0, 15)}${String(100 + i)},${code}`)
    for await (const item of readTable(await csv('姓名,身份证号,与户主关系', ...lines), LEDGER_HEADS))
      if (item.kind === 'row') people.push(item)
    const rows = ledgerRows(people, { region: 'kelan', villages: [], village: null })
    return new Set(rows.map(({ household }) => household?.value)).size
  }

  test('of one digit: 0 is the head, 1 their spouse, 2 a son', async () => {
    expect(await households('0', '1', '2', '3')).toBe(1)
    expect(await households('0', '1', '2', '0', '1')).toBe(2)
  })

  test('of two digits: 01 and 02 are heads, with and without their nought', async () => {
    expect(await households('02', '10', '20', '02', '10')).toBe(2)
    expect(await households('2', '10', '20', '1', '30')).toBe(2)
  })
})
