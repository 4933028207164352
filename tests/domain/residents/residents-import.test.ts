import { deflateRawSync } from 'node:zlib'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { ResidentDocument } from '../../../cloudfunctions/domain/people/documents'
import { openResident } from '../../../cloudfunctions/domain/people/residents'
import { madeUpId } from '../../../commands/demo-data/resident-id'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud, Person } from '../county-cloud'
import { glance, importFile, putFile, workbook } from './ledger-file'

const EAST = { region: 'ruijin', village: 'ruijin-1-1' }
const HEADER = [
  '姓 名',
  '性别',
  '身份证号码（18位）',
  '出生日期',
  '与户主关系',
  '联系电话',
  '通讯地址',
  '户籍信息',
  '备注',
]
const born = '1960-03-04'
const id = (n: number, day = born) => madeUpId(day, n, '女')
const line = (n: number, relation = '户主') => [
  `甲子${n}`,
  '女',
  id(n),
  born,
  relation,
  `000${String(n).padStart(8, '0')}`,
  `东一村${n}号`,
  '瑞金市象湖镇',
  null,
]

describe('importing a ledger', () => {
  let county: CountyCloud
  let clerk: Person
  beforeAll(async () => {
    county = await startCountyCloud({ only: ['enrollment'] })
    clerk = county.as('oClerkEast')
    await county.as('oCounty').ask('enrollment', 'openSeason', { region: 'ruijin', year: 2022 })
  })
  afterAll(() => county.stop())

  const residents = async () => (await county.stored<ResidentDocument>('residents')).map(openResident)
  const named = async (name: string) => (await residents()).find((resident) => resident.name === name)

  test('two households are added with their heads, each with an enrolment; the file is gone; a second time changes nothing', async () => {
    const file = await workbook([
      ['瑞金市2022年度参保台账'],
      HEADER,
      line(1),
      line(2, '配偶'),
      line(3),
      line(4, '子女'),
    ])
    const first = await importFile(clerk, EAST, file)
    expect(glance(first.rows)).toEqual(['3 added', '4 added', '5 added', '6 added'])
    expect(first.last).toMatchObject({ ignored: ['备注'], total: 4, next: null })
    expect(await county.stored('file-parts')).toEqual([])

    const [wife, head] = [(await named('甲子2'))!, (await named('甲子1'))!]
    expect(wife).toMatchObject({ household: head.household, village: 'ruijin-1-1', flaws: [] })
    expect(await county.stored('households', { _id: head.household })).toMatchObject([{ head: head.id }])
    expect(await county.stored('enrolments', { resident: wife.id })).toMatchObject([
      { year: 2022, status: 'due', township: '象湖镇' },
    ])

    const before = JSON.stringify(
      await Promise.all(['residents', 'households', 'enrolments'].map((name) => county.stored(name))),
    )
    expect(glance((await importFile(clerk, EAST, file)).rows)).toEqual(['3 same', '4 same', '5 same', '6 same'])
    expect(
      JSON.stringify(await Promise.all(['residents', 'households', 'enrolments'].map((name) => county.stored(name)))),
    ).toBe(before)
  })

  test('columns stand in any order under the names that clerks give them; days are dates, serials or text', async () => {
    const rows = [
      ['户编号', '手机', '公民身份号码', '生日', '户籍', '家庭住址', '参保人姓名', '性别'],
      ['7', 1_380_000_0000, id(11), new Date('1960-03-04T00:00:00Z'), '瑞金市', '东一村', '甲子11', '女'],
      ['7', '00000000012', id(12), 21_979, '瑞金市', '东一村', '甲子12', '女性'],
      ['8', '00000000013', id(13), '1960年3月4日', '瑞金市', '东一村', '甲子13', '女'],
      ['8', '00000000014', id(14), 19_600_304, '瑞金市', '东一村', '甲子14', '女'],
      [
        '9',
        '00000000015',
        id(15),
        { formula: 'DATE(1960,3,4)', result: new Date('1960-03-04T00:00:00Z') },
        '瑞金市',
        '东一村',
        '甲子15',
        '女',
      ],
    ]
    const { rows: report } = await importFile(clerk, EAST, await workbook(rows))
    expect(glance(report)).toEqual(['2 added', '3 added', '4 added', '5 added', '6 added'])
    expect((await named('甲子11'))!.household).toBe((await named('甲子12'))!.household)
    expect((await named('甲子11'))!.household).not.toBe((await named('甲子13'))!.household)
  })

  test('every row that cannot be entered is told with what is wrong, in the words of the notice; the others are entered', async () => {
    const wrong = `${id(21).slice(0, 17)}${id(21)[17] === '5' ? '6' : '5'}`
    const rows = [
      HEADER,
      line(20),
      ['甲子21', '女', wrong, ...line(21).slice(3)],
      line(20),
      ['', ...line(22).slice(1)],
      ['甲子23', '女', Number(id(23).replace('X', '0')), ...line(23).slice(3)],
      ['甲子24', '男', id(24), '1960-03-05', '户主', '12', null, '广东省广州市'],
      ['甲子25', { formula: 'A1/0', result: { error: '#DIV/0!' } }, ...line(25).slice(2)],
    ]
    const { rows: report } = await importFile(clerk, EAST, await workbook(rows))
    expect(glance(report)).toEqual([
      '2 added',
      '3 refused ID_CHECK_DIGIT',
      '4 refused ROW_TWICE',
      '5 refused NAME_MISSING',
      '6 refused ID_LOST_DIGITS',
      '7 added ADDRESS_MISSING SEX_DISAGREES BIRTH_DISAGREES PHONE_FORM HUKOU_ELSEWHERE',
      '8 refused CELL_ERROR',
    ])
    expect(report[2]!.flaws[0]).toEqual({ code: 'ROW_TWICE', kind: '重', words: '这个证件号码在表格的前面已经有一行' })
  })

  test('a later file corrects, and an empty cell takes nothing away; a birthday is put right in the open year', async () => {
    await importFile(
      clerk,
      EAST,
      await workbook([HEADER, [...line(31).slice(0, 3), '1960-03-05', ...line(31).slice(4)]]),
    )
    const later = await workbook([
      ['姓名', '身份证号', '出生日期', '电话'],
      ['甲子31', id(31), born, '00000009999'],
      ['甲子1', id(1), null, null],
    ])
    expect(glance((await importFile(clerk, EAST, later)).rows)).toEqual(['2 corrected', '3 same'])
    const person = (await named('甲子31'))!
    expect(person).toMatchObject({ phone: '00000009999', address: '东一村31号', flaws: [] })
    expect((await county.stored<EnrolmentDocument>('enrolments', { resident: person.id }))[0]!.events).toMatchObject([
      { kind: 'corrected' },
    ])
  })

  test('a newborn is entered without a number, and with it in a later file stays the same person', async () => {
    const header = ['姓名', '性别', '身份证号', '证件类型', '出生日期', '户主身份证号', '户籍信息']
    const child = (number: string | null, kind: string) => ['乙丑41', '女', number, kind, '2021-11-20', id(1), '瑞金市']
    expect(glance((await importFile(clerk, EAST, await workbook([header, child(null, '新生儿')]))).rows)).toEqual([
      '2 added ADDRESS_MISSING PHONE_MISSING',
    ])
    const before = (await named('乙丑41'))!
    expect(before.household).toBe((await named('甲子1'))!.household)
    const numbered = child(madeUpId('2021-11-20', 41, '女'), '居民身份证')
    expect(glance((await importFile(clerk, EAST, await workbook([header, numbered]))).rows)).toEqual([
      '2 corrected ADDRESS_MISSING PHONE_MISSING',
    ])
    expect(await named('乙丑41')).toMatchObject({ id: before.id, idKind: 'residentId', idNumber: numbered[2] })
  })

  test('the county imports many villages at once; a village that is unknown or not said is told, and a clerk’s file is for the clerk’s village', async () => {
    const rows = [
      ['乡(镇)', '村（社区）', '姓名', '身份证号', '户籍信息'],
      ['象湖镇', '西二村', '甲子51', id(51), '瑞金市'],
      [null, '南三村（演示）', '甲子52', id(52), '瑞金市'],
      ['象湖镇', '南三村', '甲子53', id(53), '瑞金市'],
      ['象湖镇', null, '甲子54', id(54), '瑞金市'],
    ]
    const missing = 'ADDRESS_MISSING PHONE_MISSING'
    const { rows: report } = await importFile(
      county.as('oCounty'),
      { region: 'ruijin', village: null },
      await workbook(rows),
    )
    expect(glance(report)).toEqual([
      `2 added ${missing} HOUSEHOLD_MISSING`,
      `3 added ${missing} HOUSEHOLD_MISSING`,
      `4 refused VILLAGE_UNKNOWN ${missing}`,
      `5 refused VILLAGE_MISSING ${missing}`,
    ])
    expect(glance((await importFile(clerk, EAST, await workbook(rows))).rows)[0]).toMatch(
      /^2 refused VILLAGE_ELSEWHERE/,
    )
    expect(
      glance(
        (
          await importFile(
            clerk,
            EAST,
            await workbook([
              ['姓名', '身份证号'],
              ['甲子51', id(51)],
            ]),
          )
        ).rows,
      )[0],
    ).toMatch(/^2 refused.*TWICE_ELSEWHERE$/)
  })

  test.each([
    ['utf8', 'UTF-8 with its mark'],
    ['gb18030', 'GB18030'],
  ])('a file with commas in %s is read as well', async (encoding) => {
    const n = encoding === 'utf8' ? 61 : 62
    const rows = [
      '姓名,性别,身份证号,出生日期,通讯地址,联系电话,户籍信息',
      `甲子${n},女,${id(n)},1960/3/4,"东一村,""${n}""号",00000000061,瑞金市`,
      `甲子63,女,9.90E+17,1960.3.4,东一村,00000000063,瑞金市`,
    ]
    const file = encoding === 'utf8' ? Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`) : inGb18030(rows.join('\n'))
    expect(glance((await importFile(clerk, EAST, file)).rows)).toEqual([
      '2 added HOUSEHOLD_MISSING',
      '3 refused ID_LOST_DIGITS',
    ])
    expect((await named(`甲子${n}`))!.address).toBe(`东一村,"${n}"号`)
  })

  test('a long file takes several calls; broken off and begun anew it ends the same, and two who import it at once enter nobody twice', async () => {
    const file = await workbook([HEADER, ...Array.from({ length: 64 }, (_, i) => line(100 + i))])
    const name = await putFile(clerk, EAST, file)
    expect(await clerk.ask('enrollment', 'importResidents', { ...EAST, file: name, from: 0 })).toMatchObject({
      total: 64,
      next: 62,
    })
    const [one, two] = await Promise.all([
      importFile(clerk, EAST, file),
      importFile(county.as('oClerkBoth'), EAST, file),
    ])
    expect([...one.rows, ...two.rows].every(({ outcome }) => outcome === 'added' || outcome === 'same')).toBe(true)
    const names = (await residents()).map((resident) => resident.name).filter((text) => Number(text.slice(2)) >= 100)
    expect(names).toHaveLength(64)
    expect(new Set(names).size).toBe(64)
    expect((await importFile(clerk, EAST, file)).rows.every(({ outcome }) => outcome === 'same')).toBe(true)
  })

  test('a rule on a whole column does not stop the reading', async () => {
    const file = await workbook([HEADER, line(71)], {
      after:
        '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="B2:B1048576"><formula1>"男,女"</formula1></dataValidation></dataValidations>',
    })
    const began = performance.now()
    expect(glance((await importFile(clerk, EAST, file)).rows)).toEqual(['2 added'])
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test.each<[string, Buffer, string]>([
    ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'FILE_OLD_XLS'],
    ['half a workbook', Buffer.from('PK\x03\x04 torn'), 'FILE_UNREADABLE'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'FILE_UNREADABLE'],
    ['a zip that swells to 64 MB', zipOf(deflateRawSync(Buffer.alloc(64 * 1024 * 1024)), 12), 'FILE_TOO_LARGE'],
    ['a list without headings', Buffer.from('甲子,女\n乙丑,男\n'), 'HEADER_NOT_FOUND'],
    ['6,000 rows', Buffer.from(`姓名,性别\n${'甲,女\n'.repeat(6_000)}`), 'FILE_TOO_LONG'],
  ])('%s is refused by name', async (_what, file, code) => {
    const name = await putFile(clerk, EAST, file)
    expect(await clerk.refusal('enrollment', 'importResidents', { ...EAST, file: name, from: 0 })).toMatchObject({
      code,
    })
  })

  test('a file that is not whole is not read, a part lies here sealed, and another’s file is nobody else’s', async () => {
    const part = { ...EAST, file: 'half-a-file', part: 0, parts: 3, base64: Buffer.from('甲子99').toString('base64') }
    expect(await clerk.ask('enrollment', 'putFilePart', part)).toEqual({ missing: [1, 2] })
    expect(
      await clerk.refusal('enrollment', 'importResidents', { ...EAST, file: 'half-a-file', from: 0 }),
    ).toMatchObject({ code: 'FILE_INCOMPLETE', found: '1,2' })
    expect(JSON.stringify(await county.stored('file-parts'))).not.toContain(part.base64)
    expect(
      await county.as('oClerkBoth').refusal('enrollment', 'importResidents', { ...EAST, file: 'half-a-file', from: 0 }),
    ).toMatchObject({ code: 'FILE_INCOMPLETE', found: '0' })
  })

  test('what was left lying is removed with the owner’s next file, a day later', async () => {
    await county.setClock('2021-12-12T09:00:00+08:00')
    await putFile(clerk, EAST, Buffer.from('x'))
    expect(await county.stored('file-parts')).toHaveLength(1)
  })
})

/** A zip of one entry that says it is small. */
function zipOf(deflated: Buffer, saidSize: number): Buffer {
  const name = Buffer.from('xl/workbook.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(deflated.length, 18)
  local.writeUInt32LE(saidSize, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(deflated.length, 20)
  central.writeUInt32LE(saidSize, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + deflated.length, 16)
  return Buffer.concat([local, name, deflated, central, name, end])
}

/** Node decodes GB18030 but does not encode it: each character is looked for among all two-byte codes. */
function inGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, Buffer>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++)
      codes.set(decoder.decode(Buffer.from([high, low])), Buffer.from([high, low]))
  }
  return Buffer.concat([...text].map((char) => (char.charCodeAt(0) < 0x80 ? Buffer.from(char) : codes.get(char)!)))
}
