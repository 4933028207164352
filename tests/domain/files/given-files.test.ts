import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { ResidentDocument } from '../../../cloudfunctions/domain/people/documents'
import { openResident } from '../../../cloudfunctions/domain/people/residents'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { TaxFileDocument } from '../../../cloudfunctions/domain/reconciliation/documents'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { Answers as CountyAnswers } from '../../../cloudfunctions/county/contract'
import { aesZip } from '../../../cloudfunctions/platform/files'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud, Person } from '../county-cloud'
import { importTaxFile, putTaxFile } from '../reconciliation/tax-upload'
import { glance, importFile, putFile } from '../residents/ledger-file'
import { allRows, putList, sendList } from '../rosters/roster-county'

/**
 * Thirty messy files as offices send them, each with what is right. Made up; their numbers are of an area that is no place
 * on earth. They are loaded in the order in which they stand here: a village's ledger, lists of subsidised people, and files
 * of the tax office about the people of the first.
 */
const given = (name: string): Buffer => readFileSync(join(__dirname, 'given', name))
const KELAN = { region: 'kelan', village: 'kelan-1-2' }
const SEED = '00_seed_120_people_kelan-1-2.xlsx'

let county: CountyCloud
let office: Person
beforeAll(async () => {
  county = await startCountyCloud({ now: '2021-12-18T09:00:00+08:00', only: ['payment', 'enrollment', 'county'] })
  await county.seed('villages', [{ _id: 'kelan-1-2', region: 'kelan', township: '甲子镇', name: '东二村' }])
  office = county.as('oCountyKelan')
  await office.ask('enrollment', 'openSeason', { region: 'kelan', year: 2022 })
})
afterAll(() => county.stop())

const tried = new Set<string>()
async function ledger(name: string): Promise<{ rows: string[]; left: string[]; ignored: readonly string[] }> {
  tried.add(name)
  const { rows, last } = await importFile(office, KELAN, given(name))
  return { rows: glance(rows), left: last.left.map(({ row, why }) => `${row} ${why}`), ignored: last.ignored }
}
const residents = async (): Promise<Resident[]> =>
  (await county.stored<ResidentDocument>('residents')).map(openResident)
const byTail = async (...tails: string[]): Promise<Resident[]> => {
  const all = await residents()
  return tails.map((tail) => all.find(({ idNumber }) => idNumber?.endsWith(tail))!)
}
const households = async (...tails: string[]): Promise<number> =>
  new Set((await byTail(...tails)).map(({ household }) => household)).size

test('00: a list of 120 people is taken, each counted, and nothing that their numbers say is missing', async () => {
  const { rows, left } = await ledger(SEED)
  expect(rows).toHaveLength(120)
  expect(new Set(rows.map((row) => row.replace(/^\d+ /, '')))).toEqual(new Set(['added ADDRESS_MISSING']))
  expect(left).toEqual(['1 表头'])
})

