import { policyFor, questions, type Facts } from '../../rules'

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
