import { randomUUID } from 'node:crypto'
import type { Answers } from '../../../cloudfunctions/county/contract'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { ResidentDocument } from '../../../cloudfunctions/domain/people/documents'
import { openEnrolments } from '../../../cloudfunctions/domain/enrolments/season'
import { sealResident } from '../../../cloudfunctions/domain/people/residents'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'

let county: CountyCloud
beforeAll(async () => {
  county = await startCountyCloud({ only: ['county'] })
  const people = [
    madeResident(1, { name: '甲子' }),
    madeResident(2, { name: '甲子', village: 'ruijin-1-2' }),
    madeResident(3),
    madeResident(4, { name: '乙丑', village: 'ruijin-2-1', birthDate: '1961-01-01' }),
    madeResident(5, { name: '丙寅', birthDate: '2021-12-01', household: 'house-9' }),
    madeResident(6, { name: '丁卯', birthDate: '2021-12-01', household: 'house-9', idKind: 'newborn', idNumber: null }),
    madeResident(7, { name: '乙丑', birthDate: '1962-01-01' }),
  ]
  await seedResidents(county, people, [madeHousehold(1)])
  await openEnrolments(
    county.db,
    people.map((resident) => ({ resident: sealResident(resident), township: '象湖镇' })),
    2022,
    '2021-12-01',
  )
})
afterAll(() => county.stop())

const pairs = async (state: 'open' | 'settled') =>
  (
    await county
      .as('oCounty')
      .ask<Answers['duplicates']>('county', 'duplicates', { region: 'ruijin', state, after: null })
  ).pairs
const settle = (pair: string, as: string, leaves: string | null) => ({
  operation: randomUUID(),
  pair,
  as,
  leaves,
  because: '打电话问过',
})

test('people of one name and birthday in two villages, and a child twice in one household, are found once; namesakes of other days are not', async () => {
  const office = county.as('oCounty')
  expect(await office.ask('county', 'findDuplicates', { region: 'ruijin', after: null })).toEqual({
    looked: 7,
    found: 2,
    next: null,
  })
  expect(await office.ask('county', 'findDuplicates', { region: 'ruijin', after: null })).toEqual({
    looked: 7,
    found: 0,
    next: null,
  })
  const found = (await pairs('open')).map(({ people }) =>
    people
      .map(({ resident }) => resident)
      .sort()
      .join(),
  )
  expect(found.sort()).toEqual(['person-1,person-2', 'person-5,person-6'])
  expect(JSON.stringify(await pairs('open'))).not.toMatch(/甲子|丙寅|9900001960/)
})

test('of two that are one, the entry that leaves is marked and leaves its year; two people stay two, and neither is found again', async () => {
  const office = county.as('oCounty')
  const all = await pairs('open')
  const pairWith = (person: string) => all.find(({ people }) => people.some(({ resident }) => resident === person))!
  const [twice, child] = [pairWith('person-1'), pairWith('person-5')]
  expect(await office.refusal('county', 'settleDuplicate', settle(twice.pair, 'same', null))).toMatchObject({
    code: 'WHO_LEAVES',
  })
  expect(await office.ask('county', 'settleDuplicate', settle(twice.pair, 'same', 'person-2'))).toMatchObject({
    state: 'same',
    because: '打电话问过',
  })
  expect((await county.stored<ResidentDocument>('residents', { _id: 'person-2' }))[0]!.absent).toEqual({
    why: 'duplicate',
    since: '2021-12-10',
  })
  expect(
    (await county.stored<EnrolmentDocument>('enrolments', { resident: 'person-2' })).map(({ status }) => status),
  ).toEqual(['withdrawn'])
  await office.ask('county', 'settleDuplicate', settle(child.pair, 'different', null))
  expect(await office.ask('county', 'findDuplicates', { region: 'ruijin', after: null })).toMatchObject({ found: 0 })
  expect([(await pairs('open')).length, (await pairs('settled')).length]).toEqual([0, 2])
  for (const openid of ['oAuditor', 'oClerkEast', 'oCountyKelan'])
    expect(
      await county.as(openid).refusal('county', 'settleDuplicate', settle(child.pair, 'different', null)),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
  for (const openid of ['oClerkEast', 'oCountyKelan', 'oMother1'])
    expect(
      await county.as(openid).refusal('county', 'duplicates', { region: 'ruijin', state: 'open', after: null }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
})

test('one who stands twice in a village under two numbers is found, however the dots of their name are written', async () => {
  const people = ['阿依·古丽', '阿依• 古丽'].map((name, i) => madeResident(21 + i, { name, birthDate: '1970-05-05' }))
  await seedResidents(county, people, [])
  expect(await county.as('oCounty').ask('county', 'findDuplicates', { region: 'ruijin', after: null })).toMatchObject({
    found: 1,
  })
  expect((await pairs('open')).map((pair) => pair.people.map(({ resident }) => resident).sort())).toEqual([
    ['person-21', 'person-22'],
  ])
})