describe('a village’s ledger', () => {
  test('c07: a title stands above tabs', async () => {
    expect(await ledger('c07_title_then_tab.csv')).toMatchObject({
      rows: [3, 4, 5].map((row) => `${row} added ADDRESS_MISSING SEX_DISAGREES`),
      left: ['1 表头上面的标题或说明', '2 表头'],
    })
  })

  test('c09: numbers are marked as text', async () => {
    const { rows } = await ledger('c09_excel_eq_ids.csv')
    expect(rows.map((row) => row.split(' ')[1])).toEqual(['added', 'added', 'added'])
    expect((await byTail('198102031824')).map(({ name }) => name)).toEqual(['褚测181'])
  })

  test('f02: a workbook under a password asks for it', async () => {
    await expect(ledger('f02_password.xlsx')).rejects.toThrow('FILE_ENCRYPTED')
    const file = await putTaxFile(office, 'kelan', given('f02_password.xlsx'))
    expect(await office.refusal('payment', 'readTaxFile', { region: 'kelan', file })).toMatchObject({
      code: 'FILE_ENCRYPTED',
    })
  })

  test('f03: a web page is read', async () => {
    expect((await ledger('f03_html_xls.xls')).rows).toEqual([
      '2 added ADDRESS_MISSING PHONE_MISSING HUKOU_MISSING HOUSEHOLD_MISSING',
    ])
  })

  test('f10: a workbook with a prefix before each name is read', async () => {
    expect((await ledger('f10_prefixed_ns.xlsx')).rows).toEqual(['2 added ADDRESS_MISSING'])
  })

  test('h3: codes of sex stand for their words; columns that are not read are named', async () => {
    expect(await ledger('h3_yibao_template.xlsx')).toMatchObject({
      rows: ['2 added HOUSEHOLD_MISSING'],
      ignored: ['*民族', '缴费档次'],
    })
    expect(await byTail('198603040577')).toMatchObject([{ sex: '男', hukou: '岢岚县', address: '甲子镇' }])
  })

  test('h6: groups have one spelling, and stand in order', async () => {
    await ledger('h6_groups.xlsx')
    const groups = (await residents()).filter(({ name }) => name.startsWith('组')).map(({ group }) => group)
    expect(groups.sort()).toEqual(['10组', '1组', '1组', '2组', '2组', '2组', '3组', '3组'])
  })

  test('r01: a head over two rows below titles; sums and who made it are named', async () => {
    const { rows, left } = await ledger('r01_title_merged.xlsx')
    expect(rows).toEqual(['5 added HUKOU_MISSING', '6 added HUKOU_MISSING', '8 added HUKOU_MISSING'])
    expect(left.slice(4)).toEqual(['9 合计行', '10 合计行', '11 落款或说明'])
    expect(await byTail('196304060122')).toMatchObject([{ name: '钱二', group: '1组', address: '东一村1号' }])
    expect(await households('19620305011X', '196304060122', '196405070135')).toBe(2)
  })

  test('r03: what nobody sees is in no number and in no name', async () => {
    const { rows } = await ledger('r03_chars.xlsx')
    expect(rows).toEqual(Array.from({ length: 12 }, (_, i) => `${i + 2} added`))
    expect((await byTail('196607090433', '196607090476', '196607090492')).map(({ name }) => name)).toEqual([
      '零宽名',
      '王五',
      '中间',
    ])
  })

  test('r04: a name that looks like a formula, with a character of one machine, or too long is told', async () => {
    const { rows } = await ledger('r04_names.xlsx')
    expect(rows.filter((row) => row.includes('NAME_DOUBTFUL'))).toEqual(
      [7, 9, 10].map((row) => `${row} added NAME_DOUBTFUL`),
    )
  })

  test('r05: a birth that is written short is the number’s, and told', async () => {
    const { rows } = await ledger('r05_dates.xlsx')
    expect(rows).toEqual([
      ...[2, 3, 4, 5, 6].map((row) => `${row} added`),
      ...[7, 8, 9].map((row) => `${row} added BIRTH_BY_NUMBER`),
    ])
    const born = (await residents()).filter(({ idNumber }) => idNumber?.slice(6, 14) === '19680912')
    expect(new Set(born.map(({ birthDate }) => birthDate))).toEqual(new Set(['1968-09-12']))
  })

  test('r07: a formula stands for its value; one that has none, and one that failed, say so', async () => {
    expect((await ledger('r07_formulas.xlsx')).rows).toEqual([
      '2 added',
      '3 refused FORMULA_EMPTY PHONE_MISSING',
      '4 refused CELL_ERROR HUKOU_MISSING',
    ])
  })

  test('r11: a merged number of a household holds for all of its people', async () => {
    await ledger('r11_household_merged_cells.xlsx')
    const [first, second] = [
      ['197001011010', '197101011026', '199901011031'],
      ['197201011015', '197301011020'],
    ]
    expect([await households(...first), await households(...second)]).toEqual([1, 1])
    expect(await households(...first, ...second)).toBe(2)
  })

  test('r12: a head by whatever word, and one who is refused, ends the household before', async () => {
    const { rows } = await ledger('r12_relation_words.xlsx')
    expect(rows[4]).toBe('6 refused ID_MISSING PHONE_MISSING')
    const families = [
      ['195101151257', '195102151275'],
      ['195103151293', '195104151316'],
      ['195105151334', '195106151352'],
    ]
    for (const family of families) expect(await households(...family)).toBe(1)
    expect(await households(...families.flat())).toBe(3)
  })

  test('r13: another name under a known number renames nobody', async () => {
    expect((await ledger('r13a_first.xlsx')).rows).toEqual(['2 added'])
    expect((await ledger('r13b_other_name_same_id.xlsx')).rows).toEqual(['2 refused NAME_OTHER'])
    expect(await byTail('197401011116')).toMatchObject([{ name: '冯真名', phone: '13900000001' }])
  })
})

