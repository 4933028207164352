import { enrolmentDocument } from '../../../cloudfunctions/domain/enrolments/record'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { EnrolmentRecord } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { enrolmentStatusesOn } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import type { Facts } from '../../../rules'
import type { CallReport, LogLine } from '../../../cloudfunctions/status-job'
import { sealingFrom } from '../../../cloudfunctions/platform/sealing/sealing'
import { consoleOf } from '../../devcloud/ask'
import { TEST_KEYS } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'

export const testSealing = sealingFrom(TEST_KEYS)

const ORDINARY: Facts = {
  hukou: '瑞金市',
  resident: true,
  employeeInsurance: 'none',
  nationality: '中国',
  permit: null,
}

/** What somebody is like; each comes to another status around the end of March 2022 in Ruijin. */
export const KINDS = {
  owes: () => ({}),
  owesNothing: () => ({
    certified: [{ identity: '城乡低保对象', from: '2021-01-01', ended: null, certifier: '民政局' }],
  }),
  paid: () => ({ events: [paidOn('2021-12-01')] }),
  left: () => ({ events: [{ id: 'left', kind: 'left', day: '2022-01-05', at: 1, by: 'oClerk', why: 'movedAway' }] }),
} satisfies Record<string, () => Partial<EnrolmentRecord>>
export type Kind = keyof typeof KINDS

export function paidOn(day: string) {
  return {
    id: `paid-${day}`,
    kind: 'paid' as const,
    day,
    at: 1,
    by: 'oClerk',
    amount: 32_000,
    way: 'cash',
    evidence: 'receipt',
  }
}

export function recordOf(n: number, kind: Kind, told: Facts = {}): EnrolmentRecord {
  const birthDate = `${1940 + (n % 60)}-0${1 + (n % 9)}-1${n % 9}`
  return {
    region: 'ruijin',
    year: 2022,
    told: { ...ORDINARY, birthDate, ...told },
    certified: [],
    events: [],
    ...(KINDS[kind]() as Partial<EnrolmentRecord>),
  }
}

export interface Someone {
  n: number
  kind: Kind
  followed?: boolean
  village?: string
  told?: Facts
}

/** Enrolments as they stood on a day. */
export function enrolmentsOn(day: string, people: readonly Someone[]): EnrolmentDocument[] {
  const standingOf = enrolmentStatusesOn(day)
  return people.map(({ n, kind, followed = false, village = 'ruijin-1-1', told }) =>
    enrolmentDocument(
      recordOf(n, kind, told),
      {
        resident: residentId(n),
        household: `house-${n}`,
        village,
        township: village.startsWith('ruijin-2') ? '叶坪镇' : '象湖镇',
        followed,
      },
      day,
      testSealing,
      standingOf,
    ),
  )
}

export const residentId = (n: number): string => `person-${String(n).padStart(5, '0')}`
export const enrolmentIdOf = (n: number): string => `${residentId(n)}-2022`

/** A user who looks after a person, with consent that holds. */
export function linkTo(n: number, openid: string) {
  return {
    _id: `${residentId(n)}~${openid}`,
    openid,
    resident: residentId(n),
    kind: 'family',
    relation: testSealing.seal('母亲', 'relation'),
    state: 'active',
    consent: null,
    since: '2021-12-01',
    revokedBy: null,
    revokedAt: null,
    history: [],
  }
}

export const manyOf = (count: number, from = 0): Someone[] =>
  Array.from({ length: count }, (_one, i) => ({
    n: from + i,
    kind: (['owes', 'owes', 'owesNothing', 'paid', 'left'] as const)[i % 5]!,
    followed: i % 7 === 0,
  }))

/** Lets the clock pass one tick of a night's timer: at 00:00 of the day. The night before has to be over. */
export async function tickOf(county: CountyCloud, day: string): Promise<CallReport> {
  const before = (await callsOf(county)).length
  const fired = await county.setClock(`${day}T00:00:30+08:00`)
  const calls = await callsOf(county)
  if (calls.length !== before + 1)
    throw new Error(`${calls.length - before} ticks in place of one: ${JSON.stringify(fired)}`)
  return calls.at(-1)!
}

/** All that the job said of its calls so far, with the nights that each finished. */
export async function callsOf(county: Pick<CountyCloud, 'url'>): Promise<CallReport[]> {
  const lines = (await consoleOf(county.url, 'status-job'))
    .filter((line) => /^\{"(night|call)":/.test(line))
    .map((line) => JSON.parse(line) as LogLine)
  const calls: CallReport[] = []
  let nights: CallReport['nights'] = []
  for (const line of lines) {
    if ('night' in line) nights = [...nights, line.night]
    else {
      calls.push({ ...line.call, nights })
      nights = []
    }
  }
  return calls
}
