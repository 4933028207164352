import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { CALENDAR, EVENT_KINDS, EVENTS, mayHappenAt } from '../../../cloudfunctions/domain/enrolments/states'
import type { EnrolmentEvent, EventFacts, EventKind } from '../../../cloudfunctions/domain/enrolments/states'
import {
  nextChange,
  enrolmentStatusOn,
  stretchesOf,
  withEnrolmentEvent,
} from '../../../cloudfunctions/domain/enrolments/lifecycle'
import type { EnrolmentRecord } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { STATUS_IDS, STATUS_NAMES } from '../../../cloudfunctions/domain/enrolments/states'
import type { StatusId } from '../../../cloudfunctions/domain/enrolments/states'
import { Refusal } from '../../../cloudfunctions/platform/base/refusal'
import { DRAWING, enrolmentStatesPage } from '../../../commands/draw-enrolment-states'
import { civilDay, dayNumber, policyFor, seasonOfPolicy, type CivilDay, type Policy, type Facts } from '../../../rules'
import { certificationsOf, placeNames, someone } from '../../rules/made-people'

const ruijin = policyFor('ruijin', 2022)
const kelan = policyFor('kelan', 2022)
const banan = policyFor('banan', 2022)

const farmer: Facts = {
  birthDate: '1970-05-01',
  hukou: '瑞金市',
  resident: true,
  employeeInsurance: 'none',
  student: null,
  situation: null,
  enrolmentHistory: '续保',
  registered: true,
  lostWorkAbility: false,
  tier: null,
}
const recordOf = (policy: Policy, told: Facts = {}, events: readonly EnrolmentEvent[] = []): EnrolmentRecord => ({
  region: policy.region,
  year: policy.year,
  told: { ...farmer, hukou: policy.name, ...told },
  certified: [],
  events,
})

let count = 0
const on = (day: CivilDay, facts: EventFacts): EnrolmentEvent => ({
  id: `operation-${++count}`,
  day,
  at: 0,
  by: 'oClerk',
  ...facts,
})
const paid = (day: CivilDay): EnrolmentEvent =>
  on(day, { kind: 'paid', amount: 32_000, way: 'cash', evidence: 'receipt-1' })
const record = (policy: Policy, told: Facts, ...events: EnrolmentEvent[]): EnrolmentRecord =>
  events.reduce((so, event) => withEnrolmentEvent(policy, so, event), recordOf(policy, told))
const course = (policy: Policy, of: EnrolmentRecord): string[] =>
  stretchesOf(policy, of).map(({ from, status }) => `${from} ${STATUS_NAMES[status]}`)

describe('a year in 瑞金', () => {
  test("a farmer who pays in December is covered from New Year to the year's end", () => {
    expect(course(ruijin, record(ruijin, {}, paid('2021-12-10')))).toEqual([
      '2021-11-02 未到缴费时间',
      '2021-11-03 待缴费',
      '2021-12-10 已缴费',
      '2022-01-01 享受待遇',
      '2023-01-01 待遇期满',
    ])
  })

  test('one who pays nine days late was suspended, waits ninety days, and is covered for the rest', () => {
    expect(course(ruijin, record(ruijin, {}, paid('2022-04-10')))).toEqual([
      '2021-11-02 未到缴费时间',
      '2021-11-03 待缴费',
      '2022-04-01 停保',
      '2022-04-10 等待期',
      '2022-07-09 享受待遇',
      '2023-01-01 待遇期满',
    ])
  })

  test('the clause that suspends is named', () => {
    expect(enrolmentStatusOn(ruijin, recordOf(ruijin), '2022-04-01')).toMatchObject({
      status: 'suspended',
      clause: 'suspension/unpaid',
      cite: '三',
    })
  })

  test('one who owes nothing is never suspended', () => {
    const orphan = {
      ...recordOf(ruijin),
      certified: [{ identity: '孤儿', from: null, ended: null, certifier: '民政' }],
    }
    expect(stretchesOf(ruijin, orphan).map(({ status }) => status)).not.toContain('suspended')
    expect(enrolmentStatusOn(ruijin, orphan, '2022-06-01').status).toBe('exempt')
  })

  test('one who dies before paying is withdrawn and is not in arrears', () => {
    const gone = record(ruijin, {}, on('2022-02-01', { kind: 'left', why: 'died' }))
    expect(course(ruijin, gone).at(-1)).toBe('2022-02-01 已退出')
  })
})

