import fc from 'fast-check'
import { isMissing, matchRow, reconcile } from '../../../cloudfunctions/domain/reconciliation/judge-row'
import type { KnownPayments, MoneyKnown, RowToMatch } from '../../../cloudfunctions/domain/reconciliation/judge-row'
import { SETTLEMENT_IDS, settlementsOf, RESOLUTIONS } from '../../../cloudfunctions/domain/reconciliation/resolutions'
import { MISMATCHES } from '../../../cloudfunctions/domain/reconciliation/judge-row'
import type { Mismatch } from '../../../cloudfunctions/domain/reconciliation/judge-row'
import { policyFor, policies } from '../../../rules'
import { arrivalMatters } from '../../../cloudfunctions/domain/reconciliation/write-match'
import { taxPlaceOf } from '../../../cloudfunctions/domain/reconciliation/places'
import { chooser, faultyFile, FAULTS, type FaultyFile, type FilePerson } from './tax-faults'

const HERE = 'here'

/** What the faults of a file come to, when it is matched against the people and the paid of them who did not come are missing. */
function found(
  file: FaultyFile,
  people: readonly FilePerson[],
  elsewhere: readonly FilePerson[],
): FaultyFile['faults'] {
  const at = (region: string) => (person: FilePerson) => [person.idNumber, { ...person, region }] as const
  const known = new Map([...people.map(at(HERE)), ...elsewhere.map(at('there'))])
  const book: KnownPayments = {
    region: HERE,
    person: (index) =>
      known.has(index) ? { resident: index, region: known.get(index)!.region, name: known.get(index)!.name } : null,
    year: (resident) => {
      const { fee, paid } = known.get(resident)!
      const money: MoneyKnown = paid
        ? { by: 'paidOrder', order: `o-${resident}`, fee, inHand: false }
        : { by: 'nobody' }
      return { enrolment: resident, money, owedOn: () => fee }
    },
  }
  const rows = file.lines.map(({ idNumber, name, amount, paidOn, voucher, place }): RowToMatch => ({
    key: voucher,
    person: idNumber,
    name,
    year: 2022,
    amount,
    paidOn,
    elsewhere: place !== '',
    faults: [],
  }))
  const verdicts = reconcile(rows, book)
  const of = (outcome: Mismatch) => rows.filter((_, i) => verdicts[i]!.outcome === outcome).map(({ person }) => person)
  const arrived = new Set(verdicts.flatMap((verdict) => (verdict.outcome === 'matched' ? [verdict.enrolment] : [])))
  const missing = people.filter(({ paid, idNumber }) => paid && !arrived.has(idNumber)).map(({ idNumber }) => idNumber)
  return {
    unknownPerson: of('unknownPerson'),
    paidTwice: of('paidTwice'),
    amountDiffers: of('amountDiffers'),
    wrongPlace: of('wrongPlace'),
    missing,
  }
}

const sorted = (faults: FaultyFile['faults']) =>
  Object.fromEntries(FAULTS.map((fault) => [fault, [...faults[fault]].sort()]))

test('five kinds of faults in any file: all are found, and none besides', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 0, max: 20 }),
      (seed, count, each) => {
        const choose = chooser(seed)
        const some = (from: string, how: number): FilePerson[] =>
          Array.from({ length: how }, (_, i) => ({
            idNumber: `${from}${i}`,
            name: `甲子${i}`,
            fee: [32_000, 16_000, 4_000][choose(3)]! + 100,
            paid: choose(3) === 0,
          }))
        const [people, strangers, elsewhere] = [some('p', count), some('s', each), some('e', each)]
        const file = faultyFile(seed, people, strangers, elsewhere, each)
        expect(sorted(found(file, people, elsewhere))).toEqual(sorted(file.faults))
      },
    ),
    { numRuns: 300 },
  )
})

test('the same row again is known; another for the same person is paid twice, in whatever order they stand', () => {
  const year = (money: MoneyKnown) => ({ enrolment: 'e', money, owedOn: () => 32_000 })
  const row = { key: 'a', amount: 32_000, paidOn: '2021-12-01' }
  expect(matchRow(row, year({ by: 'tax', row: 'a' }))).toMatchObject({ outcome: 'matched', how: 'known' })
  expect(matchRow(row, year({ by: 'tax', row: 'b' }))).toMatchObject({ outcome: 'paidTwice' })
  expect(matchRow(row, year({ by: 'unsettledOrder', order: 'o' }))).toMatchObject({
    outcome: 'paidTwice',
    why: 'ORDER_UNSETTLED',
  })
  expect(matchRow(row, year({ by: 'waitingOrder', order: 'o', handedOver: true }))).toMatchObject({
    outcome: 'matched',
    how: 'waitingOrder',
  })
  expect(matchRow(row, year({ by: 'waitingOrder', order: 'o', handedOver: false }))).toMatchObject({
    outcome: 'matched',
    how: 'unannounced',
  })
  expect(matchRow(row, year({ by: 'paidOrder', order: 'o', fee: 32_000, inHand: true }))).toMatchObject({
    outcome: 'notDeposited',
  })
  expect(matchRow(row, year({ by: 'hand', amount: 0 }))).toMatchObject({
    outcome: 'amountDiffers',
    why: 'NOTHING_OWED',
    due: 0,
  })
  expect(matchRow(row, { ...year({ by: 'nobody' }), owedOn: () => null })).toMatchObject({
    outcome: 'amountDiffers',
    why: 'NOT_SETTLED',
    due: null,
  })
  expect(matchRow(row, { ...year({ by: 'nobody' }), owedOn: () => 0 })).toMatchObject({
    outcome: 'amountDiffers',
    why: 'NOTHING_OWED',
  })
})

test('a payment is missing after the days of the place, not on the last of them', () => {
  expect([isMissing(100, 105, 5), isMissing(100, 106, 5)]).toEqual([false, true])
})

test('whatever is found can be settled, and where money returns or is said never to have been, by two people', () => {
  for (const outcome of Object.keys(MISMATCHES) as Mismatch[]) expect(settlementsOf(outcome)).not.toEqual([])
  for (const id of SETTLEMENT_IDS) {
    const { posting, people } = RESOLUTIONS[id]
    expect([id, people]).toEqual([
      id,
      posting.some((kind: string) => kind === 'refund' || kind === 'voidPayment') ? 2 : 1,
    ])
  }
})

test('every place has its columns and its days as data; only 随县 asks for the day on which money arrives', () => {
  const places = policies().map(({ region, year }) => ({ region, year }))
  for (const { region } of places)
    expect(taxPlaceOf(region)).toMatchObject({
      amountIn: '元',
      missingAfterDays: expect.any(Number) as number,
      columns: { idNumber: expect.arrayContaining(['身份证号码']) as string[] },
    })
  expect(
    places.filter(({ region, year }) => arrivalMatters(policyFor(region, year))).map(({ region }) => region),
  ).toEqual(['suixian'])
  expect(() => taxPlaceOf('nowhere')).toThrow('列名')
})