const LIST = { roster: 'civil-affairs', certifier: '民政部门', confirmedOn: '2021-12-10' }

describe('a list of subsidised people', () => {
  async function list(name: string): Promise<string[]> {
    tried.add(name)
    const { batch } = await sendList(office, given(name), { region: 'kelan', ...LIST })
    const rows = await allRows(office, batch)
    return rows
      .map(({ line, change, outcome, flaws }) => [line, change, outcome, ...flaws.map(({ code }) => code)].join(' '))
      .sort((a, b) => parseInt(a) - parseInt(b))
  }

  test('s02: a word near to one of the notice is asked about, and gives nothing unasked', async () => {
    expect(await list('s02_plain.xlsx')).toEqual([
      '2 新增 taken',
      '3 新增 taken',
      '4 新增 sentBack CATEGORY_NEAR',
      '5 新增 taken',
      '6 新增 taken',
      '7 新增 sentBack CATEGORY_NEAR',
      '8 新增 taken',
      '9 新增 sentBack CATEGORY_SLIP',
      '10 新增 taken CATEGORY_UNLISTED',
      '11 新增 sentBack CATEGORY_NEAR',
      '12 新增 sentBack CATEGORY_NEAR',
      '13 新增 taken',
      '14 新增 taken',
      '15 减少 sentBack NOT_CERTIFIED',
    ])
  })

  test('s11: a row that is struck out goes back with the question', async () => {
    expect(await list('s11_strikethrough.xlsx')).toEqual(['2 新增 taken', '3 新增 sentBack ROW_STRUCK'])
  })

  test('s13: removals under another heading are removals', async () => {
    expect(await list('s13_change_变动类型.xlsx')).toEqual([2, 3, 4].map((row) => `${row} 减少 sentBack NOT_CERTIFIED`))
  })
})

