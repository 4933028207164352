import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ledgerCompleteness } from '../../cloudfunctions/domain/people/entry'
import { readChange } from '../../cloudfunctions/domain/rosters/terms'
import { assess, policyFor } from '../../rules'
import { answerCase } from '../../rules/command/answer-case'
import {
  certificateFrom,
  dutyDue,
  dutyOf,
  ledgerFields,
  milestonesOf,
  missingColumns,
  officeFor,
  progressTo,
  requiredPeople,
  rosterBatch,
  rosterOf,
  targetByFormula,
  targetOf,
  targetRow,
} from '../../rules/office'

/**
 * The second reading's cases about what the offices do. Those about days, shares and counts are answered here; each of the
 * others is answered by the test of the room it belongs to, or waits for that room by name, so that none is passed over.
 */
interface Case {
  id: string
  region: string
  year: number
  kind: string
  note: string
  person: Record<string, unknown>
  paymentDate: string | null
  expect: Record<string, unknown> & {
    undeterminedFields?: string[]
    recommended?: Record<string, unknown>
    altCounting?: Record<string, string>
  }
}

const folder = join(__dirname, 'cases')
const cases = readdirSync(folder)
  .sort()
  .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case[])
  .filter(({ kind }) => kind === 'process')
const ids = (area: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${area}-${String(from + i).padStart(3, '0')}`)
const caseOf = (id: string): Case => cases.find((one) => one.id === id)!

const HERE = [
  ...ids('KL', 59, 64),
  ...ids('RJ', 74, 78),
  ...ids('BN', 94, 99),
  ...ids('BN', 102, 104),
  'FT-061',
  'FT-062',
]

/** Where the rest is answered, or what it waits for. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'refund-terms.test.ts': ids('KL', 52, 56),
  'cloudfunctions/payment/receipts-paper.test.ts': ['BN-100', 'BN-101', 'SX-060', 'SX-061'],
  'cloudfunctions/village/postings.test.ts': ['BN-105'],
}

test('every case about the offices is answered here or has its room', () => {
  expect([...HERE, ...Object.values(ELSEWHERE).flat()].sort()).toEqual(cases.map(({ id }) => id).sort())
})

describe('when the certificate of payment can be had in 岢岚', () => {
  test.each(
    ids('KL', 59, 63)
      .map(caseOf)
      .map((one) => [one.id, one.note, one] as const),
  )('%s: %s', (_id, _note, { region, year, paymentDate, expect: expected }) => {
    const certificate = certificateFrom(officeFor(region, year), paymentDate!)
    expect(certificate).toMatchObject({
      lastWorkingDay: expected.fifthWorkingDay,
      from: expected.certificateFrom,
      estimate: true,
      perhapsLater: { day: expected.altCounting!.strictlyAfterFifth },
      cite: '六',
    })
  })
})

test('KL-064: the people in need of the first milestone are read, and said to be a reading', () => {
  const { region, year, expect: expected } = caseOf('KL-064')
  const [first, second] = milestonesOf(officeFor(region, year), 1000)
  expect(first).toMatchObject({ by: expected.milestone, group: { called: '困难群众' } })
  expect(first!.group!.why).not.toBe('')
  expect(first!.group!.includes.map(({ called }) => called)).toEqual(expected.recommended!.includes)
  expect(first!.group!.perhaps.map(({ called }) => called)).toEqual(
    expect.arrayContaining(['享受抚恤和生活补助的优抚对象', '重度残疾人']),
  )
  expect(second).toMatchObject({ by: '2021-12-25', whom: '全部城乡居民' })
  expect(second).not.toHaveProperty('group')
})

describe('the shares that 瑞金 asks of its towns', () => {
  const office = officeFor('ruijin', 2022)

  test.each(['RJ-074', 'RJ-075', 'RJ-076'].map(caseOf).map((one) => [one.id, one.note, one] as const))(
    '%s: %s',
    (_id, _note, { person, expect: expected }) => {
      const town = person.aggregate === '全市' ? null : String(person.aggregate)
      expect(targetRow(office, town)).toBe(person.task)
      const milestone = milestonesOf(office, Number(person.task)).find(({ by }) => by === '2021-12-31')!
      expect(milestone.required).toBe(expected.requiredPersons)
      if ('requiredPercent' in expected) expect(milestone.sharePercent).toBe(expected.requiredPercent)
    },
  )

  test('RJ-076: the towns’ shares, each rounded up, add up to a few people more than the whole', () => {
    const towns = office.targets!.rows!.map(({ people }) => requiredPeople(people, 80))
    expect(towns).toHaveLength(17)
    expect(towns.reduce((sum, people) => sum + people, 0)).toBe(438_995)
  })

  test('RJ-077: one person short is not done', () => {
    const { person, expect: expected } = caseOf('RJ-077')
    const { complete, remaining } = progressTo(Number(person.task), 100, Number(person.paid))
    expect({ complete, remaining }).toEqual(expected)
  })

  test('RJ-078: the ledger wants seven fields; who leaves two of them empty has both named', () => {
    const { person, expect: expected } = caseOf('RJ-078')
    const record = person.record as Record<string, string>
    expect(ledgerFields(office)).toEqual(Object.keys(record))
    expect(ledgerCompleteness(record)).toEqual(expected)
    // What the records ask for is what the notice asks for.
    expect(ledgerCompleteness({}).missing).toEqual(ledgerFields(office))
  })
})

describe('cash taken by a village clerk of 巴南', () => {
  const office = officeFor('banan', 2022)

  test.each(
    ids('BN', 94, 99)
      .map(caseOf)
      .map((one) => [one.id, one.note, one] as const),
  )('%s: %s', (_id, _note, one) => {
    const began = String(one.person.cashCollectedOn)
    expect(dutyDue(dutyOf(office, 'deposit')!, began)).toEqual({
      kind: 'day',
      day: one.expect.depositDueDate,
      open: [],
    })
    const declared = dutyDue(dutyOf(office, 'declare')!, began)
    expect(declared).toMatchObject({ kind: 'day', day: one.expect.dueDate })
    const open = declared.kind === 'day' ? declared.open : []
    expect(open.map(({ field }) => field)).toEqual(expect.arrayContaining(one.expect.undeterminedFields ?? []))
  })

  test('BN-094 to 097 leave nothing open, for all of it happens inside the season', () => {
    for (const { person } of ids('BN', 94, 97).map(caseOf))
      expect(dutyDue(dutyOf(office, 'declare')!, String(person.cashCollectedOn))).toMatchObject({ open: [] })
  })

  test('BN-099: the day of payment is read as the day on which the cash was taken, inside the season', () => {
    const { person, expect: expected } = caseOf('BN-099')
    const declared = dutyDue(dutyOf(office, 'declare')!, String(person.cashCollectedOn))
    if (declared.kind !== 'day') throw new Error('no day')
    expect(declared.open).toMatchObject([
      { field: 'paymentDate', reading: expected.recommended!.paymentDate, alternatives: ['2022-03-02'] },
    ])
    const { cashCollectedOn, ...told } = person
    expect(assess(policyFor('banan', 2022), told, String(cashCollectedOn)).answers.windowStatus).toBe(
      expected.recommended!.windowStatus,
    )
  })
})

describe('the lists of subsidised people of 巴南', () => {
  const roster = rosterOf(officeFor('banan', 2022), policyFor('banan', 2022), 'subsidised')
  const listed = (id: string) => caseOf(id).person.roster as { confirmedOn: string; change: string; columns: string[] }

  test('BN-102: who was confirmed on 30 November is read as of the first batch, and that is said to be a reading', () => {
    const { expect: expected } = caseOf('BN-102')
    const batch = rosterBatch(roster, listed('BN-102').confirmedOn)
    expect(batch.name).toBe(expected.recommended!.batch)
    expect(batch.open.map(({ field }) => field)).toEqual(expected.undeterminedFields)
    for (const word of ['以前', '以后']) expect(batch.open[0]!.why).toContain(word)
    expect(rosterBatch(roster, '2021-11-29')).toEqual({ kind: 'first', name: '首批', open: [] })
  })

  test('BN-103: who is added in December comes with that month’s changes; the day of the month is not told', () => {
    const batch = rosterBatch(roster, listed('BN-103').confirmedOn)
    expect(batch).toMatchObject({ kind: 'monthly', name: caseOf('BN-103').expect.batch })
    expect(batch.open.map(({ field }) => field)).toEqual(['dueDay'])
    expect(readChange(listed('BN-103').change)).toBe(caseOf('BN-103').expect.change)
  })

  test('BN-104: the phone is missed, for the annex has its column; the text does not, so that is a reading too', () => {
    const { expect: expected } = caseOf('BN-104')
    const { missing, open } = missingColumns(roster, listed('BN-104').columns)
    expect(missing).toEqual(expected.missing)
    expect(open.map(({ field }) => field)).toEqual(expected.undeterminedFields)
    expect(missingColumns(roster, [...listed('BN-104').columns, '联系电话'])).toEqual({ missing: [], open: [] })
  })
})

describe('the task of a village of 方太', () => {
  const { person, expect: expected } = caseOf('FT-061')
  const office = officeFor('fangtai', 2024)
  const minus = {
    全额资助参保对象: Number(person.全额资助),
    高校大学生: Number(person.高校大学生),
    '已稳定就业并在单位（公司）参加了五险人员': Number(person.五险),
    在部队服现役人员: Number(person.服现役),
    监狱服刑人员: Number(person.服刑),
  }

  test('FT-061: by the notice’s formula', () => {
    const computed = targetByFormula(office, Number(person.户籍人口), minus)
    expect(computed).toBe(expected.taskPersons)
    expect(targetOf(office, { town: null, official: null, computed })).toEqual({
      people: 793,
      basis: 'formula',
      final: expected.final,
    })
  })

  test('FT-061: the official figure wins', () => {
    expect(targetOf(office, { town: null, official: 801, computed: 793 })).toEqual({
      people: 801,
      basis: 'official',
      final: expected.final,
    })
  })
})

test('FT-062: 方太’s rules are those of a draft, and every answer says so', () => {
  const { expect: expected } = caseOf('FT-062')
  const policy = policyFor('fangtai', 2024)
  expect(policy.document).toMatchObject({
    status: expected.ruleStatus,
    title: expect.stringContaining('征求意见稿') as string,
  })
  expect(policy.document.remarks[0]).toContain('不是正式通知')
  const answer = answerCase({
    id: 'x',
    region: 'fangtai',
    year: 2024,
    kind: 'enrol',
    person: { birthDate: '1980-01-01', hukou: '方太乡' },
    paymentDate: '2023-11-01',
  })
  expect(answer.policy).toMatchObject({ status: 'draft' })
  expect(answer.warnings).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'DRAFT_POLICY' })]))
})
