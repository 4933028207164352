import fc from 'fast-check'
import { civilDay, dayNumber, type CivilDay, type Facts, type Policy } from '../../rules'
import { policyFile } from '../../rules/language/schema'

/**
 * Policies that never were, made of the language itself: every decision, its clauses in any order that the language
 * allows, open or given, with holes too. Each has passed the schema that files pass.
 */
const YEAR = 2026
const IDENTITIES = ['甲', '乙', '丙']
const SITUATIONS = ['新生儿', '退役', '迁入']

type Raw = Record<string, unknown>

const day = (from: string, to: string): fc.Arbitrary<CivilDay> =>
  fc.integer({ min: dayNumber(from)!, max: dayNumber(to)! }).map(civilDay)
const one = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const months = fc.integer({ min: 1, max: 9 }).map((count) => `${count} months`)
const days = fc.integer({ min: 1, max: 120 }).map((count) => `${count} days`)

const leaf: fc.Arbitrary<Raw> = fc.oneof(
  one(...IDENTITIES).map((identity) => ({ identity })),
  fc.record({
    situation: one(...SITUATIONS),
    elapsed: fc.record({ from: one('event'), to: one('paid'), atMost: one('90 days', '3 months') }),
  }),
  fc
    .integer({ min: 16, max: 70 })
    .chain((years) =>
      one<Raw>(
        { age: { atLeast: years, on: 'paid' } },
        { age: { under: years, on: 'yearEnd' } },
        { age: { atLeast: years, under: years + 5, on: 'benefitPeriod.from' } },
      ),
    ),
  one<Raw>(
    { hukou: 'local' },
    { resident: 'yes' },
    { employeeInsurance: 'active' },
    { student: 'any' },
    { age: { under: 1, on: 'paid' } },
    { enrolmentHistory: '新参保' },
    { missed: { atLeast: 1 } },
    { missed: { atLeast: 2, atMost: 3 } },
    { neverInsured: 'yes' },
    { sex: '男' },
    { childRank: { atLeast: 3 } },
    { confirmed: 'yes' },
    { elapsed: { from: 'birth', to: 'paid', atMost: '90 days' } },
    { previousWait: 'runs' },
  ),
)
const condition: fc.Arbitrary<Raw> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: leaf.map((not) => ({ not })) },
  { weight: 1, arbitrary: fc.tuple(leaf, leaf).map(([a, b]) => ({ anyOf: [a, b] })) },
)

/** A clause with a value, or open: with another reading, without one, or with no reading at all. */
function clause<V>(id: string, value: fc.Arbitrary<V>, when: fc.Arbitrary<Raw | undefined>): fc.Arbitrary<Raw> {
  const given = value.map((gives) => ({ gives }))
  const open = fc
    .uniqueArray(value, { minLength: 2, maxLength: 3, selector: (v) => JSON.stringify(v) })
    .chain(([reading, ...alternatives]) =>
      one(
        { why: '通知没有说', reading, alternatives },
        { why: '通知没有说', reading },
        { why: '通知没有说', reading: null, alternatives },
      ),
    )
    .map((value) => ({ open: value }))
  return fc
    .tuple(fc.oneof({ weight: 4, arbitrary: given }, { weight: 1, arbitrary: open }), when)
    .map(([answer, condition]) => ({ id, ...answer, ...(condition && { when: condition }), cite: '一', quote: '原文' }))
}

/** Some clauses with conditions, then one for everybody else; without that one, a hole. */
function decision<V>(
  value: fc.Arbitrary<V>,
  when: fc.Arbitrary<Raw>,
  last: fc.Arbitrary<Raw> | null,
): fc.Arbitrary<Raw> {
  const some = fc
    .array(fc.constant(null), { maxLength: 3 })
    .chain((slots) => fc.tuple(...slots.map((_, i) => clause(`c${i}`, value, when))))
  return last === null
    ? some.map((clauses) => ({ clauses }))
    : fc.tuple(some, last).map(([clauses, end]) => ({ clauses: [...clauses, end] }))
}