describe('a year in 岢岚', () => {
  const dibao = {
    ...recordOf(kelan),
    certified: [{ identity: '低保对象', from: null, ended: null, certifier: '民政' }],
  }

  test('a 低保 household pays its own part first', () => {
    expect(enrolmentStatusOn(kelan, dibao, '2021-12-01')).toMatchObject({ status: 'ownPartPending', cite: '四(三)' })
  })

  test('a newcomer registers first, and then owes', () => {
    const newcomer = recordOf(kelan, { enrolmentHistory: '新参保', registered: false })
    expect(enrolmentStatusOn(kelan, newcomer, '2021-12-01').status).toBe('registrationNeeded')
    const registered = withEnrolmentEvent(kelan, newcomer, on('2021-12-02', { kind: 'registered' }))
    expect(enrolmentStatusOn(kelan, registered, '2021-12-02').status).toBe('due')
  })
})

describe('a category that changes', () => {
  const certified = (day: CivilDay) =>
    on(day, {
      kind: 'certified',
      certifications: [{ identity: '低保对象', from: day, ended: null, certifier: '民政' }],
    })

  test('before payment it is assessed anew: nothing is owed any more', () => {
    expect(enrolmentStatusOn(ruijin, record(ruijin, {}, certified('2021-12-01')), '2021-12-02').status).toBe('exempt')
  })

  test('after payment the year stays as it was paid', () => {
    const both = record(ruijin, {}, paid('2021-12-10'), certified('2022-02-01'))
    expect(course(ruijin, both)).toEqual(course(ruijin, record(ruijin, {}, paid('2021-12-10'))))
  })

  test('paid in the morning and certified in the afternoon of one day is after payment, the other way round before', () => {
    const at = (event: EnrolmentEvent, moment: number): EnrolmentEvent => ({ ...event, at: moment })
    expect(course(ruijin, record(ruijin, {}, at(paid('2021-12-10'), 1), at(certified('2021-12-10'), 2)))).toContain(
      '2021-12-10 已缴费',
    )
    expect(() => record(ruijin, {}, at(paid('2021-12-10'), 2), at(certified('2021-12-10'), 1))).toThrow('免缴待登记')
  })

  test('once the payment is voided, what was certified meanwhile counts', () => {
    const voided = record(
      ruijin,
      {},
      paid('2021-12-10'),
      certified('2022-02-01'),
      on('2022-02-03', { kind: 'paymentVoided', because: '退票' }),
    )
    expect(enrolmentStatusOn(ruijin, voided, '2022-02-03').status).toBe('exempt')
  })
})

