import { join } from 'node:path'
import { assess, questions, statusOn, type Facts, type Policy } from '../../rules'
import { policiesIn } from '../../rules/command/policies-in'
import { policyAmong } from '../../rules/engine/policy-among'

/** Shapes of real rules, each a place that never was: what a new place may ask of the language. */
const { policies, faults } = policiesIn(join(__dirname, 'policies'))
const place = (region: string, knownOn: string | null = null): Policy => policyAmong(policies, region, 2026, knownOn)
const adult: Facts = {
  birthDate: '1980-06-15',
  employeeInsurance: 'none',
  categories: [],
  student: null,
  missedYears: 0,
  sex: '男',
}
const fee = (policy: Policy, told: Facts, day = '2025-11-20'): unknown =>
  assess(policy, { ...adult, ...told }, day).answers.fee

test('every file is taken', () => {
  expect(faults).toEqual([])
})

describe('classes by sex and age', () => {
  const chaoyang = place('chaoyang-110105')

  test('a woman of fifty at the year’s end pays as the old do, a man of fifty does not', () => {
    expect(fee(chaoyang, { sex: '女', birthDate: '1975-12-31' })).toBe(42_000)
    expect(fee(chaoyang, { sex: '女', birthDate: '1976-01-01' })).toBe(74_000)
    expect(fee(chaoyang, { sex: '男', birthDate: '1975-12-31' })).toBe(74_000)
    expect(fee(chaoyang, { sex: '男', birthDate: '1965-12-31' })).toBe(42_000)
  })

  test('the sex is asked only at the ages at which it turns something', () => {
    const asked = (birthDate: string): string[] =>
      questions(chaoyang, { ...adult, sex: undefined, birthDate }, '2025-11-20').map(({ fact }) => fact)
    expect(asked('1970-01-01')).toContain('sex')
    expect(asked('1990-01-01')).not.toContain('sex')
    expect(asked('1950-01-01')).not.toContain('sex')
  })

  test('朝阳区 is two, so its code stands in the head', () => {
    expect(assess(chaoyang, adult, '2025-11-20').policy).toMatchObject({ region: 'chaoyang-110105', code: '110105' })
  })
})

describe('the national mechanism by the nation’s own document', () => {
  const paid = { missedYears: 3 }

  test('what the nation leaves open stays open, with its document told and not quoted', () => {
    const before = assess(place('lower', '2025-12-24'), { ...adult, ...paid }, '2025-11-20')
    expect(before.undetermined.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['waitingMonths', 'benefitStart']),
    )
    expect(before.recommended).toMatchObject({ waitingMonths: 5, benefitStart: '2026-06-01' })
    const reason = before.reasons.find(({ clause }) => clause === 'waitingPeriod/lapsed')
    expect(reason).toMatchObject({ document: '国办发〔2024〕38号', cite: '二(三)', quote: null })
    expect(reason?.says).toContain('每多断1年')
  })

  test('a later notice closes it, and lengthens the season; what was said before stays what was known then', () => {
    expect(assess(place('lower'), { ...adult, ...paid }, '2025-11-20').answers).toMatchObject({
      waitingMonths: 5,
      benefitStart: '2026-06-01',
    })
    expect(assess(place('lower'), adult, '2026-02-01').answers).toMatchObject({
      windowStatus: 'extended',
      waitingMonths: 0,
    })
    expect(assess(place('lower', '2025-12-24'), adult, '2026-02-01').answers).toMatchObject({
      windowStatus: 'late',
      waitingMonths: 3,
    })
    expect(place('lower', '2025-12-24').version).not.toBe(place('lower').version)
  })

  test('a newborn has no wait by the nation, somebody in 特困 by the county', () => {
    const wait = (told: Facts): unknown =>
      assess(place('lower'), { ...adult, ...told }, '2026-05-05').answers.waitingMonths
    expect(wait({ birthDate: '2026-04-01', missedYears: null })).toBe(0)
    expect(wait({ categories: ['特困人员'], missedYears: 4 })).toBe(0)
    expect(wait({ missedYears: 4 })).toBe(6)
  })

  test('what was paid back in vain is said before the money', () => {
    const codes = (repaidYears: number): string[] =>
      assess(place('lower'), { ...adult, missedYears: 4, repaidYears }, '2025-11-20').warnings.map(({ code }) => code)
    expect(codes(2)).toContain('REPAIR_BUYS_NOTHING')
    expect(codes(0)).not.toContain('REPAIR_BUYS_NOTHING')
  })
})

describe('tiers and months', () => {
  const tiers = place('tiers')

  test('minors are offered no tier and asked for none', () => {
    const child: Facts = { ...adult, birthDate: '2015-01-01' }
    expect(assess(tiers, child, '2025-11-20').answers).toMatchObject({ fee: 40_000 })
    expect(questions(tiers, child, '2025-11-20').map(({ fact }) => fact)).not.toContain('tier')
    expect(questions(tiers, adult, '2025-11-20').map(({ fact }) => fact)).toContain('tier')
  })

  test('who takes the second tier is subsidised by the whole of the first, and pays the rest', () => {
    expect(fee(tiers, { categories: ['特困人员'], tier: '二档' })).toBe(37_500)
    expect(fee(tiers, { categories: ['特困人员'], tier: '一档' })).toBe(0)
  })

  test('paid in January, benefits run from the first of February; paid on 28 February, from 1 March', () => {
    const start = (day: string): unknown => assess(tiers, { ...adult, tier: '一档' }, day).answers.benefitStart
    expect([start('2026-01-02'), start('2026-01-31'), start('2026-02-28')]).toEqual([
      '2026-02-01',
      '2026-02-01',
      '2026-03-01',
    ])
  })
})

test('half price and a third child add up, never above the whole', () => {
  const half = place('half-price')
  const child: Facts = { birthDate: '2015-05-05', childRank: 3 }
  expect(fee(half, { categories: ['稳定脱贫人口'] })).toBe(20_000)
  expect(fee(half, child)).toBe(10_000)
  expect(fee(half, { ...child, categories: ['稳定脱贫人口'] })).toBe(0)
  expect(assess(half, { ...adult, ...child, categories: ['稳定脱贫人口'] }, '2025-11-20').answers).toMatchObject({
    subsidy: 40_000,
    additions: [{ name: '多子女补助', amount: 30_000 }],
  })
})

test('what is paid out after the season is told, and not taken off the fee; not to those subsidised already', () => {
  const told = (categories: string[]): string =>
    assess(place('half-price'), { ...adult, categories }, '2025-11-20')
      .reasons.map(({ sentence }) => sentence)
      .join('')
  expect(told([])).toContain('缴费期过后再发县财政补贴80元，不从应缴的钱里扣。')
  expect(fee(place('half-price'), {})).toBe(40_000)
  expect(told(['稳定脱贫人口'])).not.toContain('县财政补贴')
})

test('bands go by the age at the year’s end: who turns 60 on the last day pays less, a day later not', () => {
  const bands = place('bands')
  expect([fee(bands, { birthDate: '1965-12-31' }), fee(bands, { birthDate: '1966-01-01' })]).toEqual([79_500, 99_500])
})

test('a wait that outlasts the year is a wait still, and no benefits ended', () => {
  const on = (asOf: string): unknown => statusOn(place('bands'), adult, '2026-11-01', asOf).answers.status
  expect([on('2026-12-31'), on('2027-01-31'), on('2027-02-01')]).toEqual(['等待期', '等待期', '缴费未生效'])
})
