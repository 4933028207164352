import { nameTag } from '../../../cloudfunctions/domain/clerk/households'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import { RUIJIN, startVillageCounty, type VillageCounty } from './village-county'

let county: VillageCounty
let family: string[]

beforeAll(async () => {
  county = await startVillageCounty()
  family = await county.household(1, 3)
  await county.household(2, 1, { birthDate: '1940-01-01', name: '乙丑', group: '2组', flaws: ['PHONE_MISSING'] })
  await county.household(3, 2, { name: '丙寅卯', absent: null })
  await county.household(10, 1, { village: 'ruijin-1-2', name: '西二人' })
  await county.openSeason('ruijin', 'oCounty')
})
afterAll(() => county.stop())

const list = async (openid = 'oClerkEast') => {
  const page = await county.desk(openid, 'households', { ...RUIJIN, after: null, known: null })
  if (page.unchanged) throw new Error('nothing is known yet')
  return page
}

test('the list shows the households of the own village by their names, with who has to pay', async () => {
  const { rows, next } = await list()
  expect(next).toBeNull()
  expect(
    rows.map(({ household, head, group, unpaid, owed, elderlyAlone }) => [
      household,
      head,
      group,
      unpaid,
      owed,
      elderlyAlone,
    ]),
  ).toEqual([
    ['house-1', '甲子10', '1组', 3, 96_000, false],
    ['house-2', '乙丑', '2组', 1, 32_000, true],
    ['house-3', '丙寅卯', '1组', 2, 64_000, false],
  ])
  expect(rows[1]!.people[0]).toMatchObject({
    name: rows[1]!.head,
    initials: 'yc',
    marks: ['unpaid', 'flawed'],
    status: 'due',
    fee: 32_000,
    cover: null,
  })
  // Who only looks sees nobody's name; and of who keeps the ledger one line a day says that they saw the list.
  const masked = await county.desk('oAuditor', 'households', { ...RUIJIN, after: null, known: null })
  expect(JSON.stringify(masked)).not.toMatch(/乙丑|丙寅卯|甲子/)
  await list()
  const lines = await county.stored<AuditDocument>('audit', { action: 'households', outcome: 'revealed' })
  expect(lines).toMatchObject([{ openid: 'oClerkEast', target: 'ruijin-1-1', why: 'NAMES', day: '2021-12-10' }])
})

test('a page that has not changed is not sent again; after a payment it is', async () => {
  const { digest } = await list()
  const again = () => county.desk('oClerkEast', 'households', { ...RUIJIN, after: null, known: digest })
  expect(await again()).toEqual({ unchanged: true, next: null })
  await county.take(county.as('oClerkEast'), family)
  expect(await again()).toMatchObject({
    unchanged: false,
    rows: [{ household: 'house-1', unpaid: 0, owed: 0, people: [{ status: 'paid', marks: [] }, {}, {}] }, {}, {}],
  })
})

test('a full name typed without a network finds its household by the tag; the tag alone fits many names', async () => {
  const { rows } = await list()
  const found = (name: string) =>
    rows
      .filter(({ people }) => people.some((one) => one.tag === nameTag(name) && one.name[0] === name[0]))
      .map(({ household }) => household)
  expect(found('丙寅卯')).toEqual(['house-3'])
  expect(found('丙寅辰')).toEqual([])
  const names = Array.from(
    { length: 20_000 },
    (_, i) => `丙${String.fromCharCode(0x4e00 + (i % 5000))}${String.fromCharCode(0x4e00 + 7 * (i % 1999))}`,
  )
  const alike = names.filter((name) => nameTag(name) === nameTag('丙寅卯')).length
  expect(alike).toBeGreaterThan(5)
  expect(alike).toBeLessThan(50)
})

