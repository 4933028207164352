import type { PlaceYear } from '../../src/client/years'
import { openFirst, yearCollected, yearNotice, yearState, yearWords } from '../../src/client/years'
import { addDays } from '../../src/client/days'
import { assess, collectionDays, policies, policyFor, readFacts } from '../../rules'

const all: readonly PlaceYear[] = policies().map(({ region, regionName: name, year }) => ({
  region,
  name,
  year,
  ...collectionDays(policyFor(region, year)),
}))
const of = (region: string, year: number): PlaceYear => all.find((one) => one.region === region && one.year === year)!

describe('a place and year, as it stands on a day', () => {
  test.each([
    ['ruijin', 2022, '2021-11-02', 'ahead'],
    ['ruijin', 2022, '2021-11-03', 'open'],
    ['ruijin', 2022, '2022-03-31', 'open'],
    ['ruijin', 2022, '2022-04-01', 'late'],
    ['ruijin', 2022, '2022-11-02', 'late'],
    ['ruijin', 2022, '2022-11-03', 'passed'],
    ['ruijin', 2022, '2022-12-31', 'passed'],
    ['ruijin', 2022, '2023-01-01', 'over'],
    ['ruijin', 2026, '2026-10-14', 'late'],
    ['ruijin', 2026, '2026-11-30', 'passed'],
    // The pauses of the season belong to it: who comes on such a day waits, and is not sent away for the year.
    ['kelan', 2022, '2021-10-20', 'open'],
    ['fangtai', 2024, '2026-11-30', 'over'],
  ] as const)('%s %i on %s is %s', (region, year, today, state) => {
    expect(yearState(of(region, year), all, today)).toBe(state)
  })

  test('is over for every notice here a day after its year, and says so with the year in its title', () => {
    for (const one of all) {
      const after = `${one.year + 1}-01-01`
      expect(yearNotice(one, yearState(one, all, after), after)?.title).toBe(`${one.year} 年度已经过完了`)
      expect(yearNotice(one, yearState(one, all, one.opens), one.opens)).toBeNull()
    }
  })

  test('whose next year has a notice of its own has passed on the day on which that one opens', () => {
    const next = { ...of('ruijin', 2022), year: 2023, opens: '2022-10-01', closes: '2022-12-25', ends: '2023-12-31' }
    expect(yearState(of('ruijin', 2022), [...all, next], '2022-10-01')).toBe('passed')
    expect(yearState(of('ruijin', 2022), [...all, next], '2022-09-30')).toBe('late')
  })
})

describe('the days on which one can pay, as they are drawn', () => {
  test.each(policies().map(({ region, year }) => [region, year] as const))(
    'of %s %i hold every day of its year on which money is taken, and no other',
    (region, year) => {
      const policy = policyFor(region, year)
      const { opens, ends } = collectionDays(policy)
      const person = {
        birthDate: '1975-06-10',
        resident: true,
        employeeInsurance: 'none',
        categories: [],
        registered: true,
      }
      const told = readFacts(policy, {
        ...person,
        hukou: HUKOU[region],
        enrolmentHistory: '续保',
        ...(policy.tiers.length > 0 && { tier: policy.tiers[0] }),
      })
      for (let day = opens; day <= ends; day = addDays(day, 6)) {
        const { answers, recommended, timeline } = assess(policy, told, day)
        const payable = answers.payable ?? recommended.payable
        if (payable === undefined) continue
        const drawn = timeline.some(({ kind, from, to }) => PAYING.includes(kind) && from <= day && day <= to)
        expect([day, drawn]).toEqual([day, payable])
      }
    },
  )
})

const PAYING: readonly string[] = ['window', 'extension', 'late']
const HUKOU: Readonly<Record<string, string>> = {
  ruijin: '瑞金市',
  kelan: '岢岚县',
  fangtai: '方太乡',
  suixian: '随县',
  banan: '重庆市',
}

describe('all places and years, as a person chooses among them', () => {
  test('have the open season first and what is over last', () => {
    const order = openFirst(all, '2021-12-18').map(({ state }) => state)
    expect(order[0]).toBe('open')
    expect(order).toEqual([...order].sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b)))
    const [first] = openFirst(all, '2026-01-15')
    expect(first).toMatchObject({ region: 'ruijin', year: 2026, state: 'open' })
    expect(yearWords(first!, 'open')).toBe('2026 年度，正在收，到 2026年2月28日')
  })

  test('and the year for which money is collected is the next one from September', () => {
    expect(yearCollected('2026-08-31')).toBe(2026)
    expect(yearCollected('2026-11-30')).toBe(2027)
  })
})

const RANK = ['open', 'late', 'ahead', 'passed', 'over']
