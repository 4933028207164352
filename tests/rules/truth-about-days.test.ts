import {
  assess,
  questions,
  readFacts,
  seasonOfPolicy,
  statusOn,
  type Assessment,
  type Facts,
  type Policy,
} from '../../rules'
import { FACT_NAMES } from '../../rules/language/facts'
import { bitsOf } from '../../rules/engine/person'
import { readPolicy } from '../../rules/language/read-policy'
import { SIXTH_PLACE } from './sixth-place-file'

/** Each fault that was found in the engine, as a kind: the made-up place with one clause added, and what is right. */

interface Added {
  window?: string
  waitingPeriod?: string
  benefitPeriod?: string
  benefitStart?: string
  situations?: string
}

function placeWith(added: Added): Policy {
  let yaml = SIXTH_PLACE.replace('situations: {}', added.situations ?? 'situations: { 释放: { label: 释放 } }')
  for (const name of ['window', 'waitingPeriod', 'benefitStart'] as const)
    if (added[name])
      yaml = yaml.replace(`  ${name}:\n    clauses:\n`, `  ${name}:\n    clauses:\n      - ${added[name]}\n`)
  if (added.benefitPeriod)
    yaml = yaml.replace('benefitPeriod: { clauses: [', `benefitPeriod: { clauses: [${added.benefitPeriod}, `)
  const reading = readPolicy(yaml, 'sixth-2026.yaml')
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults))
  return reading.value.policy
}

const SOURCE = 'cite: 三, quote: 原文'
const adult: Facts = {
  birthDate: '1980-06-15',
  employeeInsurance: 'none',
  categories: [],
  enrolmentHistory: '续保',
  situation: null,
}
const answer = (policy: Policy, told: Facts, day: string): Assessment => assess(policy, { ...adult, ...told }, day)
const both = ({ answers, recommended }: Assessment): Record<string, unknown> => ({ ...recommended, ...answers })
const status = (policy: Policy, told: Facts, paid: string | null, asOf: string): ReturnType<typeof statusOn> =>
  statusOn(policy, { ...adult, ...told }, paid, asOf)

describe('nothing begins before its period', () => {
  const lapsed: Facts = { enrolmentHistory: '中断续保' }

  test.each<[string, Added, Facts, string]>([
    [
      'a wait from payment in October',
      {
        benefitStart: `{ id: x, when: { enrolmentHistory: 中断续保 }, gives: afterWaiting, ${SOURCE} }`,
        waitingPeriod: `{ id: x, when: { enrolmentHistory: 中断续保 }, gives: 2 months, ${SOURCE} }`,
      },
      lapsed,
      '2025-10-05',
    ],
    [
      'payment in October',
      { benefitStart: `{ id: x, gives: paid, when: { window: open }, ${SOURCE} }` },
      {},
      '2025-10-05',
    ],
    [
      'the day after it',
      { benefitStart: `{ id: x, gives: { after: paid, length: 1 days }, when: { window: open }, ${SOURCE} }` },
      {},
      '2025-10-05',
    ],
    [
      'arrival',
      { benefitStart: `{ id: x, gives: arrived, when: { window: open }, ${SOURCE} }` },
      { arrivalDate: '2025-10-20' },
      '2025-10-05',
    ],
    [
      'birth in November',
      { benefitStart: `{ id: x, gives: birth, when: { window: open }, ${SOURCE} }` },
      { birthDate: '2025-11-20' },
      '2025-12-15',
    ],
    [
      'an event years ago',
      { benefitStart: `{ id: x, gives: event, when: { window: open }, ${SOURCE} }` },
      { situationDate: '2019-09-01' },
      '2025-10-05',
    ],
  ])('%s: from 1 January, and not covered the year before', (_, added, told, day) => {
    const policy = placeWith(added)
    expect(both(answer(policy, told, day))).toMatchObject({ benefitStart: '2026-01-01', benefitEnd: '2026-12-31' })
    expect(status(policy, told, day, '2025-12-31').answers).toMatchObject({ status: '已缴费', benefitActive: false })
    expect(status(policy, told, day, '2026-01-01').answers).toMatchObject({ status: '享受待遇', benefitActive: true })
  })

  test('money that arrived before it was paid is refused', () => {
    expect(() => readFacts(placeWith({}), { ...adult, arrivalDate: '2020-01-01' }, '2025-10-05', '2025-10-05')).toThrow(
      expect.objectContaining({ code: 'CONTRADICTION', path: 'person.arrivalDate' }) as Error,
    )
  })
})