const givenLast = <V>(value: fc.Arbitrary<V>): fc.Arbitrary<Raw> =>
  value.map((gives) => ({ id: 'else', gives, cite: '一', quote: '原文' }))

const WINDOWS = ['open', 'late', 'special', 'newborn', 'extended', 'closed'] as const
const window = one<Raw>(...WINDOWS.map((status) => ({ window: status })), { window: ['open', 'extended'] })
const afterWindow = fc.oneof(
  window,
  condition,
  fc.tuple(window, leaf).map(([a, b]) => ({ ...a, ...b })),
)

const wait = fc.oneof(
  one('none'),
  months,
  days,
  fc.record({
    fixed: one('3 months', '1 months'),
    perMissed: fc.record({ adds: one('1 months'), from: one(1, 2) }),
    repair: fc.record({ takes: one('1 months') }),
    floor: fc.record({ fromMissed: one(4), least: one('6 months') }),
  }),
)
const waitingPeriod = fc.boolean().chain((inDays) => {
  const value = wait.filter((w) => w === 'none' || (typeof w === 'string' && w.endsWith('days')) === inDays)
  return decision(value, afterWindow, null)
})

const plainRule = fc.oneof(
  one<unknown>('benefitPeriod.from', 'afterWaiting', 'paid', 'arrived', 'birth', 'event', 'previousWait'),
  one<unknown>(
    { after: 'paid', length: '1 days' },
    { after: 'paid', length: '3 months' },
    { firstOfNextMonth: 'paid' },
  ),
  day('2026-01-01', '2026-12-31'),
)
const rule = fc.oneof(
  { weight: 4, arbitrary: plainRule },
  { weight: 1, arbitrary: fc.tuple(plainRule, plainRule).map((later) => ({ later })) },
)
const period = one(
  { from: '2026-01-01', to: '2026-12-31' },
  { from: '2026-01-01', to: '2026-08-31' },
  { from: '2025-09-01', to: '2026-08-31' },
)

const windowDecision = fc
  .tuple(
    day('2025-08-15', '2025-11-15'),
    day('2025-12-01', '2026-04-30'),
    decision(
      one(...WINDOWS),
      leaf,
      one(null).map(() => ({})),
    ),
  )
  .map(([from, to, { clauses }]) => ({
    clauses: [
      {
        id: 'before',
        when: { paid: { to: civilDay(dayNumber(from)! - 1) } },
        gives: 'before',
        cite: '一',
        quote: '原文',
      },
      { id: 'open', when: { paid: { to } }, gives: 'open', cite: '一', quote: '原文' },
      ...(clauses as Raw[]).slice(0, -1),
      { id: 'late', gives: 'late', cite: '一', quote: '原文' },
    ],
  }))

const amount = fc.oneof(
  fc.integer({ min: 10, max: 400 }),
  one<unknown>('full', { percent: 60, of: 'contribution' }, { percent: 50, of: 'contribution', floor: 80 }),
)
const subsidy = fc
  .tuple(
    fc.array(fc.tuple(one(...IDENTITIES), amount), { maxLength: 3 }),
    fc.array(fc.tuple(leaf, fc.integer({ min: 10, max: 200 })), { maxLength: 2 }),
    one<Raw>({ rule: 'highest', cite: '一', quote: '原文' }, { rule: 'silent', why: '通知没有说' }),
  )
  .map(([clauses, additions, combine]) => ({
    combine,
    clauses: clauses.map(([identity, gives], i) => ({
      id: `s${i}`,
      kind: `第${i}类`,
      when: { identity },
      gives,
      cite: '一',
      quote: '原文',
    })),
    additions: additions.map(([when, gives], i) => ({
      id: `a${i}`,
      name: `补助${i}`,
      when,
      gives,
      cite: '一',
      quote: '原文',
    })),
  }))

const charges = fc.array(
  fc.record({
    id: one('fiscal'),
    name: one('财政补助部分'),
    when: fc.record({ paid: day('2026-03-01', '2026-08-01').map((from) => ({ from })) }),
    gives: one(640, 700),
    cite: one('一'),
    quote: one('原文'),
  }),
  { maxLength: 1 },
)

