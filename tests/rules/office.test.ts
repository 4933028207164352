import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { policies } from '../../rules'
import {
  certificateFrom,
  dutyDue,
  dutyOf,
  ledgerFields,
  milestonesOf,
  officeFor,
  progressTo,
  requiredPeople,
  targetByFormula,
  targetOf,
  targetRow,
} from '../../rules/office'
import { readPolicy, type PolicyFault } from '../../rules/language/read-policy'

const ROOT = join(__dirname, '../..')

/** A notice known by a repost only says nothing of the offices. */
const atHand = policies().filter(({ seen }) => seen === 'official')

describe('the offices’ part of a notice', () => {
  test.each(atHand.map(({ region, year }) => [region, year] as const))(
    'is there for %s %i, with a source for all that it holds',
    (region, year) => {
      const office = officeFor(region, year)
      expect(office).toMatchObject({ region, year })
      expect(office.duties.length).toBeGreaterThan(4)
      for (const { cite, quote } of [...office.milestones, ...office.duties, ...office.rosters])
        expect([cite, quote]).not.toContain('')
    },
  )

  test.each([
    ['xingguo', 2024, 'UNKNOWN_REGION'],
    ['ruijin', 2024, 'UNKNOWN_YEAR'],
    [undefined, undefined, 'UNKNOWN_REGION'],
  ])('of %s %s is not taken from a neighbour or from another year', (region, year, code) => {
    expect(() => officeFor(region, year)).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('is no part of what the phone carries', () => {
    const carried = readFileSync(join(ROOT, 'rules/policies/compiled.json'), 'utf8')
    const { duties } = officeFor('banan', 2022)
    expect(duties.filter(({ what }) => carried.includes(what))).toEqual([])
    expect(existsSync(join(ROOT, 'rules/policies/compiled-office.json'))).toBe(true)
  })
})

describe('a duty', () => {
  test('with a last day keeps it, whenever it began', () => {
    expect(dutyDue(dutyOf(officeFor('ruijin', 2022), 'enter-all')!, '2022-01-10')).toEqual({
      kind: 'day',
      day: '2022-03-31',
      open: [],
    })
  })

  test('of every week has no weekday that we could name', () => {
    expect(dutyDue(dutyOf(officeFor('kelan', 2022), 'weekly-report')!, '2021-12-01')).toEqual({
      kind: 'recurring',
      every: 'week',
    })
  })

  test('without a time says in what words the notice leaves it open', () => {
    expect(dutyDue(dutyOf(officeFor('suixian', 2022), 'pay-with-slip')!, '2021-12-01')).toEqual({
      kind: 'unsaid',
      why: '通知说“按规定时限”，没有写几天',
    })
    expect(dutyDue(dutyOf(officeFor('kelan', 2022), 'students')!, '2021-12-01')).toMatchObject({ kind: 'unsaid' })
  })

  test('that the notice does not name is not there', () => {
    expect(dutyOf(officeFor('ruijin', 2022), 'declare')).toBeNull()
    expect(certificateFrom(officeFor('ruijin', 2022), '2021-12-10')).toBeNull()
    expect(() => ledgerFields(officeFor('suixian', 2022))).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_VALUE' }) as Error,
    )
  })

  test('counted over a year without a holiday notice is refused, not guessed', () => {
    expect(() => dutyDue(dutyOf(officeFor('banan', 2022), 'declare')!, '2027-03-01')).toThrow(
      expect.objectContaining({ code: 'HOLIDAYS_UNKNOWN' }) as Error,
    )
    expect(() => dutyDue(dutyOf(officeFor('banan', 2022), 'declare')!, '2022-02-30')).toThrow(
      expect.objectContaining({ code: 'BAD_DAY' }) as Error,
    )
  })

  test.each([
    ['2022-02-24', []],
    ['2022-02-25', ['2022-02-25']],
    ['2022-02-26', ['2022-02-26']],
    ['2022-02-28', ['2022-02-28']],
    ['2022-03-01', []],
    ['2022-09-29', ['2022-09-29']],
    ['2022-10-01', []],
  ])(
    'to declare cash taken on %s leaves the day of payment open when it may be done after the season',
    (began, readings) => {
      const due = dutyDue(dutyOf(officeFor('banan', 2022), 'declare')!, began)
      expect(due.kind === 'day' ? due.open.map(({ reading }) => reading) : null).toEqual(readings)
    },
  )
})

describe('a share of a target', () => {
  test('is rounded up to whole people, never by more than one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 1, max: 1000 }), (people, tenths) => {
        const required = requiredPeople(people, tenths / 10)
        return required * 1000 >= people * tenths && (required - 1) * 1000 < people * tenths
      }),
    )
  })

  test('is reached when nobody is missing, and may be passed', () => {
    expect(progressTo(9031, 100, 9031)).toEqual({ required: 9031, complete: true, remaining: 0 })
    expect(progressTo(9031, 80, 9100)).toEqual({ required: 7225, complete: true, remaining: 0 })
  })

  test('comes in the order of the days, and is null where the notice gives none', () => {
    expect(milestonesOf(officeFor('ruijin', 2022), 1000).map(({ by, required }) => [by, required])).toEqual([
      ['2021-12-31', 800],
      ['2022-03-31', 1000],
    ])
    expect(milestonesOf(officeFor('suixian', 2022), 1000)).toMatchObject([{ by: '2021-08-31', required: null }])
    expect(milestonesOf(officeFor('fangtai', 2024), 1000)).toEqual([])
  })
})