describe('a file of the tax office', () => {
  interface Outcome {
    matched: number
    open: string[]
    account: TaxFileDocument['account']
  }
  async function taxFile(name: string): Promise<Outcome> {
    tried.add(name)
    const { tally, taxFile } = await importTaxFile(office, 'kelan', given(name))
    const { rows } = await office.ask<Answers['taxRows']>('payment', 'taxRows', {
      region: 'kelan',
      taxFile,
      state: 'open',
      after: null,
    })
    const open = [...rows].sort((a, b) => a.line - b.line).map(({ line, words }) => `${line} ${words}`)
    const [file] = await county.stored<TaxFileDocument>('tax-files', { _id: taxFile })
    return { matched: tally.matched, open, account: file!.account }
  }
  /** Whether somebody has paid, by the end of their number. */
  async function hasPaid(tail: string): Promise<boolean> {
    const [resident] = await byTail(tail)
    const [enrolment] = await county.stored<EnrolmentDocument>('enrolments', { resident: resident!.id })
    return enrolment!.events.some(({ kind }) => kind === 'paid')
  }

  test('t02: only what is known to mean paid counts; each other row says its state', async () => {
    const { matched, open, account } = await taxFile('t02_states.xlsx')
    expect([matched, open]).toEqual([
      1,
      [
        '2 状态不是“已缴费”，没有计入（扣款失败）',
        '3 状态不是“已缴费”，没有计入（未缴费）',
        '4 税务标为作废或退费（已撤销）',
        '5 税务标为作废或退费（冲正）',
        '6 税务标为作废或退费（作废）',
        '7 税务标为作废或退费（退费中）',
        '8 状态不是“已缴费”，没有计入（待入库）',
        '10 税务标为作废或退费（已退库（2021-12-15））',
      ],
    ])
    expect(account).toEqual({ rows: 10, taken: 1, exceptions: 8, left: { HEAD: 1 } })
    expect([await hasPaid('197801105373'), await hasPaid('197103125238')]).toEqual([true, false])
  })

  test('t03: who is insured has paid, not who paid for them', async () => {
    expect(await taxFile('t03_payer_and_insured.xlsx')).toMatchObject({ matched: 1, open: [] })
    expect([await hasPaid('198104135432'), await hasPaid('198003125411')]).toEqual([true, false])
  })

  test('t04: a year as a day, as a month, in Chinese numerals, and days in any form', async () => {
    expect(await taxFile('t04_year_serial.xlsx')).toMatchObject({ matched: 9, open: [] })
  })

  test('t06: nobody is taken for a line of sums; what nobody sees hides nobody', async () => {
    expect(await taxFile('t06_names.xlsx')).toMatchObject({
      matched: 7,
      open: ['3 没有证件号码', '6 证件号码在台账里，姓名却不一样', '11 证件号码在表格里丢了位数'],
    })
  })

  test('t07: sums are left out by name', async () => {
    expect(await taxFile('t07_footer_sums.xlsx')).toMatchObject({
      matched: 3,
      open: [],
      account: { rows: 9, taken: 3, exceptions: 0, left: { TITLE: 2, HEAD: 1, SUM: 2, FOOTER: 1 } },
    })
  })

  test('t09: a row that is filtered out waits for a person', async () => {
    const { matched, open } = await taxFile('t09_hidden_row.xlsx')
    expect([matched, open]).toEqual([1, [expect.stringContaining('3 这一行在表格里是隐藏或筛掉的')]])
    expect(await hasPaid('19730817587X')).toBe(false)
  })

  test('t10: people behind a cover are read', async () => {
    expect(await taxFile('t10_second_sheet.xlsx')).toMatchObject({
      matched: 1,
      account: { left: { SHEET_WITHOUT_HEAD: 2, HEAD: 1 } },
    })
  })

  test('t13: the head of the tax office’s own system is known', async () => {
    expect(await taxFile('t13_real_head.xlsx')).toMatchObject({ matched: 1, open: [] })
  })

  test('t17: quotes that nobody closed swallow no payment', async () => {
    expect(await taxFile('t17_stray_quotes.csv')).toMatchObject({ matched: 4, open: [] })
    const { files } = await office.ask<Answers['taxFiles']>('payment', 'taxFiles', { region: 'kelan' })
    const told = files.flatMap(({ notes = [] }) => notes)
    expect(told).toEqual([2, 4].map((row) => `第 ${row} 行有没配对的引号，已按普通字符读，没有丢行`))
    expect(files.find(({ notes }) => notes !== undefined)?.account).toEqual({
      rows: 5,
      taken: 4,
      exceptions: 0,
      left: [{ why: '表头', rows: 1 }],
    })
  })

  test('t18: of a payment and its refund in one file neither counts, and both say so', async () => {
    expect(await taxFile('t18_refund_row.xlsx')).toMatchObject({
      matched: 0,
      open: ['2 这笔在同一个文件里又退了，没有计入', '3 税务标为作废或退费（退费）'],
      account: { taken: 0, exceptions: 2 },
    })
    expect(await hasPaid('198805146177')).toBe(false)
  })

  test('t21: another insurance is left out by name', async () => {
    expect(await taxFile('t21_other_insurance.xlsx')).toMatchObject({
      matched: 1,
      account: { left: { HEAD: 1, OTHER_INSURANCE: 1 } },
    })
    expect(await hasPaid('197204137051')).toBe(false)
  })
})

test('a file under a password is read with it, and by whoever goes on with it without it', async () => {
  const [ledger, tax] = ['f10_prefixed_ns.xlsx', 't13_real_head.xlsx'].map((name) => aesZip(name, given(name), '钥匙'))
  const file = await putFile(office, KELAN, ledger!)
  const ask = { ...KELAN, file, from: 0 }
  expect(await office.refusal('enrollment', 'importResidents', ask)).toMatchObject({ code: 'FILE_ENCRYPTED' })
  expect(await office.refusal('enrollment', 'importResidents', { ...ask, key: '不对' })).toMatchObject({
    code: 'FILE_KEY_WRONG',
  })
  expect(await office.ask('enrollment', 'importResidents', { ...ask, key: '钥匙' })).toMatchObject({
    rows: [{ outcome: 'same' }],
  })
  const name = await putTaxFile(office, 'kelan', tax!)
  const read = { region: 'kelan', file: name }
  expect(await office.refusal('payment', 'readTaxFile', read)).toMatchObject({ code: 'FILE_ENCRYPTED' })
  // The same file came before in clear: it is known by what is in it.
  expect(await office.ask('payment', 'readTaxFile', { ...read, key: '钥匙' })).toMatchObject({ rows: 1, done: true })
  expect(await county.stored('file-parts', {})).not.toContainEqual(
    expect.objectContaining({ file: expect.stringContaining(name) as string }),
  )
})

