import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assess, type Facts, type Policy } from '../../rules'
import { checkPolicyText } from '../../rules/checker'
import { explainRows } from '../../rules/checker/explain-table'
import { answerCase } from '../../rules/command/answer-case'

/**
 * 青岭县 is made up. Its file was written from the guide alone; what each of these people owes, and from when they are
 * covered, was worked out from the notice before anybody asked the engine.
 */
const NAME = 'qingling-2026.yaml'
const text = readFileSync(join(__dirname, 'policies', NAME), 'utf8')

function read(): Policy {
  const reading = checkPolicyText(text, NAME)
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults))
  expect(reading.warnings).toEqual([])
  return reading.value.policy
}
const qingling = read()

const adult: Facts = {
  birthDate: '1985-06-10',
  hukou: '青岭县',
  resident: true,
  employeeInsurance: 'none',
  categories: [],
  student: null,
  situation: null,
  tier: '一档',
}
const event = (situation: string, situationDate: string): Facts => ({ situation, situationDate })
const certified = (...of: [category: string, from: string][]): Facts => ({
  categories: of.map(([category]) => category),
  categoryFrom: Object.fromEntries(of),
})
const student: Facts = { birthDate: '2005-06-10', hukou: '别县', resident: false, student: 'local-school' }

type Row = [who: string, told: Facts, paid: string, yuan: number, from: string | null, clause: string]
const PEOPLE: Row[] = [
  ['who chooses 二档 in the season', { tier: '二档' }, '2025-10-20', 650, '2026-01-01', 'contribution/adult'],
  ['on 低保', { categories: ['低保对象'] }, '2025-11-05', 120, '2026-01-01', 'subsidy/dibao'],
  [
    'in 特困 who chooses 二档 on the last day pays the difference',
    { categories: ['特困人员'], tier: '二档' },
    '2025-12-31',
    230,
    '2026-01-01',
    'subsidy/full',
  ],
  [
    'of two identities has the higher one',
    { categories: ['低保边缘家庭成员', '重度残疾人'] },
    '2025-10-08',
    210,
    '2026-01-01',
    'subsidy/disabled',
  ],
  [
    'at school here, with a hukou elsewhere, has no tiers to choose',
    { ...student, tier: undefined },
    '2025-09-15',
    420,
    '2026-01-01',
    'eligible/school',
  ],
  ['who comes on the eve of the season has to wait for it', student, '2025-09-14', 420, null, 'payable/before'],
  [
    'who is late pays the public part too',
    { tier: undefined },
    '2026-03-01',
    1120,
    '2026-04-30',
    'charges/fiscal-part',
  ],
  ['who is late on the last day', { tier: undefined }, '2026-09-30', 1120, '2026-11-29', 'waitingPeriod/late'],
  ['who comes a day after that', {}, '2026-10-01', 420, null, 'payable/closed'],
  [
    'who left the army 90 days ago',
    event('退役军人', '2026-02-10'),
    '2026-05-11',
    420,
    '2026-05-12',
    'benefitStart/special',
  ],
  ['who left it 91 days ago', event('退役军人', '2026-02-10'), '2026-05-12', 1120, '2026-07-11', 'window/late'],
  [
    'whose employee insurance stopped three months ago to the day',
    event('职工医保中断', '2026-04-10'),
    '2026-07-10',
    420,
    '2026-07-11',
    'window/special',
  ],
  [
    'who graduated this year',
    event('大中专毕业生', '2026-06-30'),
    '2026-08-15',
    420,
    '2026-08-16',
    'benefitStart/special',
  ],
  [
    'who graduated last year, though within twelve months',
    event('大中专毕业生', '2025-06-30'),
    '2026-02-01',
    1120,
    '2026-04-02',
    'window/late',
  ],
  [
    'born within 90 days, when all others are closed out',
    { birthDate: '2026-10-05', tier: undefined },
    '2026-12-20',
    420,
    '2026-10-05',
    'benefitStart/newborn-90',
  ],
  [
    'on 低保 since this month pays in full',
    certified(['低保对象', '2025-12-10']),
    '2025-12-20',
    420,
    '2026-01-01',
    'contribution/adult',
  ],
  [
    'on 低保 since last month is subsidised',
    certified(['低保对象', '2025-12-10']),
    '2026-01-10',
    820,
    '2026-03-11',
    'subsidy/dibao',
  ],
  [
    'with one identity of long standing and a better new one has the old one’s',
    certified(['低保边缘家庭成员', '2024-01-01'], ['重度残疾人', '2025-12-10']),
    '2025-12-20',
    270,
    '2026-01-01',
    'subsidy/edge',
  ],
  [
    'with a residence permit',
    { hukou: '别县', residencePermit: true },
    '2025-10-20',
    420,
    '2026-01-01',
    'eligible/permit',
  ],
]

