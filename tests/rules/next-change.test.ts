import fc from 'fast-check'
import { assess, civilDay, dayNumber } from '../../rules'
import { outline } from '../../rules/engine/judge'
import { readPerson } from '../../rules/engine/person'
import { rulebook } from '../../rules/engine/rulebook'
import { terms } from '../../rules/engine/segments'
import { placeNames, places, someone } from './made-people'

const policy = (region: string): (typeof places)[number] => places.find((p) => p.region === region)!

describe('the next day on which the answer changes', () => {
  const adult = {
    birthDate: '1980-05-05',
    resident: true,
    employeeInsurance: 'none',
    categories: [],
    situation: null,
    student: null,
    enrolmentHistory: '续保',
  }

  test('in 瑞金, whoever waits past 31 March has ninety days to wait', () => {
    const { next, deadline } = assess(policy('ruijin'), { ...adult, hukou: '瑞金市' }, '2022-03-01')
    expect(next).toMatchObject({ day: '2022-04-01', sentence: '从2022年4月1日起缴费，要先等待90天才能享受待遇。' })
    expect(deadline).toBe('2022-03-31')
  })

  test('in 瑞金, whoever is late has no good last day: each day costs one, and from 3 October none is left', () => {
    const { next, deadline } = assess(policy('ruijin'), { ...adult, hukou: '瑞金市' }, '2022-05-01')
    expect(next).toMatchObject({
      day: '2022-10-03',
      sentence: '从2022年10月3日起再缴费，这一年就一天待遇也享受不到了。',
    })
    expect(deadline).toBeNull()
  })

  test('in 岢岚, the 26th closes the month, the 1st opens the next, and the season ends on 25 December', () => {
    const kelan = { ...adult, hukou: '岢岚县', registered: true }
    expect(assess(policy('kelan'), kelan, '2021-11-20')).toMatchObject({
      next: { day: '2021-11-26' },
      deadline: '2021-12-25',
    })
    expect(assess(policy('kelan'), kelan, '2021-11-28')).toMatchObject({
      next: { day: '2021-12-01', sentence: '从2021年12月1日起可以缴费。' },
    })
  })

  test('in 随县, a newborn is covered from birth until day 90, and from arrival after it', () => {
    const baby = {
      birthDate: '2022-03-10',
      hukou: '随县',
      employeeInsurance: 'none',
      categories: [],
      situation: '新生儿',
      enrolmentHistory: '新参保',
    }
    expect(assess(policy('suixian'), baby, '2022-04-01')).toMatchObject({
      deadline: '2022-06-08',
      next: { day: '2022-06-09', sentence: '从2022年6月9日起缴费，待遇从缴费到账那天起算。' },
    })
  })

  test('in 瑞金, whoever turns 60 in the window pays nothing from the birthday on', () => {
    const soon60 = { ...adult, birthDate: '1962-01-20', hukou: '瑞金市', categories: ['城镇低收入家庭成员'] }
    expect(assess(policy('ruijin'), soon60, '2021-12-01').next).toMatchObject({
      day: '2022-01-20',
      sentence: '从2022年1月20日起缴费，要交0元。',
    })
  })

  test.each(placeNames)('in %s it is the day that trying every single day finds', (_, place) => {
    fc.assert(
      fc.property(someone(place), ({ told, day }) => {
        const book = rulebook(place)
        const person = readPerson(told, place, book.vocabulary)
        const from = dayNumber(day)!
        const end = Math.max(from, dayNumber(`${place.year}-12-31`)! + 31)
        let expected: string | null = null
        for (let n = from + 1; n <= end && expected === null; n++) {
          if (terms(outline(book, person, n)) !== terms(outline(book, person, from))) expected = civilDay(n)
        }
        expect(assess(place, told, day).next?.day ?? null).toBe(expected)
      }),
      { numRuns: 60 },
    )
  })
})
