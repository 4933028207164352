import { policyFor, type Facts } from '../../../rules'
import type { EnrolmentEvent } from '../../../cloudfunctions/domain/enrolments/states'
import {
  enrolmentDocument,
  openedFigures,
  readRecord,
  reminderAfter,
  reminderOn,
} from '../../../cloudfunctions/domain/enrolments/record'
import type { EnrolmentRecord } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { summaryOf } from '../../../cloudfunctions/domain/enrolments/summary'
import { factsOfResident } from '../../../cloudfunctions/domain/people/residents'
import { sealingFrom } from '../../../cloudfunctions/platform/sealing/sealing'
import { TEST_KEYS } from '../county-cloud'

const sealing = sealingFrom(TEST_KEYS)
const place = { resident: 'r-1', household: 'h-1', village: 'ruijin-1-1', township: '象湖镇', followed: false }
const told: Facts = { birthDate: '1970-05-01', hukou: '瑞金市', resident: true, employeeInsurance: 'none' }
const certification = { identity: '城乡低保对象', from: '2021-01-01', ended: null, certifier: '民政局' }
const events: readonly EnrolmentEvent[] = [
  { id: 'tell-0001', day: '2021-12-01', at: 1, by: 'oMother1', kind: 'told', facts: { school: '甲子小学' } },
  { id: 'lift-0001', day: '2021-12-02', at: 2, by: 'oCounty', kind: 'certified', certifications: [] },
  {
    id: 'paid-0001',
    day: '2021-12-03',
    at: 3,
    by: 'oCounty',
    kind: 'paid',
    amount: 32000,
    way: '现金',
    evidence: '票据990001',
  },
]
const record: EnrolmentRecord = { region: 'ruijin', year: 2022, told, certified: [certification], events }
const unpaid: EnrolmentRecord = { ...record, certified: [], events: [] }

describe('a child who pays nothing once a parent has confirmed it', () => {
  const facts: Facts = { ...told, birthDate: '2024-05-05' }
  const child = (more: Facts): EnrolmentRecord => ({ ...unpaid, year: 2026, told: { ...facts, ...more } })
  const kept = (more: Facts, today: string) =>
    enrolmentDocument(child(more), { ...place, followed: true }, today, sealing)

  test('is reminded fourteen and three days before the last day of the confirmation', () => {
    expect(kept({}, '2026-01-20')).toMatchObject({ deadline: '2026-02-28', remindOn: '2026-02-14' })
    expect(kept({}, '2026-02-15')).toMatchObject({ deadline: '2026-02-28', remindOn: '2026-02-25' })
    expect(reminderOn('2026-02-28', '2026-02-14')).toBe('confirmInFourteen')
    expect(reminderOn('2026-02-28', '2026-02-25')).toBe('confirmInThree')
    expect(reminderAfter('2026-02-28', '2026-02-14', '2026-02-14')).toBe('2026-02-25')
    expect(reminderAfter('2026-02-28', '2026-02-25', '2026-02-25')).toBeNull()
  })

  test('is not, once that is done; who is older is reminded to pay', () => {
    expect(kept({ exemptionConfirmed: true }, '2026-01-20').remindOn).toBeNull()
    expect(kept({ birthDate: '2023-05-05', missedYears: 0 }, '2026-01-20')).toMatchObject({ remindOn: '2026-02-21' })
    expect(reminderOn('2026-02-28', '2026-02-21')).toBe('seven')
    expect(reminderAfter('2026-02-28', '2026-02-21', '2026-02-21')).toBe('2026-02-27')
  })
})