test.each(PEOPLE)('somebody %s', (_, told, paid, yuan, from, clause) => {
  const { answers, reasons } = assess(qingling, { ...adult, ...told }, paid)
  expect({ yuan: (answers.fee as number) / 100, from: answers.benefitStart }).toEqual({ yuan, from })
  expect(reasons.map((one) => one.clause)).toContain(clause)
})

test('whom the notice does not name cannot enrol', () => {
  for (const told of [{ hukou: '别县', residencePermit: false }, { employeeInsurance: 'active' }])
    expect(assess(qingling, { ...adult, ...told }, '2025-10-20').answers.eligible).toBe(false)
})

test('a newborn after 90 days is covered from the next day, and what they owe is left open', () => {
  const { answers, undetermined } = assess(qingling, { ...adult, birthDate: '2026-03-01' }, '2026-07-01')
  expect(answers).toMatchObject({ benefitStart: '2026-07-02', waitingDays: 0 })
  expect(undetermined.find(({ field }) => field === 'fee')).toMatchObject({ reading: 42_000 })
})

test('who dies before the year has the money back; who dies in it does not, and is covered to that day', () => {
  const died = (deathDate: string): object => assess(qingling, { ...adult, deathDate }, '2025-10-20').answers
  expect(died('2025-12-20')).toMatchObject({ refund: 42_000, benefitStart: null })
  expect(died('2026-01-05')).toMatchObject({ refund: 0, benefitEnd: '2026-01-05' })
})

describe('what the author was not told the first time', () => {
  const without = text.replace(/ {6}- id: late-one-tier[\s\S]*?(?= {6}- \{ id: adult)/, '')

  test('people who owe by the tier and are asked for none are found, with one of them', () => {
    // The anchor went with the clause: its conditions stand where they were used.
    const named = without.replace('*own-part-only', '[{ situation: 退役军人 }, { situation: 大中专毕业生 }]')
    const reading = checkPolicyText(named, NAME)
    const hole = reading.ok ? undefined : reading.faults.find(({ code }) => code === 'HOLE')
    expect(hole?.message).toContain('tiersFor')
    expect(hole?.example).toContain('不问选哪一档')
  })

  test('a word in tiersFor that nobody can say is found', () => {
    const reading = checkPolicyText(text.replace('[local-school, other-school] }', '[pupil] }'), NAME)
    const found = reading.warnings.find(({ code }) => code === 'WORD_NEVER_TOLD')
    expect(found?.path).toMatch(/^tiersFor/)
  })

  test('the table shows tiers only to those who choose one', () => {
    const late = explainRows(qingling).filter(({ cells }) => cells[10] === '2026年7月16日')
    expect(late.length).toBeGreaterThan(0)
    expect(late.map(({ told, cells }) => [told.tier, cells[0]])).toEqual(late.map(() => [undefined, '']))
  })

  test('a fact beside the person is refused, and a fact by another name is answered with the right ones', () => {
    const one = { id: 'a', region: 'ruijin', year: 2022, kind: 'enrol', paymentDate: '2021-12-20' }
    expect(answerCase({ ...one, person: {}, situation: '退役军人' })).toMatchObject({
      error: { code: 'BAD_CASE', path: 'situation' },
    })
    const { error } = answerCase({ ...one, person: { eventDay: '2026-02-10' } }) as unknown as {
      error: { known: string[] }
    }
    expect(error.known).toContain('situationDate（事情发生的日期）')
  })
})
