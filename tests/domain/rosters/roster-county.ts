import { randomUUID } from 'node:crypto'
import { enrolmentId } from '../../../cloudfunctions/domain/enrolments/record'
import { withEnrolmentEvent } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { policyFor } from '../../../rules'
import { openEnrolments } from '../../../cloudfunctions/domain/enrolments/season'
import { changeEnrolment } from '../../../cloudfunctions/domain/enrolments/store'
import { sealResident } from '../../../cloudfunctions/domain/people/residents'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import { beginSeason } from '../../../cloudfunctions/domain/enrolments/season'
import type { Answers } from '../../../cloudfunctions/county/contract'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud, CountyWishes, Person } from '../county-cloud'
import { madeResident } from '../made-residents'

/** Lists of subsidised people in places whose notices ask for them: changes by month in 巴南, whole lists in 随县. */
export const VILLAGES = [
  { _id: 'banan-1-1', region: 'banan', township: '甲街道', name: '东一村' },
  { _id: 'banan-1-2', region: 'banan', township: '甲街道', name: '西二村' },
  { _id: 'suixian-1-1', region: 'suixian', township: '甲镇', name: '东一村' },
]
const OFFICES = [
  { _id: 'oBanan', role: 'county', region: 'banan' },
  { _id: 'oBananClerk', role: 'clerk', region: 'banan' },
  { _id: 'oSuixian', role: 'county', region: 'suixian' },
] as const

export interface RosterCounty extends CountyCloud {
  banan: Person
  suixian: Person
}

export async function startRosterCounty(wishes: CountyWishes = {}): Promise<RosterCounty> {
  const county = await startCountyCloud({
    now: '2021-12-20T09:00:00+08:00',
    ...wishes,
    people: [...OFFICES.map(({ _id }) => _id), ...(wishes.people ?? [])],
  })
  await county.seed('villages', VILLAGES)
  await county.seed(
    'appointments',
    OFFICES.map(({ _id, role, region }) => ({
      _id,
      role,
      region,
      villages: role === 'clerk' ? ['banan-1-1'] : null,
      from: '2021-01-01',
      until: null,
    })),
  )
  for (const region of ['banan', 'suixian']) await beginSeason(county.db, region, 2022, '2021-12-01')
  return { ...county, banan: county.as('oBanan'), suixian: county.as('oSuixian') }
}

const HUKOU: Readonly<Record<string, string>> = { banan: '重庆市巴南区', suixian: '随县' }

/** People of a place with their year's enrolment, as the ledger has them before any list came. */
export async function seedPeople(
  county: CountyCloud,
  region: 'banan' | 'suixian',
  people: readonly Partial<Resident>[],
  from = 1,
): Promise<Resident[]> {
  const residents = people.map((other, i) =>
    madeResident(from + i, {
      region,
      village: `${region}-1-1`,
      hukou: HUKOU[region]!,
      id: `${region}-p${from + i}`,
      household: `${region}-h${from + i}`,
      ...other,
    }),
  )
  const documents = residents.map(sealResident)
  await county.seed('residents', documents)
  await openEnrolments(
    county.db,
    documents.map((resident) => ({ resident, township: '甲街道' })),
    2022,
    '2021-12-01',
  )
  if (region === 'banan')
    for (const resident of residents.filter(({ absent }) => absent === null))
      await changeEnrolment(county.db, yearOf(resident), '2021-12-01', (record) => ({
        ...record,
        told: { ...record.told, tier: '一档', student: null },
      }))
  return residents
}

/** Somebody has paid, as their enrolment tells it. */
export async function pay(county: CountyCloud, resident: Resident, day: string): Promise<void> {
  await changeEnrolment(county.db, yearOf(resident), day, (record) =>
    withEnrolmentEvent(policyFor(record.region, record.year), record, {
      id: `paid-${resident.id}`,
      day,
      at: Date.parse(`${day}T09:00:00+08:00`),
      by: 'oSomebody',
      kind: 'paid',
      amount: 32_000,
      way: '微信支付',
      evidence: 'made up',
    }),
  )
}

