import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countyVillages } from '../../commands/county-data/county-villages'
import { seasonOf, type SeasonPlan } from '../../commands/demo-data/season'
import { dice } from '../../commands/demo-data/dice'
import { idNumbers, peopleOf } from '../../commands/demo-data/people'
import { readRecord } from '../../cloudfunctions/domain/enrolments/record'
import type { EnrolmentDocument } from '../../cloudfunctions/domain/enrolments/documents'
import type { HouseholdDocument, ResidentDocument } from '../../cloudfunctions/domain/people/documents'
import {
  nextChange,
  enrolmentStatusOn,
  statusSince,
  withEnrolmentEvent,
} from '../../cloudfunctions/domain/enrolments/lifecycle'
import type { EnrolmentRecord } from '../../cloudfunctions/domain/enrolments/lifecycle'
import { openResident } from '../../cloudfunctions/domain/people/residents'
import { readIdentityNumber } from '../../cloudfunctions/domain/people/identity-number'
import { sealing } from '../../cloudfunctions/platform/sealing/sealing'
import { exportDocuments } from '../../devcloud/database/dump'
import { environmentOf } from '../../devcloud/environment'
import { policies, policyFor } from '../../rules'
import { officeFor } from '../../rules/office'

const ROOT = join(__dirname, '../..')
const RESIDENTS = 1_200
const ruijin = policyFor('ruijin', 2022)

function dataCounty(...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'commands/county-data/fill-county.ts', ...args], {
    encoding: 'utf8',
    cwd: ROOT,
  })
}

test('a whole county is the seventeen townships of the notice, in villages of 1,500 to 3,500 people', () => {
  const villages = countyVillages(ruijin, officeFor('ruijin', 2022), 548_738)
  expect(villages.reduce((sum, { people }) => sum + people, 0)).toBe(548_738)
  for (const { people } of villages) expect(people >= 1_500 && people <= 3_500).toBe(true)
  const townships = new Map<string, number>()
  for (const { village, people } of villages)
    townships.set(village.township, (townships.get(village.township) ?? 0) + people)
  expect([...townships]).toEqual(officeFor('ruijin', 2022).targets!.rows!.map(({ name, people }) => [name, people]))
})

