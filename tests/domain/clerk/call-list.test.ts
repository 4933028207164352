import { newFamilyLink } from '../../../cloudfunctions/domain/people/links'
import type { LinkDocument } from '../../../cloudfunctions/domain/people/link-documents'
import type { InboxDocument, OutboxDocument } from '../../../cloudfunctions/domain/messages/documents'
import { operation } from '../cash/clerk-county'
import { RUIJIN, startVillageCounty, type VillageCounty } from './village-county'

let county: VillageCounty
const houses: string[][] = []
const clerk = 'oClerkEast'
const follow = (openid: string, resident: string) =>
  ({
    ...newFamilyLink(openid, resident, '家人'),
    state: 'active',
    consent: { how: 'inPerson', by: 'oCounty', at: 0 },
    since: '2021-01-01',
    revokedBy: null,
    revokedAt: null,
    history: [],
  }) as unknown as LinkDocument

beforeAll(async () => {
  county = await startVillageCounty([], ['status-job'])
  houses.push(
    await county.household(1, 3),
    await county.household(2, 1),
    await county.household(3, 2, { phone: null }),
    await county.household(4, 1),
  )
  // A daughter looks after two of the first house, a son-in-law after the third of them; a neighbour after the fourth house.
  await county.seed('links', [
    follow('oDaughter', 'person-10'),
    follow('oDaughter', 'person-11'),
    follow('oSonInLaw', 'person-12'),
    follow('oNeighbour', 'person-40'),
  ])
  await county.openSeason('ruijin', 'oCounty')
})
afterAll(() => county.stop())

const remind = (openid = clerk) => county.desk(openid, 'sendReminders', { ...RUIJIN, operation: operation() })
const list = () => county.desk(clerk, 'callList', { ...RUIJIN, after: null })

test('whom to call, with what happens if they do not pay, in the notice’s words', async () => {
  const { households, consequences, deadline } = await list()
  expect(deadline).toBe('2022-03-31')
  expect(consequences.length).toBeGreaterThan(0)
  for (const { cite, quote } of consequences) expect([cite, quote]).not.toContain(null)
  expect(
    households.map(({ household, unpaid, call, canMessage }) => [household, unpaid, call?.phone ?? null, canMessage]),
  ).toEqual([
    ['house-1', 3, '000****0010', true],
    ['house-2', 1, '000****0020', false],
    ['house-3', 2, null, false],
    ['house-4', 1, '000****0040', true],
  ])
})

test('where a notice is silent about it, that is said', async () => {
  expect(
    (await county.desk('oClerkKelan', 'callList', { village: 'kelan-1-1', year: 2022, after: null })).consequences,
  ).toMatchObject([{ cite: null, quote: null }])
})

test('a reminder is put into the post once a day and household, however many tap; everybody who looks after one is reached once', async () => {
  const answers = await Promise.all([remind(), remind('oClerkBoth'), remind()])
  expect(answers.map(({ queued, already }) => queued + already)).toEqual([2, 2, 2])
  const rows = await county.stored<OutboxDocument>('outbox')
  expect(rows.map(({ _id }) => _id).sort()).toEqual([
    'person-10-2022~asked~2021-12-10',
    'person-12-2022~asked~2021-12-10',
    'person-40-2022~asked~2021-12-10',
  ])
  expect(await remind()).toMatchObject({
    queued: 0,
    already: 2,
    unreached: 2,
    sentence: expect.stringContaining('请打电话') as string,
  })
  expect((await list()).households.map(({ messagedToday }) => messagedToday)).toEqual([true, false, false, true])
})

test('who has paid by the night is not told any more', async () => {
  await county.take(county.as(clerk), houses[3]!)
  for (const moment of ['2021-12-10T23:59:00', '2021-12-11T00:00:30', '2021-12-11T00:10:00', '2021-12-11T09:00:00'])
    await county.setClock(`${moment}+08:00`)
  const told = (await county.stored<InboxDocument>('inbox')).filter(({ kind }) => kind === 'asked')
  expect(told.map(({ openid, resident }) => [openid, resident]).sort()).toEqual([
    ['oDaughter', 'person-10'],
    ['oSonInLaw', 'person-12'],
  ])
  expect(
    (await county.stored<OutboxDocument>('outbox', { enrolment: 'person-40-2022', kind: 'asked' }))[0],
  ).toMatchObject({ state: 'moot' })
  const { items } = await county
    .as('oDaughter')
    .ask<{ items: { title: string }[] }>('enrollment', 'inbox', { before: null })
  expect(items[0]!.title).toBe('村里提醒缴费')
})

test('on the next day it can be sent again, and a call that was made is noted', async () => {
  expect(await remind()).toMatchObject({ queued: 1, already: 0 })
  await county.desk(clerk, 'recordContact', {
    ...RUIJIN,
    operation: operation(),
    household: 'house-2',
    way: 'phone',
    result: 'willPay',
    note: null,
  })
  expect((await list()).households.find(({ household }) => household === 'house-2')).toMatchObject({
    lastContact: { resultName: '答应去缴', day: '2021-12-11' },
  })
})