const FIXED = {
  region: 'made-up',
  year: YEAR,
  name: '某县',
  within: '某省',
  places: ['某县'],
  tiers: [],
  identities: Object.fromEntries(IDENTITIES.map((name) => [name, { group: '认定的' }])),
  situations: Object.fromEntries(SITUATIONS.map((name) => [name, { label: name }])),
  situationsOpen: false,
  asks: {
    hukou: {
      options: [
        { value: '某县', label: '某县' },
        { value: '外地', label: '外地' },
      ],
    },
    student: {
      options: [
        { value: '学生', label: '学生' },
        { value: null, label: '不是' },
      ],
    },
  },
  matters: [],
  document: { title: null, number: null, issued: null, issuer: null, status: 'undated', basis: [], remarks: [] },
  fiscalSubsidy: null,
  warnings: [],
  channels: [],
  contacts: [],
  notes: [],
  office: { milestones: [], duties: [], rosters: [] },
}

export const somePolicy: fc.Arbitrary<Policy> = fc
  .record({
    eligible: decision(one('yes', 'no'), leaf, givenLast(one('yes'))),
    contribution: decision(one(200, 380, 400), leaf, givenLast(one(400))),
    subsidy,
    exempt: decision(one('yes', 'no'), fc.oneof(leaf, one<Raw>({ subsidised: 'any' })), givenLast(one('no'))),
    window: windowDecision,
    waitingPeriod,
    waitFrom: decision(one<unknown>('paid', 'benefitPeriod.from', 'arrived'), afterWindow, givenLast(one('paid'))),
    benefitPeriod: decision(period, leaf, givenLast(period)),
    benefitStart: decision(
      rule,
      afterWindow,
      fc.oneof(clause('else', rule, fc.constant(undefined)), clause('else', rule, window)),
    ),
    registration: decision(one({ first: 'yes' }, { first: 'no' }), leaf, givenLast(one({ first: 'no' }))),
    payable: decision(
      one('yes', 'no'),
      one<Raw>({ window: 'before' }, { window: 'closed' }, { registerFirst: 'yes' }, { cover: 'never' }),
      givenLast(one('yes')),
    ),
  })
  .chain((decisions) =>
    fc
      .tuple(charges, fc.integer({ min: 2019, max: 2025 }), one('last', 'all'))
      .map(([found, since, run]) => ({
        ...FIXED,
        decisions,
        charges: found,
        lapse: { since, insured: 'basic', run, cite: '一', quote: '原文' },
      })),
  )
  .map((raw) => ({ ...(policyFile.parse(raw) as unknown as Policy), version: 'made up' }))

/** Everything told that such a policy can look at. */
export const wholePerson = (paid: CivilDay): fc.Arbitrary<Facts> => {
  const n = dayNumber(paid)!
  const recent = fc.integer({ min: n - 200, max: n }).map(civilDay)
  return fc.record({
    birthDate: fc.oneof(fc.integer({ min: n - 30_000, max: n }).map(civilDay), recent),
    hukou: one('某县', '外地'),
    resident: fc.boolean(),
    employeeInsurance: one('none', 'none', 'active'),
    student: one<string | null>(null, '学生'),
    categories: fc.uniqueArray(one(...IDENTITIES), { maxLength: 2 }),
    situation: one<string | null>(null, ...SITUATIONS),
    situationDate: recent,
    arrivalDate: one<CivilDay | null>(null, paid, civilDay(n + 5)),
    missedYears: one<number | null>(0, 0, null, 1, 2, 4, 7),
    repaidYears: one(0, 0, 1),
    sex: one('男', '女'),
    childRank: one(1, 3),
    exemptionConfirmed: fc.boolean(),
    waitRunsTo: one<CivilDay | null>(null, null, '2026-02-06'),
    registered: fc.boolean(),
  })
}

/** Some facts told, others not. */
export const partOf = (told: Facts): fc.Arbitrary<Facts> =>
  fc
    .subarray(Object.keys(told) as (keyof Facts)[])
    .map((names) => Object.fromEntries(names.map((name) => [name, told[name]])))

export const payDay = day('2025-08-20', '2027-01-20')
