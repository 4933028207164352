import type { Answers as PaymentAnswers } from '../../../cloudfunctions/payment/contract'
import { operation } from '../cash/clerk-county'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'
import { RUIJIN, startVillageCounty, type VillageCounty } from './village-county'

/**
 * A village of 瑞金 of two groups. Everybody of 二组 is called 乙某, was born in 1981 and lives in a house-2…: none of it may
 * come to the clerk of 一组. House 30 is of both groups, house 31 of none.
 */
const CLERK = 'oClerkFirst'
let county: VillageCounty
const houses = new Map<number, string[]>()

beforeAll(async () => {
  county = await startVillageCounty([CLERK])
  await county.seed('appointments', [
    {
      _id: CLERK,
      role: 'clerk',
      region: 'ruijin',
      villages: ['ruijin-1-1'],
      groups: ['一组'],
      from: '2021-01-01',
      until: null,
    },
  ])
  for (let n = 11; n <= 16; n++) houses.set(n, await county.household(n, 2, { group: '一组' }))
  for (let n = 21; n <= 26; n++)
    houses.set(
      n,
      await county.household(n, 2, { group: '二组', name: '乙某', birthDate: '1981-05-01', flaws: ['PHONE_MISSING'] }),
    )
  const other = { name: '乙某', birthDate: '1981-05-01' }
  await seedResidents(
    county,
    [
      madeResident(400, { household: 'house-30', group: '一组' }),
      madeResident(401, { ...other, household: 'house-30', group: '二组' }),
      madeResident(402, { ...other, household: 'house-31', group: null }),
    ],
    [madeHousehold(30, { head: 'person-400' }), madeHousehold(31, { head: 'person-402' })],
  )
  await county.openSeason('ruijin', 'oCounty')
  for (const n of [15, 25]) await county.take(county.as('oClerkEast'), houses.get(n)!)
})
afterAll(() => county.stop())

const ALL = { after: null, known: null } as const
const rowsOf = async (openid: string) => {
  const page = await county.desk(openid, 'households', { ...RUIJIN, ...ALL })
  return page.unchanged ? [] : page.rows
}
const OWN = ['house-11', 'house-12', 'house-13', 'house-14', 'house-15', 'house-16']

test('the clerk of a group has its households in the list, at the doors and on the call list, and nobody else', async () => {
  expect((await rowsOf(CLERK)).map(({ household }) => household)).toEqual(OWN)
  expect((await rowsOf('oClerkEast')).length).toBe(14)
  const open = OWN.filter((id) => id !== 'house-15')
  expect(
    (await county.desk(CLERK, 'takeAlong', { ...RUIJIN, after: null })).households.map(({ household }) => household),
  ).toEqual(open)
  expect(
    (await county.desk(CLERK, 'callList', { ...RUIJIN, after: null })).households.map(({ household }) => household),
  ).toEqual(open)
  expect((await county.desk(CLERK, 'findHouseholds', { ...RUIJIN, words: '乙某' })).rows).toEqual([])
  expect((await county.desk('oClerkEast', 'findHouseholds', { ...RUIJIN, words: '乙某' })).rows.length).toBe(8)
  expect((await county.desk(CLERK, 'sendReminders', { ...RUIJIN, operation: operation() })).unreached).toBe(5)
})

test('no answer of hers has a figure, an id or a word of another group', async () => {
  const asked = {
    desk: {},
    today: RUIJIN,
    households: { ...RUIJIN, ...ALL },
    findHouseholds: { ...RUIJIN, words: '甲子' },
    takeAlong: { ...RUIJIN, after: null },
    callList: { ...RUIJIN, after: null },
    conflicts: RUIJIN,
    dayClose: { ...RUIJIN, day: '2021-12-10', counted: null },
    householdDesk: { household: 'house-11', year: 2022, reason: 'payment' },
  } as const
  for (const action of Object.keys(asked) as (keyof typeof asked)[]) {
    const said = JSON.stringify(await county.desk(CLERK, action, asked[action]))
    expect([action, /乙|二组|house-2|house-3|1981/.exec(said)]).toEqual([action, null])
  }
})

