import { assess, policies, policyFor, questions, readFacts, type CivilDay, type Facts, type Policy } from '../../rules'
import { collectionDays } from '../../rules'
import { fittingOptions } from '../../rules/engine/fitting-options'
import { optionsFor } from '../../rules/engine/question-options'
import { SHOWN_FOR } from '../../rules/language/identity-words'

const here: readonly Policy[] = policies().map(({ region, year }) => policyFor(region, year))
const called = ({ region, year }: Policy): string => `${region} ${year}`
const bornIn = (year: number): Facts => ({ birthDate: `${year}-06-10` })
const valuesFor = (policy: Policy, told: Facts): unknown[] =>
  fittingOptions(policy, 'categories', told, collectionDays(policy).closes).map(({ value }) => value)

describe('what somebody may be certified as is asked in words that they know', () => {
  test.each(here.map((policy) => [called(policy), policy] as const))(
    '%s: each is explained in one line',
    (_, policy) => {
      for (const { value, hint } of optionsFor(policy, 'categories')) {
        expect([value, hint]).toEqual([value, expect.any(String)])
        expect((hint ?? '').length).toBeLessThanOrEqual(48)
      }
    },
  )

  test('方太 listed 28: each thing stands once, and a grown person of 66 sees none that is for children', () => {
    const fangtai = policyFor('fangtai', 2024)
    expect(Object.keys(fangtai.identities)).toHaveLength(28)
    expect(valuesFor(fangtai, {})).toHaveLength(22)
    const seen = valuesFor(fangtai, bornIn(1957))
    expect(seen).toHaveLength(15)
    for (const child of ['孤儿', '事实无人抚养儿童', '重度残疾学生和儿童']) expect(seen).not.toContain(child)
    expect(valuesFor(fangtai, bornIn(2015))).not.toContain('残疾军人')
    expect(valuesFor(fangtai, bornIn(1930))).toContain('在乡老复员军人')
  })

  /** Fully told but for who they are, so that only that decides. */
  const answersTo = (policy: Policy, identity: string, age: number, day: CivilDay): unknown => {
    const birth = `${Number(day.slice(0, 4)) - age}${day.slice(4)}`
    const told = readFacts(
      policy,
      {
        birthDate: birth,
        hukou: policy.places[0],
        resident: true,
        employeeInsurance: 'none',
        student: null,
        situation: null,
        enrolmentHistory: '续保',
        registered: true,
        lostWorkAbility: true,
        disabledSoldierGrade: null,
        tier: policy.tiers[0] ?? null,
        categories: [identity],
      },
      day,
    )
    const { answers, recommended } = assess(policy, told, day)
    return { ...recommended, ...answers, subsidyCategory: undefined }
  }

  test('whoever is one of two that are the same loses nothing by ticking the one that is shown', () => {
    let compared = 0
    for (const policy of here) {
      const day = collectionDays(policy).closes
      for (const [hidden, shown] of Object.entries(SHOWN_FOR)) {
        if (policy.identities[hidden] === undefined || policy.identities[shown] === undefined) continue
        for (const age of agesOf(hidden)) {
          expect([hidden, age, answersTo(policy, shown, age, day)]).toEqual([
            hidden,
            age,
            answersTo(policy, hidden, age, day),
          ])
          compared++
        }
      }
    }
    expect(compared).toBeGreaterThan(15)
  })

  /** Ages at which somebody can hold what the name says. */
  const agesOf = (name: string): number[] =>
    [5, 17, 20, 45, 62, 88].filter((age) =>
      name.includes('未成年') ? age < 18 : /60周岁/.test(name) ? age >= 60 : age >= 20,
    )
})

describe('what does not fit is not asked', () => {
  const day = '2021-12-10'
  const told = (year: number): Facts => ({
    ...bornIn(year),
    hukou: '瑞金市',
    resident: true,
    employeeInsurance: 'none',
  })
  const asked = (year: number) =>
    questions(policyFor('ruijin', 2022), told(year), day).find(({ fact }) => fact === 'student')

  test('at 66 studying is asked of the university only, and the ordinary answer stands first', () => {
    const question = asked(1955)
    expect(question?.ask).toBe('现在是大学里的全日制学生吗？')
    expect(question?.hint).toContain('老年大学')
    expect(question?.options.map(({ value }) => value)).toEqual([null, '高校大学生'])
  })

  test('at 12 it is asked as ever', () => {
    expect(asked(2009)?.options.map(({ value }) => value)).toEqual(['高校大学生', '中小学生', null])
  })

  test('nobody grown is asked whether they were just born', () => {
    const situations = (year: number): unknown[] =>
      fittingOptions(policyFor('ruijin', 2022), 'situation', bornIn(year), day).map(({ value }) => value)
    expect(situations(1955)).not.toContain('新生儿')
    expect(situations(1955)).not.toContain('大学生毕业返乡')
    expect(situations(2021)).toContain('新生儿')
  })
})