describe('before anything is taken, whoever sent a file sees what its columns are', () => {
  type Laid = Answers['taxColumns']
  const NUMBERS = ['990000198703041112', '990000198703041139']
  const csv = (head: string, ...rows: string[]): Buffer => Buffer.from([head, ...rows].join('\n'))
  const NOTHING = { sheetsLeft: [], hidden: null, struck: null }

  test('a ledger whose headings nobody knows is read as a person says, and next time without asking', async () => {
    const send = (name: string, number: string) => putFile(office, KELAN, csv('当事人,编码', `${name},${number}`))
    const ask = { ...KELAN, key: null }
    const file = await send('周一一', NUMBERS[0]!)
    expect(await office.refusal('enrollment', 'importResidents', { ...KELAN, file, from: 0 })).toMatchObject({
      code: 'HEADER_NOT_FOUND',
    })
    const laid = await office.ask<Laid>('enrollment', 'ledgerColumns', { ...ask, file, chosen: null })
    expect(laid).toMatchObject({ readable: false, isDecided: false, sheets: [{ headRow: 1, rows: 0 }] })
    expect(laid.sheets[0]!.columns.map(({ heading, samples }) => `${heading} ${samples.join()}`)).toEqual([
      '当事人 周***',
      '编码 ***1112',
    ])
    const chosen = {
      columns: [
        { key: '当事人', field: 'name' },
        { key: '编码', field: 'idNumber' },
      ],
      ...NOTHING,
    }
    expect(await office.ask('enrollment', 'ledgerColumns', { ...ask, file, chosen })).toMatchObject({
      readable: true,
      isDecided: true,
      choice: laid.choice,
    })
    expect(
      await office.ask('enrollment', 'importResidents', { ...KELAN, file, from: 0, choice: laid.choice }),
    ).toMatchObject({ rows: [{ row: 2, outcome: 'added' }], next: null })
    const next = await send('周一二', NUMBERS[1]!)
    const again = await office.ask<Laid>('enrollment', 'ledgerColumns', { ...ask, file: next, chosen: null })
    expect(again).toMatchObject({ readable: true, isDecided: true, choice: laid.choice, decided: chosen })
    expect(
      await office.refusal('enrollment', 'ledgerColumns', {
        ...ask,
        file: next,
        chosen: { ...chosen, columns: [{ key: '编码', field: 'constructor' }] },
      }),
    ).toMatchObject({ code: 'UNKNOWN_COLUMN', found: 'constructor' })
  })

  test('of the tax office’s file the columns of whoever is insured are chosen, and hidden rows said to count', async () => {
    const file = await putTaxFile(office, 'kelan', given('t09_hidden_row.xlsx'))
    const ask = { region: 'kelan', file, key: null }
    const laid = await office.ask<Laid>('payment', 'taxColumns', { ...ask, chosen: null })
    expect(laid).toMatchObject({ readable: true, isDecided: false })
    expect(laid.hidden).toBeGreaterThan(0)
    await office.ask('payment', 'taxColumns', { ...ask, chosen: { columns: [], ...NOTHING, hidden: 'left' } })
    await office.ask('payment', 'readTaxFile', { region: 'kelan', file, choice: laid.choice })
    // It came before, and stays as it was read then.
    const [stored] = await county.stored<TaxFileDocument>('tax-files', { choice: { $exists: true } })
    expect(stored).toBeUndefined()
    const other = csv('谁参保,谁的号码,哪年,多少钱,哪天', `甲甲,${NUMBERS[0]},2022,320,2021-12-01`)
    const mine = await putTaxFile(office, 'kelan', other)
    const named = { region: 'kelan', file: mine, key: null }
    const columns = [
      ['谁参保', 'insuredName'],
      ['谁的号码', 'insuredId'],
      ['哪年', 'year'],
      ['多少钱', 'amount'],
      ['哪天', 'paidOn'],
    ].map(([key, field]) => ({ key, field }))
    const { choice } = await office.ask<Laid>('payment', 'taxColumns', { ...named, chosen: { columns, ...NOTHING } })
    expect(
      await office.ask('payment', 'readTaxFile', { region: 'kelan', file: mine, choice, called: '缴费.csv' }),
    ).toMatchObject({ rows: 1, done: true })
  })

  test('a list that is read with other columns is another batch; the notice’s column under another name is not missing', async () => {
    const bytes = csv('对象,身份证号码,人员类别,联系电话', `周一一,${NUMBERS[0]},特困人员,13900000000`)
    const file = await putList(office, 'kelan', bytes)
    const list = { region: 'kelan', year: 2022, ...LIST, key: null }
    const { confirmedOn: _, ...ask } = list
    const columns = [{ key: '对象', field: 'name' }]
    const { choice } = await office.ask<Laid>('county', 'rosterColumns', {
      ...{ ...ask, file, chosen: { columns, ...NOTHING } },
    })
    const { batch } = await office.ask<{ batch: string }>('county', 'readRoster', { ...list, file, choice })
    const shown = await office.ask<{ missingColumns: string[]; taken: number }>('county', 'rosterBatch', { batch })
    expect(shown.taken).toBe(1)
    expect(shown.missingColumns).not.toContain('姓名')
    const { confirmedOn: __, ...unknown } = { ...list, certifier: '没有的部门' }
    expect(await office.refusal('county', 'rosterColumns', { ...unknown, file, chosen: null })).toMatchObject({
      code: 'UNKNOWN_CERTIFIER',
    })
  })
})