describe('an enrolment as it is kept', () => {
  test('is read as it was written', () => {
    expect(readRecord(enrolmentDocument(record, place, '2021-12-10', sealing), sealing)).toEqual(record)
  })

  test('has the person and the year for its name, and belongs where they belong', () => {
    expect(enrolmentDocument(record, place, '2021-12-10', sealing)).toMatchObject({
      _id: 'r-1-2022',
      ...place,
      region: 'ruijin',
      year: 2022,
      policy: policyFor('ruijin', 2022).version,
    })
  })

  test('shows nobody without the keys a fact, a category, an amount paid or a receipt', () => {
    const kept = JSON.stringify(enrolmentDocument(record, place, '2021-12-10', sealing))
    for (const secret of ['1970-05-01', '瑞金市', '甲子小学', '低保', '民政', '现金', '990001', 'subsidy/'])
      expect(kept).not.toContain(secret)
  })

  test('has its status, since when, and until when, of the day', () => {
    expect(enrolmentDocument(record, place, '2021-12-10', sealing)).toMatchObject({
      status: 'paid',
      since: '2021-12-03',
      nextChange: '2022-01-01',
    })
    expect(enrolmentDocument(unpaid, place, '2021-12-10', sealing)).toMatchObject({
      status: 'due',
      since: '2021-11-03',
      nextChange: '2022-04-01',
    })
  })

  test('has a deadline and a day for a reminder only when somebody can be reminded', () => {
    expect(enrolmentDocument(unpaid, place, '2021-12-10', sealing)).toMatchObject({ deadline: null, remindOn: null })
    const followed = { ...place, followed: true }
    expect(enrolmentDocument(unpaid, followed, '2021-12-10', sealing)).toMatchObject({
      deadline: '2022-03-31',
      remindOn: '2022-03-24',
    })
    expect(enrolmentDocument(unpaid, followed, '2022-03-25', sealing)).toMatchObject({ remindOn: '2022-03-30' })
    expect(enrolmentDocument(unpaid, followed, '2022-03-31', sealing)).toMatchObject({
      deadline: '2022-03-31',
      remindOn: null,
    })
    expect(enrolmentDocument(record, followed, '2021-12-10', sealing)).toMatchObject({ deadline: null, remindOn: null })
  })

  test('KIND: a certificate pasted from another enrolment is not read, and frees nobody of the fee', () => {
    const free = enrolmentDocument({ ...unpaid, certified: [certification] }, place, '2021-12-10', sealing)
    const other = enrolmentDocument(unpaid, { ...place, resident: 'somebody-else' }, '2021-12-10', sealing)
    const forged = { ...other, certified: free.certified }
    expect(() => readRecord(forged, sealing)).toThrow(expect.objectContaining({ name: 'Refusal' }) as Error)
    expect(readRecord(other, sealing).certified).toEqual([])
  })

  test('keeps what was assessed, with the clauses that it rests on', () => {
    const document = enrolmentDocument({ ...unpaid, certified: [certification] }, place, '2021-12-10', sealing)
    expect(openedFigures(document, sealing)).toMatchObject({
      baseFee: 32000,
      subsidy: 32000,
      fee: 0,
      category: '城乡低保对象',
    })
    expect(openedFigures(document, sealing).clauses).toEqual(
      expect.arrayContaining(['contribution/resident', 'subsidy/dibao', 'window/open']),
    )
  })

  test('is assessed on the day of payment, whenever it is written', () => {
    const figures = openedFigures(enrolmentDocument(record, place, '2022-09-01', sealing), sealing)
    expect(figures.clauses).toContain('window/open')
  })

  test('tells a family who must register first by when to have done it', () => {
    const newcomer: EnrolmentRecord = {
      ...unpaid,
      region: 'suixian',
      told: { ...told, hukou: '随县', enrolmentHistory: '新参保' },
    }
    const summary = summaryOf(enrolmentDocument(newcomer, place, '2021-10-01', sealing), '2021-10-01', sealing)
    expect(summary).toMatchObject({ status: 'registrationNeeded', deadline: '2021-12-31' })
    expect(summary.sentence).toContain('先到户籍所在地或居住地的医保经办服务机构办参保登记')
  })
})

describe('what the ledger tells the rules of someone', () => {
  const resident = {
    _id: 'r1',
    birthDate: sealing.at('residents', 'r1').seal('1970-05-01', 'birthDate'),
    hukou: '瑞金市象湖镇',
    idKind: 'residentId' as const,
    absent: null,
  }
  test('is what it holds, and no more', () => {
    expect(factsOfResident(resident, sealing)).toEqual({
      birthDate: '1970-05-01',
      hukou: '瑞金市象湖镇',
      resident: true,
      employeeInsurance: 'none',
      nationality: '中国',
      permit: null,
    })
  })
  test('is the permit of whoever has no hukou', () => {
    expect(factsOfResident({ ...resident, idKind: 'foreigner', hukou: '' }, sealing)).toMatchObject({
      hukou: null,
      nationality: '外国',
      permit: '外国人永久居留身份证',
    })
    expect(factsOfResident({ ...resident, idKind: 'hkMacaoTaiwan' }, sealing)).not.toHaveProperty('nationality')
  })
  test('is that a child without a number is a newborn, insured for the first time', () => {
    expect(factsOfResident({ ...resident, idKind: 'newborn' }, sealing)).toMatchObject({
      situation: '新生儿',
      enrolmentHistory: '新参保',
    })
  })
})