describe('a target', () => {
  const fangtai = officeFor('fangtai', 2024)
  const none = {
    全额资助参保对象: 0,
    高校大学生: 0,
    '已稳定就业并在单位（公司）参加了五险人员': 0,
    在部队服现役人员: 0,
    监狱服刑人员: 0,
  }

  test('is the notice’s own where it has one', () => {
    expect(targetRow(officeFor('ruijin', 2022), '壬田镇')).toBe(45_997)
    expect(targetOf(officeFor('ruijin', 2022), { town: '壬田镇', official: null, computed: 1 })).toMatchObject({
      people: 45_997,
      basis: 'notice',
    })
    expect(targetOf(officeFor('kelan', 2022), { town: null, official: null, computed: null })).toBeNull()
  })

  test('by formula takes no group for granted', () => {
    expect(targetByFormula(fangtai, 500, none)).toBe(500)
    const { 监狱服刑人员: _, ...without } = none
    expect(() => targetByFormula(fangtai, 500, without)).toThrow(
      expect.objectContaining({ code: 'BAD_TYPE', path: 'minus.监狱服刑人员' }) as Error,
    )
  })

  test('by formula may take off another group, for the list ends in 等', () => {
    expect(targetByFormula(fangtai, 500, { ...none, 出国定居人员: 3 })).toBe(497)
  })

  test.each([[{ ...none, 高校大学生: 501 }], [{ ...none, 高校大学生: -1 }], [{ ...none, 高校大学生: 0.5 }]])(
    'by formula is never less than nobody: %j',
    (minus) => {
      expect(() => targetByFormula(fangtai, 500, minus)).toThrow(expect.objectContaining({ code: 'BAD_TYPE' }) as Error)
    },
  )

  test('is not computed where the notice has no formula', () => {
    expect(() => targetByFormula(officeFor('kelan', 2022), 500, {})).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_VALUE' }) as Error,
    )
  })
})

describe('a mistake in the offices’ part of a policy file', () => {
  const kelan = readFileSync(join(ROOT, 'rules/policies/kelan-2022.yaml'), 'utf8')
  const faultsAfter = (from: string, to: string): readonly PolicyFault[] => {
    expect(kelan).toContain(from)
    const reading = readPolicy(kelan.replace(from, to), 'kelan-2022.yaml')
    return reading.ok ? [] : reading.faults
  }

  test('in an identity of a milestone’s group is found, with the word that was meant', () => {
    const [fault] = faultsAfter('{ called: 低保对象, identity: 低保对象 }', '{ called: 低保对象, identity: 低保对像 }')
    expect(fault).toMatchObject({ message: '“低保对像”不是这份文件里的身份（`identities`）。', suggestion: '低保对象' })
  })

  test('in the rule that the own part comes first is found too', () => {
    const [fault] = faultsAfter(
      'ownPartFirst:\n  when: { subsidised: any, fee: owed }',
      'ownPartFirst:\n  when: { subsidised: 定额资组, fee: owed }',
    )
    expect(fault).toMatchObject({ path: 'ownPartFirst.when.subsidised', suggestion: '定额资助' })
  })
})