test('what she counts is her group’s; target, book, duties and milestones are the village’s alone', async () => {
  const today = await county.desk(CLERK, 'today', RUIJIN)
  expect(today).toMatchObject({
    people: 12,
    paid: 2,
    unpaid: 10,
    undetermined: 0,
    toVerify: 0,
    target: null,
    receipts: null,
    milestones: [],
    dueToday: [],
    late: [],
  })
  expect(await county.desk('oClerkEast', 'today', RUIJIN)).toMatchObject({
    people: 27,
    paid: 4,
    toVerify: 12,
    receipts: { issued: 2 },
  })
})

test('a list that has not changed for her is unchanged, whatever happens in another group', async () => {
  const page = await county.desk(CLERK, 'households', { ...RUIJIN, ...ALL })
  const known = page.unchanged ? null : page.digest
  await county.take(county.as('oClerkEast'), houses.get(26)!)
  expect(await county.desk(CLERK, 'households', { ...RUIJIN, after: null, known })).toEqual({
    unchanged: true,
    next: null,
  })
  expect((await county.desk('oClerkEast', 'households', { ...RUIJIN, after: null, known })).unchanged).toBe(false)
})

test('at a door of her own she collects; at another’s she is told who does it, and no money is taken down', async () => {
  expect((await county.take(county.as(CLERK), houses.get(16)!)).receipts).toHaveLength(1)
  const foreign = houses.get(21)!
  const asked = { operation: operation(), enrolments: foreign, way: 'cash', total: 64_000, slip: null, heard: [] }
  expect(await county.as(CLERK).refusal('payment', 'takeCash', asked)).toMatchObject({
    code: 'OTHER_GROUP',
    message: expect.stringContaining('管全村的经办人员') as string,
  })
  for (const enrolments of [['person-400-2022'], ['person-402-2022'], foreign])
    expect(await county.as(CLERK).refusal('payment', 'owedAtDesk', { enrolments })).toMatchObject({
      code: 'OTHER_GROUP',
    })
  expect(await county.as(CLERK).refusal('enrollment', 'course', { enrolment: foreign[0] })).toMatchObject({
    code: 'OTHER_GROUP',
  })
  expect(await county.as(CLERK).refusal('village', 'postings', RUIJIN)).toMatchObject({
    code: 'WHOLE_VILLAGE_ONLY',
    message: expect.stringContaining('公示是全村') as string,
  })
  expect(await county.stored('cash-conflicts')).toEqual([])
  await county.soundLedger()
})

test('a receipt and a refund of her group she may see and ask for, of another’s not', async () => {
  const ofGroup = async (n: number) =>
    county
      .as('oClerkEast')
      .ask<PaymentAnswers['receiptsFor']>('payment', 'receiptsFor', { enrolment: houses.get(n)![0] })
  const [own, foreign] = [(await ofGroup(15)).receipts[0]!, (await ofGroup(25)).receipts[0]!]
  expect(await county.as(CLERK).ask('payment', 'receipt', { receipt: own.receipt })).toMatchObject({
    receipt: own.receipt,
  })
  expect(await county.as(CLERK).refusal('payment', 'receipt', { receipt: foreign.receipt })).toMatchObject({
    code: 'OTHER_GROUP',
  })
  expect(
    await county.as(CLERK).ask('payment', 'refundTerms', { order: own.order, enrolment: houses.get(15)![0] }),
  ).toMatchObject({ amount: 32_000 })
  expect(
    await county.as(CLERK).refusal('payment', 'refundTerms', { order: foreign.order, enrolment: houses.get(25)![0] }),
  ).toMatchObject({ code: 'OTHER_GROUP' })
})

