import type { Answers } from '../../../cloudfunctions/enrollment/contract'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import { seasonOfPolicy, policyFor } from '../../../rules'
import { startEnrolmentsCounty, type EnrolmentsCounty } from './enrolments-county'
import { madeResident, seedResidents } from '../made-residents'

type Opened = Answers['openSeason']

/** More than one call does, so that it has to be asked again. */
const RESIDENTS = 1_300
let county: EnrolmentsCounty
beforeAll(async () => {
  county = await startEnrolmentsCounty()
  const people = Array.from({ length: RESIDENTS }, (_, n) => ({
    ...madeResident(n % 500, { birthDate: `19${50 + (n % 40)}-0${1 + (n % 9)}-1${n % 7}` }),
    id: `person-${n}`,
    household: `house-${n}`,
    idNumber: String(n),
  }))
  people[7] = { ...people[7]!, absent: { why: 'died', since: '2021-05-01' } }
  people[8] = {
    ...people[8]!,
    categories: [{ identity: '城乡低保对像', from: null, ended: null, certifier: '民政局' }],
  }
  await seedResidents(county, people, [])
})
afterAll(() => county.stop())

const open = (openid = 'oCounty', year = 2022) =>
  county.as(openid).ask<Opened>('enrollment', 'openSeason', { region: 'ruijin', year })
const count = async () => (await county.db.collection('enrolments').where({ region: 'ruijin' }).count()).total

describe('opening a season', () => {
  test("is the county agency's, of its own region, for a year with a notice", async () => {
    for (const openid of ['oStranger', 'oClerkEast', 'oAuditor', 'oCountyKelan']) {
      expect(
        await county.as(openid).refusal('enrollment', 'openSeason', { region: 'ruijin', year: 2022 }),
      ).toMatchObject({ code: 'NOT_ALLOWED' })
    }
    expect(
      await county.as('oCounty').refusal('enrollment', 'openSeason', { region: 'ruijin', year: 2023 }),
    ).toMatchObject({ code: 'UNKNOWN_YEAR' })
    expect(await count()).toBe(0)
  })

  test('goes on where it stopped, twice at once too, and makes one for everyone who is here', async () => {
    const [first, second] = await Promise.all([open(), open()])
    expect(await count()).toBeGreaterThanOrEqual(998)
    const last = first.done || second.done ? second : await open()
    expect([first, second, last].some(({ done }) => done)).toBe(true)
    expect(await count()).toBe(RESIDENTS - 2)
    expect([...first.faulty, ...second.faulty, ...last.faulty]).toContain('person-8')
  })

  test('once done makes no more', async () => {
    expect(await open()).toMatchObject({ made: 0, done: true })
    expect(await county.stored('seasons')).toMatchObject([{ _id: 'ruijin-2022', done: true, openedOn: '2021-12-10' }])
  })

  test("gives each the year's facts of the ledger, assessed by the notice", async () => {
    const [one] = await county.stored<EnrolmentDocument>('enrolments', { _id: 'person-20-2022' })
    expect(one).toMatchObject({
      resident: 'person-20',
      household: 'house-20',
      village: 'ruijin-1-1',
      township: '象湖镇',
      region: 'ruijin',
      year: 2022,
      events: [],
      followed: false,
      status: 'due',
      assessment: { baseFee: 32000, subsidy: 0, fee: 32000 },
      policy: policyFor('ruijin', 2022).version,
    })
    expect(one!.since > seasonOfPolicy(policyFor('ruijin', 2022)).from).toBe(true)
  })

  test('someone new in the ledger gets theirs at once', async () => {
    const entry = {
      name: '乙丑1',
      sex: '男',
      birthDate: '1980-01-01',
      idKind: 'residentId',
      idNumber: null,
      address: null,
      phone: null,
      hukou: '瑞金市',
      ground: 'hukou',
    }
    const { resident } = await county
      .as('oClerkEast')
      .ask<{ resident: string }>('enrollment', 'registerResident', {
        operation: 'season-register-1',
        village: 'ruijin-1-1',
        household: null,
        householdAddress: '东一村9号',
        head: true,
        group: null,
        entry: {
          ...entry,
          idKind: 'residentId',
          idNumber: madeResident(77, { birthDate: '1980-01-01', sex: '男' }).idNumber,
          address: '东一村9号',
          phone: '00000000077',
        },
      })
    expect(await county.stored('enrolments', { resident })).toMatchObject([
      { _id: `${resident}-2022`, status: 'due', township: '象湖镇' },
    ])
  })
})
