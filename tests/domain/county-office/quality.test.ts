import type { Answers } from '../../../cloudfunctions/county/contract'
import { openEnrolments } from '../../../cloudfunctions/domain/enrolments/season'
import { sealResident } from '../../../cloudfunctions/domain/people/residents'
import { openSheets } from '../../../cloudfunctions/platform/files'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'

let county: CountyCloud
beforeAll(async () => {
  county = await startCountyCloud({ only: ['county'] })
  const people = [
    madeResident(1),
    madeResident(2, { phone: null, flaws: ['PHONE_MISSING'] }),
    madeResident(3, { flaws: ['BIRTH_DISAGREES', 'ADDRESS_MISSING'] }),
    madeResident(4, { idKind: 'newborn', idNumber: null, birthDate: '2021-12-01' }),
    madeResident(5, { village: 'ruijin-1-2', flaws: ['PHONE_FORM'] }),
  ]
  await seedResidents(county, people, [madeHousehold(1)])
  await openEnrolments(
    county.db,
    people.slice(0, 3).map((resident) => ({ resident: sealResident(resident), township: '象湖镇' })),
    2022,
    '2021-12-01',
  )
})
afterAll(() => county.stop())

const flawed = (openid: string, village: string, kind: string) =>
  county
    .as(openid)
    .ask<Answers['flawedPeople']>('county', 'flawedPeople', {
      region: 'ruijin',
      village,
      year: 2022,
      kind,
      after: null,
    })

test('what is wrong in the ledger is counted by village; a village that was never counted says so', async () => {
  const office = county.as('oCounty')
  const before = await office.ask<Answers['dataQuality']>('county', 'dataQuality', { region: 'ruijin', year: 2022 })
  expect(before.villages.map(({ countedOn, people }) => [countedOn, people])).toEqual([
    [null, 0],
    [null, 0],
    [null, 0],
  ])
  expect(await office.ask('county', 'countQuality', { region: 'ruijin', year: 2022, after: null })).toEqual({
    counted: 3,
    next: null,
  })
  const { villages, total } = await county
    .as('oAuditor')
    .ask<Answers['dataQuality']>('county', 'dataQuality', { region: 'ruijin', year: 2022 })
  expect(
    villages.map(({ village, people, 错, 误, 漏, 重, newborn }) => [village, people, 错, 误, 漏, 重, newborn]),
  ).toEqual([
    ['ruijin-1-1', 4, 0, 1, 2, 0, 1],
    ['ruijin-1-2', 1, 1, 0, 0, 0, 0],
    ['ruijin-2-1', 0, 0, 0, 0, 0, 0],
  ])
  expect(total).toMatchObject({ people: 5, 漏: 2 })
})

test('the people of each kind are listed, masked, to the county and to the clerk of their own village', async () => {
  const { people, next } = await flawed('oClerkEast', 'ruijin-1-1', '漏')
  expect(next).toBeNull()
  expect(people.map(({ resident, name, flaws }) => [resident, name, flaws.map(({ code }) => code)])).toEqual([
    ['person-2', '甲***', ['PHONE_MISSING']],
    ['person-3', '甲***', ['BIRTH_DISAGREES', 'ADDRESS_MISSING']],
  ])
  expect((await flawed('oCounty', 'ruijin-1-1', 'newborn')).people.map(({ resident }) => resident)).toEqual([
    'person-4',
  ])
  const ask = { region: 'ruijin', village: 'ruijin-1-1', year: 2022, kind: '漏', after: null }
  for (const openid of ['oClerkWest', 'oCountyKelan', 'oMother1'])
    expect(await county.as(openid).refusal('county', 'flawedPeople', ask)).toMatchObject({ code: 'NOT_ALLOWED' })
  for (const openid of ['oClerkEast', 'oCountyKelan'])
    expect(await county.as(openid).refusal('county', 'dataQuality', { region: 'ruijin', year: 2022 })).toMatchObject({
      code: 'NOT_ALLOWED',
    })
  expect(
    await county.as('oAuditor').refusal('county', 'countQuality', { region: 'ruijin', year: 2022, after: null }),
  ).toMatchObject({ code: 'NOT_ALLOWED' })
})

test('who of a village has not paid comes as a sheet: masked, or in full under a password, and told in the audit', async () => {
  const office = county.as('oCounty')
  const make = async (operation: string, key: string | null): Promise<string[][]> => {
    const made = await office.ask<Answers['unpaidPeople']>('county', 'unpaidPeople', {
      ...{ operation, village: 'ruijin-1-1', year: 2022, key },
    })
    expect(made).toMatchObject({ people: 3, parts: 1 })
    const { base64 } = await office.ask<Answers['exportPart']>('county', 'exportPart', {
      ...{ region: 'ruijin', file: made.file, part: 0 },
    })
    const rows: string[][] = []
    for await (const { cells } of (await openSheets(Buffer.from(base64, 'base64'), key)).rows())
      rows.push(cells.map((cell) => (cell === null ? '' : `${cell.text} ${cell.kind}`)))
    return rows
  }
  const masked = await make('unpaid-masked', null)
  expect(masked[0]![0]).toContain('未缴名单')
  expect(masked.slice(4, 7).map((cells) => cells[2])).toEqual(['甲*** text', '甲*** text', '甲*** text'])
  expect(masked[7]![4]).toMatch(/^\d+ number$/)
  const number = madeResident(1).idNumber!
  expect(JSON.stringify(masked)).not.toContain(number)
  expect(JSON.stringify(await make('unpaid-full', '钥匙'))).toContain(`${number} text`)
  const lines = await county.stored<{ action: string; outcome: string }>('audit', { action: 'unpaidPeople' })
  expect(lines.map(({ outcome }) => outcome).sort()).toEqual(['done', 'revealed'])
})