describe('every status and every event', () => {
  const certifiedOrphan = [{ identity: '孤儿', from: null, ended: null, certifier: '民政' }]
  /** For each status, people who are there, and the day. */
  const examples: Readonly<Record<StatusId, readonly (readonly [EnrolmentRecord, CivilDay, Policy])[]>> = {
    registrationNeeded: [[recordOf(kelan, { enrolmentHistory: '新参保', registered: false }), '2021-12-01', kelan]],
    ownPartPending: [
      [
        { ...recordOf(kelan), certified: [{ identity: '低保对象', from: null, ended: null, certifier: '民政' }] },
        '2021-12-01',
        kelan,
      ],
    ],
    notYetOpen: [[recordOf(ruijin), '2021-11-01', ruijin]],
    due: [[recordOf(ruijin), '2021-12-01', ruijin]],
    exempt: [[{ ...recordOf(ruijin), certified: certifiedOrphan }, '2021-12-01', ruijin]],
    overdue: [[recordOf(kelan), '2022-02-01', kelan]],
    suspended: [[recordOf(ruijin), '2022-05-01', ruijin]],
    paid: [[record(ruijin, {}, paid('2021-12-01')), '2021-12-05', ruijin]],
    waiting: [[record(ruijin, {}, paid('2022-04-10')), '2022-05-01', ruijin]],
    covered: [[record(ruijin, {}, paid('2021-12-01')), '2022-05-01', ruijin]],
    ended: [[record(ruijin, {}, paid('2021-12-01')), '2023-01-05', ruijin]],
    paidUnsettled: [
      [
        record(banan, { tier: '一档', hukou: '重庆市' }, on('2022-05-09', { kind: 'registered' }), paid('2022-05-10')),
        '2022-05-11',
        banan,
      ],
    ],
    withdrawn: [
      [record(ruijin, {}, on('2021-12-01', { kind: 'left', why: 'employee' })), '2021-12-05', ruijin],
      [
        record(ruijin, {}, paid('2021-12-01'), on('2021-12-03', { kind: 'left', why: 'employee' })),
        '2021-12-05',
        ruijin,
      ],
    ],
    refunded: [
      [
        record(ruijin, {}, paid('2021-12-01'), on('2021-12-03', { kind: 'refunded', amount: 32_000 })),
        '2021-12-05',
        ruijin,
      ],
    ],
    employee: [[recordOf(ruijin, { employeeInsurance: 'active' }), '2021-12-01', ruijin]],
    outside: [[recordOf(kelan, { hukou: '外地', resident: false }), '2021-12-01', kelan]],
    undetermined: [[{ ...recordOf(ruijin), told: {} }, '2021-12-01', ruijin]],
  }
  const facts: Readonly<Record<EventKind, EventFacts>> = {
    registered: { kind: 'registered' },
    told: { kind: 'told', facts: { student: '中学生' } },
    corrected: { kind: 'corrected', facts: { birthDate: '1971-05-01' } },
    certified: { kind: 'certified', certifications: certifiedOrphan },
    reopened: { kind: 'reopened', because: '误办' },
    returned: { kind: 'returned' },
    paid: { kind: 'paid', amount: 32_000, way: 'cash', evidence: 'r' },
    enrolledExempt: { kind: 'enrolledExempt' },
    paymentVoided: { kind: 'paymentVoided', because: '退票' },
    left: { kind: 'left', why: 'died' },
    refunded: { kind: 'refunded', amount: 32_000 },
  }
  const pairs = STATUS_IDS.flatMap((status) =>
    EVENT_KINDS.map((kind) => [STATUS_NAMES[status], EVENTS[kind].name, status, kind] as const),
  )

  test.each(STATUS_IDS.map((id) => [STATUS_NAMES[id], id] as const))('there are people at “%s”', (_, status) => {
    for (const [of, day, policy] of examples[status]) expect(enrolmentStatusOn(policy, of, day).status).toBe(status)
  })

  test.each(pairs)('at “%s”, “%s” is as the table says', (_, __, status, kind) => {
    const outcomes = examples[status].map(([of, day, policy]) => {
      const event = on(day, facts[kind])
      try {
        return enrolmentStatusOn(policy, withEnrolmentEvent(policy, of, event), day).status
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
        expect((error as Refusal).error).toMatchObject({ code: 'ILLEGAL_EVENT', found: status })
        return null
      }
    })
    const reached = outcomes.filter((outcome) => outcome !== null)
    expect(reached.length > 0).toBe(mayHappenAt(kind, status))
    const ends = EVENTS[kind].edges.filter(({ from }) => from.includes(status)).flatMap(({ to }) => to)
    for (const outcome of reached) expect(ends).toContain(outcome)
  })
})

