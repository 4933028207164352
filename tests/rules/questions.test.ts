import { join } from 'node:path'
import { policyFor, questions, type Facts } from '../../rules'
import { policiesIn } from '../../rules/command/policies-in'
import { policyAmong } from '../../rules/engine/policy-among'

const asked = (region: string, year: number, told: Facts, day: string): string[] =>
  questions(policyFor(region, year), told, day).map((q) => q.fact)

test('inside 瑞金’s window nobody is asked for discharge papers: they cannot change the answer', () => {
  expect(asked('ruijin', 2022, {}, '2022-02-01')).not.toContain('situation')
  expect(asked('ruijin', 2022, {}, '2022-05-01')).toContain('situation')
})

test('in 瑞金 nobody is asked for a tier, in 巴南 everybody is', () => {
  expect(asked('ruijin', 2022, {}, '2022-02-01')).not.toContain('tier')
  expect(asked('banan', 2022, {}, '2022-01-10')).toContain('tier')
})

test('the day of discharge is asked only of those who were discharged', () => {
  const released: Facts = {
    birthDate: '1980-01-01',
    hukou: '随县',
    employeeInsurance: 'none',
    categories: [],
    enrolmentHistory: '续保',
  }
  expect(asked('suixian', 2022, { ...released, situation: '刑满释放人员' }, '2022-05-01')).toEqual(['situationDate'])
  expect(asked('suixian', 2022, { ...released, situation: null }, '2022-05-01')).toEqual([])
})

test('lost ability to work is asked only where a certificate depends on it', () => {
  const severe: Facts = {
    birthDate: '1980-01-01',
    hukou: '瑞金市',
    resident: true,
    employeeInsurance: 'none',
    student: null,
  }
  expect(asked('ruijin', 2022, { ...severe, categories: ['重度残疾成年人'] }, '2022-01-10')).toEqual([
    'lostWorkAbility',
  ])
  expect(
    asked('ruijin', 2022, { ...severe, categories: ['特困供养人员', '重度残疾成年人'] }, '2022-01-10'),
  ).not.toContain('birthDate')
})

test('a person from Chongqing is not asked for a foreigner’s card', () => {
  const local: Facts = {
    hukou: '重庆市',
    birthDate: '1980-01-01',
    employeeInsurance: 'none',
    categories: [],
    student: null,
    situation: null,
  }
  expect(asked('banan', 2022, local, '2022-01-10')).toEqual(['tier'])
})

test('each question has words, and each choice its answers', () => {
  for (const { ask, kind, options } of questions(policyFor('banan', 2022), {}, '2022-01-10')) {
    expect(ask).toMatch(/？$/)
    if (kind === 'choice' || kind === 'set') expect(options.length).toBeGreaterThan(1)
  }
})

describe('in 云溪县, where missed years count', () => {
  const { policies } = policiesIn(join(__dirname, 'policies'))
  const yunxi = policyAmong(policies, 'national', 2026)
  const told: Facts = {
    birthDate: '1980-06-15',
    hukou: '云溪县',
    employeeInsurance: 'none',
    categories: [],
    situation: null,
  }
  const facts = (more: Facts, day = '2025-11-20'): string[] =>
    questions(yunxi, { ...told, ...more }, day).map(({ fact }) => fact)

  test('how many years were missed is asked, from none to never, in the place’s own count', () => {
    const [question] = questions(yunxi, told, '2025-11-20').filter(({ fact }) => fact === 'missedYears')
    expect(question!.options.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, null])
  })

  test('paying years back is asked only where it shortens the wait', () => {
    expect(facts({ missedYears: 2 })).toContain('repaidYears')
    expect(facts({ missedYears: 1 })).not.toContain('repaidYears')
    // Four missed years wait six months whatever is paid back.
    expect(facts({ missedYears: 4 })).not.toContain('repaidYears')
    expect(facts({ missedYears: 3, categories: ['低保对象'] })).not.toContain('repaidYears')
    expect(facts({ missedYears: null })).not.toContain('repaidYears')
  })

  test('a child of the year or of the year before is not asked how many years were missed', () => {
    expect(facts({ birthDate: '2025-03-03', childRank: 1, registered: true })).not.toContain('missedYears')
    expect(facts({ birthDate: '2023-03-03', childRank: 1, registered: true })).toContain('missedYears')
  })

  test('who has no wait is not asked what was missed', () => {
    expect(facts({ categories: ['低保对象'], registered: true })).not.toContain('missedYears')
  })
})