describe('a status is certain only if every reading gives it, and open only if one differs', () => {
  const start = (open: string): Policy =>
    placeWith({
      benefitStart: `{ id: x, when: { window: open }, open: { why: 没有说, ${open} }, ${SOURCE} }`,
      waitingPeriod: `{ id: x, when: { window: open }, gives: 3 months, ${SOURCE} }`,
    })

  test('covered by the one, waiting by the other: open', () => {
    const found = status(
      start('reading: benefitPeriod.from, alternatives: [afterWaiting]'),
      {},
      '2026-02-10',
      '2026-02-20',
    )
    expect(found.answers.status).toBeUndefined()
    expect(found.recommended.status).toBe('享受待遇')
    expect(found.undetermined.map(({ field }) => field)).toEqual(['status', 'benefitActive'])
  })

  test('covered by both on a day far behind either start: certain', () => {
    const policy = start('reading: paid, alternatives: [{ after: paid, length: 1 days }]')
    expect(status(policy, {}, '2026-02-10', '2026-12-01').answers.status).toBe('享受待遇')
  })

  test('a period with another end in another reading: open between the ends, certain before', () => {
    const policy = placeWith({
      benefitPeriod: `{ id: x, when: { identity: 低保对象 }, open: { why: 没有说, reading: { from: 2026-01-01, to: 2026-12-31 }, alternatives: [{ from: 2026-01-01, to: 2026-06-30 }] }, ${SOURCE} }`,
    })
    const told = { categories: ['低保对象'] }
    expect(status(policy, told, '2025-11-01', '2026-07-15').answers.status).toBeUndefined()
    expect(status(policy, told, '2025-11-01', '2026-03-15').answers.status).toBe('享受待遇')
  })

  test('an open period does not lose the wait of who is late', () => {
    const policy = placeWith({
      benefitPeriod: `{ id: x, when: { identity: 低保对象 }, open: { why: 没有说, reading: { from: 2025-09-01, to: 2026-12-31 }, alternatives: [{ from: 2026-01-01, to: 2026-12-31 }] }, ${SOURCE} }`,
    })
    expect(answer(policy, { categories: ['低保对象'] }, '2026-03-10').answers.benefitStart).toBe('2026-05-10')
    expect(status(policy, { categories: ['低保对象'] }, '2026-03-10', '2026-03-20').answers.status).toBe('等待期')
  })
})

describe('待遇期满 is said of those only who had benefits', () => {
  test('paid before the season, or in employee insurance: the payment has no effect', () => {
    expect(status(placeWith({}), {}, '2025-09-15', '2025-09-15').answers.status).toBe('缴费未生效')
    expect(status(placeWith({}), { employeeInsurance: 'active' }, '2025-11-01', '2025-11-02').answers.status).toBe(
      '缴费未生效',
    )
  })

  test('a wait longer than the year is a wait', () => {
    expect(status(placeWith({}), {}, '2026-11-15', '2026-11-20').answers.status).toBe('等待期')
  })
})

describe('no field vanishes', () => {
  test('late, and the years before not told: the wait in months is undetermined, with the fact that settles it', () => {
    const policy = placeWith({
      waitingPeriod: `{ id: x, when: { window: late, enrolmentHistory: 中断续保 }, gives: 3 months, ${SOURCE} }`,
    })
    const found = answer(policy, { enrolmentHistory: undefined }, '2026-03-15')
    expect(found.undetermined.find(({ field }) => field === 'waitingMonths')).toMatchObject({
      kind: 'notTold',
      facts: ['enrolmentHistory'],
    })
  })

  test('no clause says when benefits start: that is said', () => {
    const policy = placeWith({ window: `{ id: x, when: { identity: 低保对象 }, gives: special, ${SOURCE} }` })
    const found = answer(policy, { categories: ['低保对象'] }, '2026-03-15')
    expect(found.undetermined.map(({ field, why }) => [field, why.length > 4])).toEqual(
      expect.arrayContaining([
        ['benefitStart', true],
        ['benefitEnd', true],
      ]),
    )
  })

  test('more facts than can be told apart are impossible, not silent', () => {
    expect(() => bitsOf([...FACT_NAMES, ...FACT_NAMES].slice(0, 31))).toThrow('can be told apart')
  })
})

