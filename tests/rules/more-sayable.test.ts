import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assess, confirmBy, policyFor, statusOn, type Facts, type Policy } from '../../rules'
import { checkPolicyText } from '../../rules/checker'
import { policiesIn } from '../../rules/command/policies-in'
import { policyAmong } from '../../rules/engine/policy-among'

/** What notices say beside fee, wait and start: debits, accounts, care in the premium, confirmations, other insurance. */

const YUNXI = readFileSync(join(__dirname, 'faulty/good-yunxi-2026.yaml'), 'utf8')

function policyWith(...changes: [was: string, is: string][]): Policy {
  const text = changes.reduce((all, [was, is]) => {
    expect(all).toContain(was)
    return all.replace(was, is)
  }, YUNXI)
  const reading = checkPolicyText(text, 'yunxi.yaml')
  if (!reading.ok) throw new Error(reading.faults.map(({ message }) => message).join('\n'))
  return reading.value.policy
}

const CHANNEL = 'id: bank, name: 银行代扣, kind: bank, steps: [到银行签约], needs: [bankCard], cite: 四, quote: 代扣'
const somebody: Facts = { birthDate: '1980-06-15', employeeInsurance: 'none', categories: [] }

describe('a bank that debits once a month', () => {
  const stepsOn = (debit: string, day: string | null): readonly string[] => {
    const policy = policyWith(['channels: []', `channels: [{ ${CHANNEL}, debit: ${debit} }]`])
    return assess(policy, somebody, day).channels[0]!.steps
  }

  test.each([
    // 15 November 2025 was a Saturday, 15 February 2026 a Sunday in the Spring Festival (15 to 23 February).
    ['{ day: 15, ifNotWorking: next }', '2025-11-03', '2025年11月17日'],
    ['{ day: 15, ifNotWorking: before }', '2025-11-03', '2025年11月14日'],
    ['{ day: 15, ifNotWorking: same }', '2025-11-03', '2025年11月15日'],
    ['{ day: 15, ifNotWorking: next }', '2025-11-18', '2025年12月15日'],
    ['{ day: 15, ifNotWorking: next }', '2026-02-01', '2026年2月24日'],
    ['{ day: last, ifNotWorking: next }', '2026-02-10', '2026年2月28日'],
    ['{ day: last, ifNotWorking: before }', '2026-05-10', '2026年5月29日'],
  ])('%s: who asks on %s is debited on %s', (debit, day, next) => {
    expect(stepsOn(debit, day).at(-1)).toContain(`下一次是${next}`)
  })

  test('behind the year, or without a day, no day is promised', () => {
    expect(stepsOn('{ day: 15, ifNotWorking: next }', null).at(-1)).toContain('以银行为准')
    expect(stepsOn('{ day: 15, ifNotWorking: next }', '2027-01-05').at(-1)).toContain('以银行为准')
  })

  test('a day that months need not have is refused', () => {
    const text = YUNXI.replace('channels: []', `channels: [{ ${CHANNEL}, debit: { day: 31, ifNotWorking: next } }]`)
    const reading = checkPolicyText(text, 'yunxi.yaml')
    expect(reading.ok ? [] : reading.faults.map(({ code }) => code)).toEqual(['BAD_VALUE'])
  })
})

describe('paid from a relative’s account in employee insurance', () => {
  const policy = policyWith([
    'channels: []',
    `channels: [{ ${CHANNEL}, familyAccount: { payers: [配偶, 父母, 子女], firstRegister: 先在医保平台办家庭共济备案 }, closed: { when: { age: { under: 1, on: paid } }, because: 新生儿不能用共济账户交 } }]`,
  ])
  const way = (more: Facts) => assess(policy, { ...somebody, ...more }, '2025-11-03').channels[0]!

  test('the registration comes first, and who may pay is said', () => {
    expect(way({}).steps[0]).toBe('先在医保平台办家庭共济备案；可以用配偶、父母、子女职工医保个人账户里的钱。')
    expect(way({ payer: { relation: '子女' } }).closedBecause).toBeNull()
  })

  test('it is closed to who is none of them, and to whom the notice closes it', () => {
    expect(way({ payer: { relation: '邻居' } }).closedBecause).toContain('邻居的个人账户不能用来交')
    expect(way({ birthDate: '2025-10-20' }).closedBecause).toBe('新生儿不能用共济账户交')
  })

  test('the payer changes nothing of the answer', () => {
    const { answers } = assess(policy, somebody, '2025-11-03')
    expect(assess(policy, { ...somebody, payer: { relation: '子女' } }, '2025-11-03').answers).toEqual(answers)
  })
})

