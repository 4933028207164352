import { assess, questions, type Policy, type Facts } from '../../rules'
import { readPolicy } from '../../rules/language/read-policy'
import { SIXTH_PLACE } from './sixth-place-file'

function sixth(): Policy {
  const reading = readPolicy(SIXTH_PLACE, 'sixth-2026.yaml')
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults))
  return reading.value.policy
}

test('a sixth place needs a policy file and nothing else', () => {
  const fisher: Facts = { birthDate: '1970-01-01', employeeInsurance: 'none', categories: ['退捕渔民'] }
  expect(assess(sixth(), fisher, '2025-12-01').answers).toMatchObject({
    baseFee: 40_000,
    subsidy: 20_000,
    fee: 20_000,
    subsidyCategory: '渔业退捕渔民',
    benefitStart: '2026-01-01',
  })
  expect(assess(sixth(), { ...fisher, categories: ['退捕渔民', '低保对象'] }, '2026-03-31').answers).toMatchObject({
    fee: 15_000,
    waitingMonths: 2,
    benefitStart: '2026-05-31',
    benefitEnd: '2026-12-31',
  })
  expect(questions(sixth(), {}, '2025-12-01').map((q) => q.fact)).toEqual(['categories', 'employeeInsurance'])
})