describe('days ahead', () => {
  test('a period of one’s own that ends in August: the last good day goes by it', () => {
    const policy = placeWith({
      benefitPeriod: `{ id: x, when: { identity: 低保对象 }, gives: { from: 2025-09-01, to: 2026-08-31 }, ${SOURCE} }`,
    })
    expect(answer(policy, { categories: ['低保对象'] }, '2026-06-15').next).toMatchObject({
      day: '2026-07-01',
      sentence: '从2026年7月1日起再缴费，这一年就一天待遇也享受不到了。',
    })
  })

  test('with a wait counted from payment in the season, each day after the last useful one costs a day', () => {
    const policy = placeWith({
      benefitStart: `{ id: x, when: { window: open }, gives: afterWaiting, ${SOURCE} }`,
      waitingPeriod: `{ id: x, when: { window: open }, gives: 3 months, ${SOURCE} }`,
    })
    expect(answer(policy, {}, '2025-10-01')).toMatchObject({ deadline: '2025-10-01', next: { day: '2025-10-02' } })
  })

  test('the drawn year begins to wait with the year, not with the payment', () => {
    const policy = placeWith({
      benefitStart: `{ id: x, when: { window: open }, gives: 2026-04-01, ${SOURCE} }`,
      waitingPeriod: `{ id: x, when: { window: open }, gives: 6 months, ${SOURCE} }`,
    })
    expect(
      answer(policy, {}, '2025-10-05').timeline.filter(({ kind }) => kind !== 'window' && kind !== 'late'),
    ).toEqual([
      { kind: 'waiting', from: '2026-01-01', to: '2026-03-31' },
      { kind: 'covered', from: '2026-04-01', to: '2026-12-31' },
    ])
  })

  test('cover that lies wholly in the past is warned of', () => {
    const policy = placeWith({
      window: `{ id: x, when: { identity: 低保对象 }, gives: special, ${SOURCE} }`,
      benefitStart: `{ id: x, when: { window: special }, gives: benefitPeriod.from, ${SOURCE} }`,
    })
    const found = answer(policy, { categories: ['低保对象'] }, '2027-03-01')
    expect(found.warnings.map(({ code }) => code)).toContain('COVER_IN_THE_PAST')
  })
})

describe('lengths and days of a policy', () => {
  test('lengths in two units are told each in its own', () => {
    const policy = placeWith({})
    const mixed = {
      reading: { count: 3, unit: 'months' as const },
      alternatives: [{ count: 90, unit: 'days' as const }],
    }
    const clauses = [{ id: 'x', open: { why: '没有说', ...mixed }, cite: '三', quote: '原文' }]
    const changed: Policy = { ...policy, decisions: { ...policy.decisions, waitingPeriod: { clauses } } }
    const found = answer(changed, {}, '2026-03-15').undetermined.find(({ field }) => field === 'waitingMonths')
    expect(found).toMatchObject({ reading: 3, alternatives: ['等待90天'] })
  })

  test('a policy without any fixed day of payment has a season all the same', () => {
    const policy = placeWith({})
    const clauses = [{ id: 'always', gives: 'open' as const, cite: '三', quote: '原文' }]
    const always = { ...policy, decisions: { ...policy.decisions, window: { clauses } } }
    expect(seasonOfPolicy(always)).toEqual({ from: '2025-12-31', to: '2027-01-31' })
    expect(questions(always, {}, '2025-12-01').length).toBeGreaterThan(0)
  })
})

describe('words near a listed identity', () => {
  const file = SIXTH_PLACE.replace('渔业退捕渔民:', '年满60周岁的农村籍退役人员:').replaceAll(
    '渔业退捕渔民',
    '年满60周岁的农村籍退役人员',
  )
  const reading = readPolicy(file, 'sixth-2026.yaml')
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults))
  const { policy } = reading.value

  test('with or without 的 it is the same identity', () => {
    expect(answer(policy, { categories: ['年满60周岁农村籍退役人员'] }, '2025-11-20').answers.fee).toBe(20_000)
  })

  test('with words left out it is asked, not passed over for nothing', () => {
    expect(() => answer(policy, { categories: ['农村籍退役人员周岁'] }, '2025-11-20').answers).not.toThrow()
    expect(() => answer(policy, { categories: ['60周岁农村籍退役人员'] }, '2025-11-20')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_CATEGORY' }) as Error,
    )
  })
})