test('long-term care inside the contribution is said, and not asked again', () => {
  const policy = policyWith(['gives: 400, cite', 'gives: 400, includes: [{ name: 长期护理保险, yuan: 30 }], cite'])
  const { answers, reasons } = assess(policy, somebody, '2025-11-03')
  expect(answers.fee).toBe(400_00)
  expect(reasons.find(({ field }) => field === 'baseFee')!.sentence).toContain('400元，其中长期护理保险30元')
  const text = YUNXI.replace('gives: 400, cite', 'gives: 400, includes: [{ name: 长期护理保险, yuan: 400 }], cite')
  const reading = checkPolicyText(text, 'yunxi.yaml')
  expect(reading.ok ? [] : reading.faults.map(({ code }) => code)).toEqual(['AMOUNT_UNLIKELY'])
})

describe('in 瑞金 2026 a child under three is confirmed every year', () => {
  const ruijin = policyFor('ruijin', 2026)
  test.each<[string, Facts, string | null]>([
    ['2025-11-20', { birthDate: '2024-05-05' }, '2026-02-28'],
    ['2025-11-20', { birthDate: '2024-05-05', exemptionConfirmed: false }, '2026-02-28'],
    ['2025-11-20', { birthDate: '2024-05-05', exemptionConfirmed: true }, null],
    ['2026-02-28', { birthDate: '2026-02-28' }, '2026-02-28'],
    ['2026-03-01', { birthDate: '2024-05-05' }, null],
    ['2025-10-14', { birthDate: '2024-05-05' }, null],
    ['2025-11-20', { birthDate: '2023-12-31' }, null],
    ['2025-11-20', {}, null],
  ])('on %s, of %j: by %s', (day, told, by) => {
    expect(confirmBy(ruijin, told, day)).toBe(by)
  })

  test('a place without such a rule reminds nobody', () => {
    expect(confirmBy(policyFor('ruijin', 2022), { birthDate: '2021-05-05' }, '2022-01-10')).toBeNull()
  })
})

describe('in 云溪县 employee insurance takes the place of residents’', () => {
  const yunxi = policyAmong(policiesIn(join(__dirname, 'policies')).policies, 'national', 2026)
  const told: Facts = { ...somebody, hukou: '云溪县', situation: null, missedYears: 0, registered: true }
  const joining = (employeeFrom: string): Facts => ({ ...told, employeeFrom })

  test('benefits end the day before, and the status says what took their place', () => {
    const { answers } = assess(yunxi, joining('2026-06-01'), '2025-11-20')
    expect(answers).toMatchObject({ benefitStart: '2026-01-01', benefitEnd: '2026-05-31', refund: 0 })
    expect(statusOn(yunxi, joining('2026-06-01'), '2025-11-20', '2026-05-31').answers.status).toBe('享受待遇')
    expect(statusOn(yunxi, joining('2026-06-01'), '2025-11-20', '2026-06-01').answers).toEqual({
      status: '职工医保参保',
      benefitActive: false,
      suspended: false,
    })
  })

  test('who joins before the year has no benefits, and their money back', () => {
    const { answers } = assess(yunxi, joining('2025-12-31'), '2025-11-20')
    expect(answers).toMatchObject({ benefitStart: null, benefitEnd: null, refund: 400_00 })
  })

  test('what was paid twice comes back before the year begins, and no more after', () => {
    const twice: Facts = { ...told, paidTwice: true }
    expect(assess(yunxi, twice, '2025-11-20').answers).toMatchObject({ refund: 400_00, benefitEnd: '2026-12-31' })
    expect(assess(yunxi, twice, '2026-01-01').answers.refund).toBe(0)
    expect(assess(yunxi, told, '2025-11-20').answers).not.toHaveProperty('refund')
  })
})