describe.each(placeNames)('whoever lives in %s', (_, policy) => {
  const season = seasonOfPolicy(policy)
  const someDay = fc.integer({ min: dayNumber(season.from)!, max: dayNumber(season.to)! }).map(civilDay)
  const anything: fc.Arbitrary<EventFacts> = fc.constantFrom<EventFacts>(
    { kind: 'registered' },
    { kind: 'told', facts: { registered: true } },
    { kind: 'paid', amount: 32_000, way: 'cash', evidence: 'r' },
    { kind: 'enrolledExempt' },
    { kind: 'paymentVoided', because: '退票' },
    { kind: 'refunded', amount: 32_000 },
    { kind: 'left', why: 'movedAway' },
    { kind: 'returned' },
    { kind: 'reopened', because: '误办' },
    {
      kind: 'certified',
      certifications: Object.keys(policy.identities)
        .slice(0, 1)
        .map((identity) => ({ identity, from: null, ended: null, certifier: '民政' })),
    },
  )
  const history = fc
    .uniqueArray(fc.record({ day: someDay, facts: anything }), {
      maxLength: 6,
      selector: ({ day, facts }) => `${day}${facts.kind}`,
    })
    .map((all) =>
      all.map(({ day, facts }, i): EnrolmentEvent => ({ id: `operation-${i}`, day, at: i, by: 'oClerk', ...facts })),
    )
  const recordAll = (told: Facts, events: readonly EnrolmentEvent[]): EnrolmentRecord | null => {
    try {
      return events.reduce<EnrolmentRecord>((so, event) => withEnrolmentEvent(policy, so, event), {
        region: policy.region,
        year: policy.year,
        told,
        certified: certificationsOf(told),
        events: [],
      })
    } catch (error) {
      if (error instanceof Refusal) return null
      throw error
    }
  }

  test('the same events in any order give the same course, or a refusal', () => {
    fc.assert(
      fc.property(
        someone(policy),
        history.chain((events) =>
          fc.record({
            events: fc.constant(events),
            shuffled: fc.shuffledSubarray([...events], { minLength: events.length }),
          }),
        ),
        ({ told }, { events, shuffled }) => {
          const [one, other] = [recordAll(told, events), recordAll(told, shuffled)]
          if (one && other) expect(stretchesOf(policy, one)).toEqual(stretchesOf(policy, other))
        },
      ),
      { numRuns: 150 },
    )
  })

  test("each night's next change is the day on which the status changes, and the calendar takes only its own edges", () => {
    fc.assert(
      fc.property(someone(policy), history, ({ told }, events) => {
        const of = recordAll(told, events)
        if (of === null) return
        const eventDays = new Set(of.events.map(({ day }) => day))
        let day = season.from
        let status = enrolmentStatusOn(policy, of, day).status
        for (let next = nextChange(policy, of, day); next !== null; next = nextChange(policy, of, day)) {
          // No status in between differs.
          const between = civilDay(Math.floor((dayNumber(day)! + dayNumber(next.day)! - 1) / 2))
          expect(enrolmentStatusOn(policy, of, between).status).toBe(status)
          if (!eventDays.has(next.day)) expect(CALENDAR.map(String)).toContain(String([status, next.status]))
          day = next.day
          status = next.status
          expect(enrolmentStatusOn(policy, of, day).status).toBe(status)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('the steps of a season leave no day out', () => {
    fc.assert(
      fc.property(someone(policy), history, someDay, ({ told }, events, day) => {
        const of = recordAll(told, events)
        if (of === null) return
        const step = stretchesOf(policy, of)
          .filter(({ from }) => from <= day)
          .pop()
        expect(step?.status).toBe(enrolmentStatusOn(policy, of, day).status)
        expect(step!.to === null || step!.to >= day).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

test('the page on the states is as the tables are', () => {
  expect(readFileSync(DRAWING, 'utf8')).toBe(enrolmentStatesPage())
})
