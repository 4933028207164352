import type { Insured } from '../../../cloudfunctions/domain/payments/load'
import { planTake } from '../../../cloudfunctions/domain/cash/plan-take'
import type { Taken, TakeSituation } from '../../../cloudfunctions/domain/cash/plan-take'
import { enrolmentDocument } from '../../../cloudfunctions/domain/enrolments/record'
import { balancesOf, faultsOf } from '../../../cloudfunctions/domain/payments/ledger'
import { freeReservation } from '../../../cloudfunctions/domain/payments/reservation'
import { Refusal } from '../../../cloudfunctions/platform/base'
import { sealing } from '../../../cloudfunctions/platform/sealing'
import { TEST_KEYS } from '../county-cloud'

// No server and no database: what money at a desk does is worked out from what was read.
Object.assign(process.env, TEST_KEYS)

const MOMENT = { by: 'oClerkEast', now: Date.parse('2021-12-10T09:00:00+08:00'), today: '2021-12-10' }
const FEE = 32_000

function insured(n: number, household = 'house-1', claim: Partial<Insured['claim']> = {}): Insured {
  const told = {
    birthDate: '1970-05-01',
    hukou: '瑞金市',
    resident: true,
    employeeInsurance: 'none',
    nationality: '中国',
    permit: null,
  } as const
  const record = { region: 'ruijin', year: 2022, told, certified: [], events: [] }
  const place = { resident: `r${n}`, household, village: 'ruijin-1-1', township: '象湖镇', followed: false }
  const document = enrolmentDocument(record, place, MOMENT.today, sealing())
  return { claim: { ...freeReservation(document._id), ...claim }, enrolment: { document, record } }
}

const situation = (other: Partial<TakeSituation> = {}): TakeSituation => ({
  insured: [insured(1), insured(2)],
  inHand: [],
  lastSerial: 0,
  conflict: null,
  ...other,
})
const taken = (other: Partial<Taken> = {}): Taken => ({
  operation: 'deed-0001',
  enrolments: ['r1-2022', 'r2-2022'],
  way: 'cash',
  total: 2 * FEE,
  slip: null,
  heard: [],
  ...other,
})
const item = (n: number) => ({
  order: `o${n}`,
  household: 'house-9',
  village: 'ruijin-1-1',
  season: 'ruijin-2022' as const,
  day: '2021-12-09',
  amount: 1,
})

function refusalOf(of: () => unknown): string {
  try {
    of()
    return 'none'
  } catch (error) {
    if (error instanceof Refusal) return error.error.code
    throw error
  }
}

test('all that the money of a household does stands in one plan, each document once', () => {
  const {
    order,
    insured: after,
    entries,
    inHand,
    receipt,
  } = planTake(taken(), situation({ inHand: [item(1)], lastSerial: 6 }), MOMENT)
  expect(order).toMatchObject({
    _id: 'deed-0001',
    state: 'paid',
    total: 2 * FEE,
    transactions: ['cash~deed-0001'],
    events: [{ kind: 'pay', day: '2021-12-10' }],
  })
  expect(after.map(({ claim }) => claim)).toMatchObject([
    { _id: 'r1-2022', state: 'paid', order: 'deed-0001', assessments: 1 },
    { _id: 'r2-2022', state: 'paid', order: 'deed-0001', assessments: 1 },
  ])
  expect(after.map(({ enrolment }) => enrolment!.record.events)).toMatchObject([
    [{ id: 'deed-0001~r1-2022~paid', kind: 'paid', amount: FEE, way: '村里收现金' }],
    [{ id: 'deed-0001~r2-2022~paid', kind: 'paid', amount: FEE, way: '村里收现金' }],
  ])
  const balances = balancesOf(entries)
  expect(faultsOf(balances)).toEqual([])
  expect([balances.get('cash:oClerkEast'), balances.get('receivable:r1-2022')]).toEqual([2 * FEE, 0])
  expect(inHand).toMatchObject([item(1), { order: 'deed-0001', amount: 2 * FEE, season: 'ruijin-2022' }])
  expect(receipt).toMatchObject({
    serial: 7,
    receipt: { _id: 'ruijin-2022-1-1-00007', amount: 2 * FEE, household: 'house-1', state: 'issued' },
  })
})

test('a card is on its way, and nothing comes into the clerk’s hands', () => {
  const { inHand, entries } = planTake(taken({ way: 'pos', slip: 'T-17' }), situation(), MOMENT)
  expect(inHand).toBeNull()
  expect(balancesOf(entries).get('transit:pos:ruijin-2022')).toBe(2 * FEE)
})

test('nothing that was read is changed', () => {
  const before = situation()
  const kept = structuredClone(before)
  planTake(taken(), before, MOMENT)
  expect(before).toEqual(kept)
})

test.each<[string, Partial<Taken>, Partial<TakeSituation>]>([
  ['TOTAL_DIFFERS', { total: 2 * FEE - 1 }, {}],
  ['NOT_ONE_HOUSEHOLD', {}, { insured: [insured(1), insured(2, 'house-2')] }],
  ['PERSON_PAID', {}, { insured: [insured(1, 'house-1', { state: 'paid', order: 'other' }), insured(2)] }],
  ['PERSON_HELD', {}, { insured: [insured(1, 'house-1', { state: 'held', order: 'other' }), insured(2)] }],
  ['TAKEN_IN_FUTURE', { takenOn: '2021-12-11' }, {}],
  ['TAKEN_TOO_LONG_AGO', { takenOn: '2021-12-01' }, {}],
  ['TOO_MUCH_IN_HAND', {}, { inHand: Array.from({ length: 500 }, (_, i) => item(i)) }],
])('%s is said before anything is written', (code, request, other) => {
  expect(refusalOf(() => planTake(taken(request), situation(other), MOMENT))).toBe(code)
})
