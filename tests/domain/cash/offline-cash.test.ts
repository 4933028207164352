import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import { operation } from './clerk-county'
import { RUIJIN, startVillageCounty, type VillageCounty } from '../clerk/village-county'

let county: VillageCounty
const houses: string[][] = []
const KELAN = { village: 'kelan-1-1', year: 2022 } as const

beforeAll(async () => {
  county = await startVillageCounty()
  for (let n = 1; n <= 5; n++) houses.push(await county.household(n, 2))
  for (let n = 6; n <= 8; n++)
    houses.push(await county.household(n, 1, { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县' }))
  await county.openSeason('ruijin', 'oCounty')
  await county.openSeason('kelan', 'oCountyKelan')
})
afterAll(() => county.stop())

const onDay = (day: string) => county.setClock(`${day}T08:00:00+08:00`)
const sent = async (openid: string, house: number, takenOn: string, deed = operation(), heard: string[] = []) => {
  const enrolments = houses[house - 1]!
  const { total, people } = await county
    .as(openid)
    .ask<{ total: number; people: { warnings: { code: string }[] }[] }>('payment', 'owedAtDesk', { enrolments })
  const told = [...heard, ...people.flatMap(({ warnings }) => warnings.map(({ code }) => code))]
  return county
    .as(openid)
    .call<{ day: string; receipts: string[] }>('payment', 'takeCash', {
      operation: deed,
      enrolments,
      way: 'cash',
      total: total || 32_000 * enrolments.length,
      slip: null,
      heard: told,
      takenOn,
    })
}

test('money that was taken yesterday where there was no network is paid as of yesterday, and a line of audit says so', async () => {
  const deed = operation()
  await onDay('2021-12-11')
  const answer = await sent('oClerkEast', 1, '2021-12-10', deed)
  expect(answer).toMatchObject({ ok: true, data: { day: '2021-12-10' } })
  expect(await sent('oClerkEast', 1, '2021-12-10', deed)).toEqual(answer)
  const { events } = await county.enrolment(houses[0]![0]!)
  expect(events.at(-1)).toMatchObject({ kind: 'paid', day: '2021-12-10' })
  expect(await county.stored<AuditDocument>('audit', { action: 'takeCash', why: 'TAKEN_ON:2021-12-10' })).toHaveLength(
    1,
  )
  expect((await county.as('oClerkEast').ask<{ items: unknown[] }>('payment', 'cashInHand', {})).items).toMatchObject([
    { day: '2021-12-10' },
  ])
  await county.soundLedger()
})

test('a day to come, and one too far back, are refused; the money of the latter is left as a conflict', async () => {
  await onDay('2021-12-15')
  expect(await sent('oClerkEast', 2, '2021-12-16')).toMatchObject({ error: { code: 'TAKEN_IN_FUTURE' } })
  expect(await sent('oClerkEast', 2, '2021-12-11')).toMatchObject({ error: { code: 'TAKEN_TOO_LONG_AGO' } })
  expect(await county.desk('oClerkEast', 'conflicts', RUIJIN)).toMatchObject({
    conflicts: [
      {
        household: 'house-2',
        code: 'TAKEN_TOO_LONG_AGO',
        amount: 64_000,
        state: 'open',
        mine: true,
        takenOn: '2021-12-11',
        sentOn: '2021-12-15',
      },
    ],
  })
  expect(await sent('oClerkEast', 2, '2021-12-12')).toMatchObject({ ok: true, data: { day: '2021-12-12' } })
})

test('two clerks at one door without a network: who sends later gives the money back, and the day’s end knows', async () => {
  const late = operation()
  expect((await sent('oClerkEast', 3, '2021-12-14')).ok).toBe(true)
  const refused = await sent('oClerkBoth', 3, '2021-12-14', late)
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'PERSON_PAID', message: expect.stringContaining('当面退还') as string },
  })
  await sent('oClerkBoth', 3, '2021-12-14', late)
  const open = async () =>
    (await county.desk('oClerkBoth', 'conflicts', RUIJIN)).conflicts.filter(({ conflict }) => conflict === late)
  expect(await open()).toMatchObject([
    { household: 'house-3', head: '甲***', people: 2, code: 'PERSON_PAID', state: 'open' },
  ])
  expect(
    await county.desk('oClerkEast', 'settleConflict', {
      operation: operation(),
      conflict: late,
      end: 'returned',
      note: '已退给户主',
    }),
  ).toMatchObject({ state: 'returned', mine: false })
  expect(
    await county
      .as('oClerkBoth')
      .refusal('village', 'settleConflict', { operation: operation(), conflict: late, end: 'counted', note: null }),
  ).toMatchObject({ code: 'CONFLICT_SETTLED' })
  expect(
    await county
      .as('oClerkWest')
      .refusal('village', 'settleConflict', { operation: operation(), conflict: late, end: 'returned', note: null }),
  ).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(JSON.stringify(await county.stored('cash-conflicts'))).not.toContain('户主')
  await county.soundLedger()
})