describe('a small county on the eve of a day on which 2 % change', () => {
  const data = join(mkdtempSync(join(tmpdir(), 'county-')), 'data')
  const made = new Map<string, Record<string, unknown>[]>()
  const of = <Kept>(collection: string) => made.get(collection) as Kept[]

  beforeAll(() => {
    const run = dataCounty(
      '--residents',
      String(RESIDENTS),
      '--data',
      data,
      '--changing-on',
      '2022-07-15',
      '--share',
      '0.02',
    )
    expect(run).toMatchObject({ status: 0, stdout: expect.stringMatching(/1,200 人 people.*people\/s/s) as string })
    Object.assign(process.env, environmentOf(data, join(ROOT, 'cloudfunctions/environment.json')))
    exportDocuments(data, join(data, 'all.jsonl'))
    const plain = (_key: string, value: unknown): unknown =>
      typeof value === 'object' && value !== null && '$numberInt' in value
        ? Number(value.$numberInt)
        : typeof value === 'object' && value !== null && '$numberLong' in value
          ? Number(value.$numberLong)
          : value
    for (const line of readFileSync(join(data, 'all.jsonl'), 'utf8').trim().split('\n')) {
      const { collection, document } = JSON.parse(line, plain) as {
        collection: string
        document: Record<string, unknown>
      }
      made.set(collection, [...(made.get(collection) ?? []), document])
    }
  }, 60_000)

  test('everybody has a household with a head, an enrolment, and nobody a number of anybody’s', () => {
    expect(of('residents')).toHaveLength(RESIDENTS)
    expect(
      of<EnrolmentDocument>('enrolments')
        .map(({ resident }) => resident)
        .sort(),
    ).toEqual(
      of<ResidentDocument>('residents')
        .map(({ _id }) => _id)
        .sort(),
    )
    expect(
      of<HouseholdDocument>('households').every(({ head }) =>
        of<ResidentDocument>('residents').some(({ _id }) => _id === head),
      ),
    ).toBe(true)
    for (const document of of<ResidentDocument>('residents').slice(0, 300)) {
      const { idKind, idNumber, birthDate, sex, phone } = openResident(document)
      expect(phone).toMatch(/^000\d{8}$/)
      if (idKind === 'newborn') expect(idNumber).toBeNull()
      else
        expect(readIdentityNumber('residentId', idNumber!)).toEqual({
          number: expect.stringMatching(/^990000/) as string,
          fault: null,
          birthDate,
          sex,
        })
    }
  })

  test('every status, kept once for all who are alike, is what the record comes to by itself', () => {
    for (const document of of<EnrolmentDocument>('enrolments').filter((_one, i) => i % 4 === 0)) {
      const record = readRecord(document, sealing())
      expect({ status: document.status, since: document.since, nextChange: document.nextChange }).toEqual({
        status: enrolmentStatusOn(ruijin, record, '2022-07-14').status,
        since: statusSince(ruijin, record, '2022-07-14'),
        nextChange: nextChange(ruijin, record, '2022-07-14')?.day ?? null,
      })
    }
  })

  test('the wait of 2 % ends on that day, and a fifth owe', () => {
    const turning = of<EnrolmentDocument>('enrolments').filter(({ nextChange: day }) => day === '2022-07-15')
    expect(new Set(turning.map(({ status }) => status))).toEqual(new Set(['waiting']))
    expect(turning.length).toBeGreaterThanOrEqual(RESIDENTS * 0.02 - 2)
    expect(turning.length).toBeLessThanOrEqual(RESIDENTS * 0.02)
    const owing = of<EnrolmentDocument>('enrolments').filter(({ status }) => status === 'suspended').length
    expect(Math.abs(owing - RESIDENTS * 0.2)).toBeLessThan(RESIDENTS * 0.02)
  })

  test('a second county in the same folder is refused, and the first stays', () => {
    expect(dataCounty('--residents', '10', '--data', data)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('已经有内容') as string,
    })
    expect(existsSync(join(data, 'database.sqlite'))).toBe(true)
  })
})

test('the night of suspension turns a fifth of the county', () => {
  const plan: SeasonPlan = { day: '2022-03-31', settled: 0.8, turning: null }
  const turns = peopleAndSeasons(plan, 300).map((record) => nextChange(ruijin, record, plan.day)?.day)
  expect(Math.abs(turns.filter((day) => day === '2022-04-01').length / turns.length - 0.2)).toBeLessThan(0.02)
})

test('every event is one that its place’s notice allows, in all five places', () => {
  for (const { region, year } of policies()) {
    const policy = policyFor(region, year)
    for (const record of peopleAndSeasons({ day: `${year}-02-01`, settled: 0.8, turning: null }, 60, region, year)) {
      const begun: EnrolmentRecord = { ...record, events: [] }
      expect(record.events.reduce((before, event) => withEnrolmentEvent(policy, before, event), begun).events).toEqual(
        record.events,
      )
    }
  }
})

function peopleAndSeasons(plan: SeasonPlan, households: number, region = 'ruijin', year = 2022): EnrolmentRecord[] {
  const policy = policyFor(region, year)
  const [make, season] = [peopleOf(policy, plan.day, idNumbers()), seasonOf(policy, plan)]
  return Array.from({ length: households }).flatMap((_one, h) =>
    make(dice(`${region} ${h}`)).map(({ told, certified }, i): EnrolmentRecord => {
      const begun: EnrolmentRecord = { region, year, told, certified, events: [] }
      return { ...begun, events: season(begun, dice(`${h} ${i}`)) }
    }),
  )
}
