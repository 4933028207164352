import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import fc from 'fast-check'
import { addMonths, civilDay, dayNumber } from '../../rules/calendar/civil-day'

dayjs.extend(utc)

const later = (day: string, months: number, keepMonthEnd = false): string =>
  civilDay(addMonths(dayNumber(day)!, months, keepMonthEnd))

test.each([
  ['2021-08-31', 3, false, '2021-11-30'],
  ['2022-02-28', 3, true, '2022-05-31'],
  ['2022-02-28', 3, false, '2022-05-28'],
  ['2020-02-29', 12, false, '2021-02-28'],
  ['2020-02-29', 48, false, '2024-02-29'],
  ['2022-12-31', -10, false, '2022-02-28'],
  ['2022-01-15', 0, true, '2022-01-15'],
])('%s and %s months (month ends kept: %s) is %s', (day, months, keep, then) => {
  expect(later(day, months, keep)).toBe(then)
})

test('on any day and for any number of months it is what dayjs says', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: dayNumber('1880-01-01')!, max: dayNumber('2199-12-31')! }),
      fc.integer({ min: -1_300, max: 1_300 }),
      fc.boolean(),
      (day, months, keep) => {
        const from = dayjs.utc(day * 86_400_000)
        const to = from.add(months, 'month')
        const last = keep && from.date() === from.daysInMonth()
        expect(civilDay(addMonths(day, months, keep))).toBe((last ? to.endOf('month') : to).format('YYYY-MM-DD'))
      },
    ),
    { numRuns: 5_000 },
  )
})