test('who waits in a relative’s order is not taken twice; sent again when that is given up, the same money counts', async () => {
  const [one, two] = houses[3]!
  const deed = operation()
  await county.seed('payment-claims', [
    { _id: one!, order: 'order-of-a-son', state: 'held', assessed: null, assessments: 0 },
  ])
  expect(await sent('oClerkEast', 4, '2021-12-15', deed)).toMatchObject({ error: { code: 'PERSON_HELD' } })
  await county.db
    .collection('payment-claims')
    .doc(one!)
    .set({ data: { order: null, state: 'free', assessed: null, assessments: 0 } })
  const total = await county.feesOf([one!, two!])
  await county
    .as('oClerkEast')
    .ask('payment', 'takeCash', {
      operation: deed,
      enrolments: [one, two],
      way: 'cash',
      total,
      slip: null,
      heard: [],
      takenOn: '2021-12-15',
    })
  expect(
    (await county.desk('oClerkEast', 'conflicts', RUIJIN)).conflicts.find(({ conflict }) => conflict === deed),
  ).toMatchObject({ state: 'counted' })
})

test('money that went back cannot be sent in any more', async () => {
  const deed = operation()
  await county.seed('payment-claims', [
    { _id: houses[4]![0]!, order: 'order-of-a-son', state: 'held', assessed: null, assessments: 0 },
  ])
  await sent('oClerkEast', 5, '2021-12-15', deed)
  await county.desk('oClerkEast', 'settleConflict', {
    operation: operation(),
    conflict: deed,
    end: 'returned',
    note: null,
  })
  await county.db
    .collection('payment-claims')
    .doc(houses[4]![0]!)
    .set({ data: { order: null, state: 'free', assessed: null, assessments: 0 } })
  expect(await sent('oClerkEast', 5, '2021-12-15', deed)).toMatchObject({ error: { code: 'MONEY_RETURNED' } })
})

describe('over the last day of 岢岚’s collection, 25 December', () => {
  test('what was taken on the last day and sent next morning is in time; a day later it has to be shown to the county', async () => {
    await onDay('2021-12-25')
    const owed = await county
      .as('oClerkKelan')
      .ask<{ total: number; people: { warnings: { code: string }[] }[] }>('payment', 'owedAtDesk', {
        enrolments: houses[5],
      })
    expect(owed.total).toBeGreaterThan(0)
    const heard = owed.people.flatMap(({ warnings }) => warnings.map(({ code }) => code))
    const send = (house: number, takenOn: string) =>
      county
        .as('oClerkKelan')
        .call('payment', 'takeCash', {
          operation: operation(),
          enrolments: houses[house - 1],
          way: 'cash',
          total: owed.total,
          slip: null,
          heard,
          takenOn,
        })
    await onDay('2021-12-26')
    expect(await send(6, '2021-12-26')).toMatchObject({ ok: false })
    expect(await send(7, '2021-12-25')).toMatchObject({ ok: true, data: { day: '2021-12-25' } })
    await onDay('2021-12-27')
    expect(await send(8, '2021-12-25')).toMatchObject({
      error: { code: 'TAKEN_TOO_LONG_AGO', message: expect.stringContaining('期限') as string },
    })
    expect(
      (await county.desk('oClerkKelan', 'conflicts', KELAN)).conflicts.map(({ code, household }) => [household, code]),
    ).toEqual([
      ['house-8', 'TAKEN_TOO_LONG_AGO'],
      ['house-6', 'NOTHING_OWED'],
    ])
    await county.soundLedger()
  })
})