test('a word near to the notice’s is asked about once in a place, with whom it touches, and holds for lists that come after', async () => {
  const people = (await residents()).slice(0, 3)
  const send = (word: string, day: string) =>
    sendList(
      office,
      Buffer.from(
        ['姓名,身份证号码,人员类别', ...people.map(({ name, idNumber }) => `${name},${idNumber},${word}`)].join('\n'),
      ),
      { region: 'kelan', ...LIST, confirmedOn: day },
    )
  const { batch, sentBack } = await send('五 保户', '2021-12-11')
  expect(sentBack).toBe(3)
  const { words } = await office.ask<CountyAnswers['nearWords']>('county', 'nearWords', { batch })
  expect(words).toMatchObject([{ word: '五 保户', rows: 3, said: null }])
  expect(words[0]!.people).toEqual(people.map(({ name }) => `${name[0]}***`))
  expect(words[0]!.near[0]).toBe('特困人员')
  const say = { batch, word: '五 保户', identity: '特困人员', operation: 'say-near-word' }
  expect(await office.refusal('county', 'sayNearWord', { ...say, identity: 'constructor' })).toMatchObject({
    code: 'UNKNOWN_IDENTITY',
  })
  expect(await office.refusal('county', 'sayNearWord', { ...say, word: '贫困' })).toMatchObject({
    code: 'UNKNOWN_WORD',
  })
  expect(await office.ask('county', 'sayNearWord', say)).toMatchObject({ rows: 3 })
  const rechecked = await office.ask<CountyAnswers['recheckRoster']>('county', 'recheckRoster', { batch, begin: true })
  expect(rechecked.done).toBe(true)
  const rows = await allRows(office, batch)
  expect(rows.map(({ category, flaws }) => `${category} ${flaws.map(({ code }) => code).join()}`)).toEqual(
    people.map(() => '特困人员 CATEGORY_BY_PLACE'),
  )
  expect(await send('五保户', '2021-12-12')).toMatchObject({ sentBack: 0 })
  expect(await office.ask('county', 'nearWords', { batch })).toEqual({ words: [] })
})

test('all of the thirty files were tried', () => {
  expect([...tried].sort()).toEqual(readdirSync(join(__dirname, 'given')).sort())
})