export const yearOf = (resident: Pick<Resident, 'id'>): string => enrolmentId(resident.id, 2022)

/** A row of 巴南's list. */
export interface Line {
  name?: string
  idNumber?: string
  township?: string
  village?: string
  category?: string
  change?: string
  level?: string
  phone?: string
}
const HEADINGS =
  '姓名,身份证号码,镇街,村居,居住地址,人员类别,新增或减少,残疾人等级,低保人员年龄,低保人员重点保障情况,联系电话'

export function listCsv(lines: readonly Line[], headings = HEADINGS): Buffer {
  const rows = lines.map(
    ({
      name = '',
      idNumber = '',
      township = '甲街道',
      village = '东一村',
      category = '城乡低保对象',
      change = '新增',
      level = '',
      phone = '00000000001',
    }) => [name, idNumber, township, village, '东一村1号', category, change, level, '', '', phone].join(','),
  )
  return Buffer.from(['医疗保险参保资助对象花名册', headings, ...rows].join('\r\n'))
}

export const line = ({ name, idNumber }: Resident, other: Line = {}): Line => ({ name, idNumber: idNumber!, ...other })

export interface Sent {
  roster: string
  certifier: string
  confirmedOn: string
  key?: string | null
  region?: string
}
const PART_BYTES = 48 * 1024

export async function putList(person: Person, region: string, bytes: Buffer): Promise<string> {
  const file = randomUUID()
  const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES))
  for (let part = 0; part < parts; part++)
    await person.ask('county', 'putRosterPart', {
      region,
      file,
      part,
      parts,
      base64: bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64'),
    })
  return file
}

export type Batch = Answers['rosterBatch']
export type Effect = Answers['rosterEffect']
export type Rows = Answers['rosterRows']['rows']

/** Uploads and reads a list to the end. */
export async function sendList(
  person: Person,
  bytes: Buffer,
  { roster, certifier, confirmedOn, key = null, region = 'banan' }: Sent,
  after: (call: string) => void = () => undefined,
): Promise<Batch> {
  const file = await putList(person, region, bytes)
  after('putRosterPart')
  for (;;) {
    const read = await person.ask<Answers['readRoster']>('county', 'readRoster', {
      region,
      year: 2022,
      roster,
      certifier,
      confirmedOn,
      file,
      key,
    })
    after('readRoster')
    if (read.done) return person.ask<Batch>('county', 'rosterBatch', { batch: read.batch })
  }
}

export async function applyList(
  person: Person,
  batch: string,
  after: (call: string) => void = () => undefined,
): Promise<Answers['applyRoster']> {
  for (;;) {
    const applied = await person.ask<Answers['applyRoster']>('county', 'applyRoster', { batch })
    after('applyRoster')
    if (applied.done) return applied
  }
}

/** Looks at the effect, agrees and enters. */
export async function enterList(person: Person, { batch }: Pick<Batch, 'batch'>): Promise<Effect> {
  const effect = await person.ask<Effect>('county', 'rosterEffect', { batch })
  await person.ask('county', 'confirmRoster', { operation: randomUUID(), batch, round: effect.round })
  await applyList(person, batch)
  return effect
}

export async function allRows(
  person: Person,
  batch: string,
  which: 'all' | 'taken' | 'sentBack' | 'noted' = 'all',
): Promise<Rows> {
  const rows: Rows[number][] = []
  for (let after: string | null = null; ;) {
    const page: Answers['rosterRows'] = await person.ask('county', 'rosterRows', { batch, which, after })
    rows.push(...page.rows)
    if (page.next === null) return rows
    after = page.next
  }
}

/** `line outcome codes`, for comparing at a glance. */
export const glance = (rows: Rows): string[] =>
  rows.map(({ line: at, outcome, flaws }) => [at ?? '-', outcome, ...flaws.map(({ code }) => code)].join(' '))