describe('money that she took without a network, of a household that has moved to another group since', () => {
  const sendIn = (deed: string, house: number, takenOn: string) =>
    county
      .as(CLERK)
      .call<{ receipts: string[] }>('payment', 'takeCash', {
        operation: deed,
        enrolments: houses.get(house),
        way: 'cash',
        total: 64_000,
        slip: null,
        heard: [],
        takenOn,
      })
  const moveTo = async (house: number, group: string) => {
    for (const enrolment of houses.get(house)!)
      await county
        .as('oClerkEast')
        .ask('enrollment', 'correctResident', {
          operation: operation(),
          resident: enrolment.replace('-2022', ''),
          change: {},
          group,
        })
  }

  test('is not entered, is left as hers to give back, and counts once if the household comes back before', async () => {
    const deed = operation()
    await moveTo(11, '二组')
    expect(await sendIn(deed, 11, '2021-12-10')).toMatchObject({ ok: false, error: { code: 'OTHER_GROUP' } })
    expect(await sendIn(deed, 11, '2021-12-10')).toMatchObject({ ok: false, error: { code: 'OTHER_GROUP' } })
    expect(await county.desk(CLERK, 'conflicts', RUIJIN)).toMatchObject({
      conflicts: [{ conflict: deed, amount: 64_000, code: 'OTHER_GROUP', state: 'open', mine: true }],
    })
    expect((await county.desk('oClerkEast', 'conflicts', RUIJIN)).conflicts).toMatchObject([
      { conflict: deed, mine: false },
    ])
    expect(await county.desk(CLERK, 'today', RUIJIN)).toMatchObject({ openConflicts: 1 })
    await moveTo(11, '一组')
    const counted = await sendIn(deed, 11, '2021-12-10')
    expect(counted.ok).toBe(true)
    expect((await county.desk(CLERK, 'conflicts', RUIJIN)).conflicts).toMatchObject([{ state: 'counted' }])
    await county.soundLedger()
  })

  test('that was entered before it moved is answered the same again, and is no conflict', async () => {
    const deed = operation()
    const first = await sendIn(deed, 12, '2021-12-10')
    expect(first.ok).toBe(true)
    await moveTo(12, '二组')
    expect(await sendIn(deed, 12, '2021-12-10')).toEqual(first)
    expect((await county.stored<{ _id: string }>('cash-conflicts')).map(({ _id }) => _id)).not.toContain(deed)
    expect(
      (await county.desk(CLERK, 'dayClose', { ...RUIJIN, day: '2021-12-10', counted: null })).figures.every(
        ({ agrees }) => agrees,
      ),
    ).toBe(true)
    await county.soundLedger()
  })

  test('she settles by saying that it went back, though the household is another’s now', async () => {
    const deed = operation()
    await moveTo(13, '二组')
    await sendIn(deed, 13, '2021-12-10')
    expect(
      await county.desk(CLERK, 'settleConflict', {
        operation: operation(),
        conflict: deed,
        end: 'returned',
        note: null,
      }),
    ).toMatchObject({ state: 'returned' })
    expect(await sendIn(deed, 13, '2021-12-10')).toMatchObject({ ok: false, error: { code: 'OTHER_GROUP' } })
    await moveTo(13, '一组')
    expect(await sendIn(deed, 13, '2021-12-10')).toMatchObject({ ok: false, error: { code: 'MONEY_RETURNED' } })
  })
})

test('who moves in with a household is of its group, and a group is left behind with the village', async () => {
  const [mover] = houses.get(22)!
  const resident = mover!.replace('-2022', '')
  const move = (other: object) =>
    county
      .as('oClerkBoth')
      .ask('enrollment', 'moveResident', {
        operation: operation(),
        resident,
        village: 'ruijin-1-1',
        household: null,
        householdAddress: null,
        ...other,
      })
  const groupOf = async () => (await county.stored<{ group: string | null }>('residents', { _id: resident }))[0]!.group
  await move({ household: 'house-14' })
  expect(await groupOf()).toBe('1组')
  expect((await rowsOf(CLERK)).find(({ household }) => household === 'house-14')!.people).toHaveLength(3)
  await move({ householdAddress: '东一村新屋' })
  expect(await groupOf()).toBe('1组')
  await move({ village: 'ruijin-1-2', householdAddress: '西二村' })
  expect(await groupOf()).toBeNull()
})