test('the server finds by a part of a name and by last digits, in the own village only', async () => {
  const find = async (words: string) =>
    (await county.desk('oClerkEast', 'findHouseholds', { ...RUIJIN, words })).rows.map(({ household }) => household)
  expect(await find('寅卯')).toEqual(['house-3'])
  expect(await find('乙丑')).toEqual(['house-2'])
  expect(await find('西二人')).toEqual([])
  const [
    {
      people: [{ tail }],
    },
  ] = (await list()).rows as unknown as [{ people: [{ tail: string }] }]
  expect(await find(tail)).toContain('house-1')
  const refusal = (words: string) => county.as('oClerkEast').refusal('village', 'findHouseholds', { ...RUIJIN, words })
  expect(await refusal('乙')).toMatchObject({ code: 'SEARCH_TOO_SHORT' })
  expect(await refusal('123')).toMatchObject({ code: 'SEARCH_TOO_SHORT' })
})

test('at the door names are in full for who keeps the ledger, and that leaves one line of audit a day', async () => {
  const ask = (reason: 'payment' | null, openid = 'oClerkEast') =>
    county.desk(openid, 'householdDesk', { household: 'house-3', year: 2022, reason })
  expect(await ask(null, 'oAuditor')).toMatchObject({ revealed: false, members: [{ name: '丙***' }, {}] })
  for (const reason of [null, null, 'payment', 'payment'] as const)
    expect(await ask(reason)).toMatchObject({
      revealed: true,
      total: 64_000,
      members: [
        { name: '丙寅卯', isHead: true, age: 51, fee: 32_000, status: 'due', held: null, phone: '000****0030' },
        { isHead: false },
      ],
    })
  const lines = await county.stored<AuditDocument>('audit', { action: 'householdDesk', outcome: 'revealed' })
  expect(lines.map(({ why }) => why).sort()).toEqual(['NAMES', 'name:payment'])
  expect(lines[0]).toMatchObject({ openid: 'oClerkEast', target: 'house-3', region: 'ruijin' })
  expect(
    await county
      .as('oAuditor')
      .refusal('village', 'householdDesk', { household: 'house-3', year: 2022, reason: 'complaint' }),
  ).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(
    await county.desk('oAuditor', 'householdDesk', { household: 'house-3', year: 2022, reason: null }),
  ).toMatchObject({ revealed: false })
})

test('who has paid is shown with the receipt, and nothing more is asked of them', async () => {
  const { members, receipts, total } = await county.desk('oClerkEast', 'householdDesk', {
    household: 'house-1',
    year: 2022,
    reason: null,
  })
  expect(total).toBe(0)
  expect(members.map(({ fee, because }) => [fee, because])).toEqual(Array(3).fill([null, '这一年的费用已经缴过了。']))
  expect(receipts).toMatchObject([
    { receipt: 'ruijin-2022-1-1-00001', amount: 96_000, people: 3, way: 'cash', state: 'issued' },
  ])
})

test('a visit is kept once, its note sealed', async () => {
  const visit = {
    ...RUIJIN,
    operation: 'visit-00000001',
    household: 'house-2',
    way: 'door',
    result: 'nobody',
    note: '邻居说在县城',
  } as const
  const first = await county.desk('oClerkEast', 'recordContact', visit)
  expect(first).toMatchObject({
    day: '2021-12-10',
    wayName: '上门',
    resultName: '没有人在或没接通',
    note: '邻居说在县城',
    mine: true,
  })
  await county.desk('oClerkEast', 'recordContact', visit)
  const { contacts } = await county.desk('oClerkBoth', 'householdDesk', {
    household: 'house-2',
    year: 2022,
    reason: null,
  })
  expect(contacts).toEqual([{ ...first, mine: false }])
  expect(JSON.stringify(await county.stored('contacts'))).not.toContain('县城')
  expect(
    await county
      .as('oClerkEast')
      .refusal('village', 'recordContact', { ...visit, operation: 'visit-00000002', household: 'house-10' }),
  ).toMatchObject({ code: 'HOUSEHOLD_ELSEWHERE' })
})
