import fc from 'fast-check'
import { civilDay, dayNumber } from '../../rules'
import { HOLIDAY_NOTICES } from '../../rules/calendar/holidays'
import { isWorkingDay, workingDaysAfter } from '../../rules/office'

const FIRST = dayNumber('2021-01-01')!
const LAST = dayNumber('2026-12-31')!
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()
const daysOf = (year: number): string[] => {
  const from = dayNumber(`${year}-01-01`)!
  return Array.from({ length: dayNumber(`${year + 1}-01-01`)! - from }, (_, i) => civilDay(from + i))
}
/** A day after which a few weeks of the table are left. */
const someDay = fc.integer({ min: FIRST, max: LAST - 60 }).map(civilDay)

describe('a working day in China', () => {
  test.each([
    ['a Tuesday', '2022-03-15', true],
    ['a Saturday', '2022-03-19', false],
    ['National Day, a Friday', '2021-10-01', false],
    ['the Sunday worked for National Day', '2021-09-26', true],
    ['the Saturday and the Sunday before Spring Festival', '2022-01-29', true],
    ['New Year’s Eve of 2022, by the notice of 2023', '2022-12-31', false],
    ['the eve of Spring Festival 2024, left to the employers', '2024-02-09', true],
    ['the eve of Spring Festival 2025, a holiday by then', '2025-01-28', false],
  ])('%s', (_, day, works) => {
    expect(isWorkingDay(day)).toBe(works)
  })

  test.each(HOLIDAY_NOTICES.map((notice) => [notice.number, notice] as const))(
    '%s only sets days that it has to: weekdays off, weekends worked',
    (_, { off, work, year }) => {
      expect(work.filter((day) => ![0, 6].includes(weekday(day)))).toEqual([])
      for (const [from, to] of off) {
        expect(from <= to).toBe(true)
        expect(to.startsWith(String(year))).toBe(true)
      }
      const offDays = off.flatMap(([from, to]) =>
        Array.from({ length: dayNumber(to)! - dayNumber(from)! + 1 }, (_, i) => civilDay(dayNumber(from)! + i)),
      )
      expect(new Set(offDays).size).toBe(offDays.length)
      expect(work.filter((day) => offDays.includes(day))).toEqual([])
    },
  )

  /** 《全国年节及纪念日放假办法》: 11 days off until 2024, 13 since; a day that falls on a weekend is given back. */
  test.each([
    [2021, 11],
    [2022, 11],
    [2023, 11],
    [2024, 11],
    [2025, 13],
    [2026, 13],
  ])('%i has all its days but the weekends and %i more', (year, statutory) => {
    const days = daysOf(year)
    const weekends = days.filter((day) => [0, 6].includes(weekday(day)))
    expect(days.filter(isWorkingDay)).toHaveLength(days.length - weekends.length - statutory)
  })

  test.each(['2020-12-31', '2027-01-01', '2031-05-06'])('is not guessed for a year without its notice: %s', (day) => {
    expect(() => isWorkingDay(day)).toThrow(expect.objectContaining({ code: 'HOLIDAYS_UNKNOWN', found: day }) as Error)
  })

  test('is not told of a day that does not exist', () => {
    expect(() => isWorkingDay('2022-02-30')).toThrow(expect.objectContaining({ code: 'BAD_DAY' }) as Error)
  })
})

describe('counting working days', () => {
  test('ends on a working day, with just as many on the way, the first day not among them', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 20 }), (day, count) => {
        const end = workingDaysAfter(day, count)
        const between = Array.from({ length: dayNumber(end)! - dayNumber(day)! }, (_, i) =>
          civilDay(dayNumber(day)! + i + 1),
        )
        return isWorkingDay(end) && between.filter(isWorkingDay).length === count
      }),
    )
  })

  test('by steps comes to the same day as at once', () => {
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 10 }),
        (day, a, b) => workingDaysAfter(workingDaysAfter(day, a), b) === workingDaysAfter(day, a + b),
      ),
    )
  })

  test('never ends earlier for having started later', () => {
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 10 }),
        (day, later, count) =>
          workingDaysAfter(day, count) <= workingDaysAfter(civilDay(dayNumber(day)! + later), count),
      ),
    )
  })

  test('stops at the end of the table', () => {
    expect(workingDaysAfter('2026-12-30', 1)).toBe('2026-12-31')
    expect(() => workingDaysAfter('2026-12-30', 2)).toThrow(
      expect.objectContaining({ code: 'HOLIDAYS_UNKNOWN' }) as Error,
    )
  })

  test.each([0, -1, 1.5, NaN])('%d of them is no question', (count) => {
    expect(() => workingDaysAfter('2022-03-15', count)).toThrow(RangeError)
  })
})
