import { CronError, readCron } from '../../devcloud/time/cron'

const china = (text: string) => Date.parse(`${text}+08:00`)

/** The first times after a moment, in China's time. */
function times(expression: string, after: string, count: number): readonly string[] {
  const cron = readCron(expression)
  const found: string[] = []
  for (let moment = cron.after(china(after)); moment !== null && found.length < count; moment = cron.after(moment)) {
    found.push(new Date(moment + 8 * 3_600_000).toISOString().slice(0, 19))
  }
  return found
}

describe('a timer of seven fields', () => {
  test.each([
    [
      'every night at half past two',
      '0 30 2 * * * *',
      '2022-01-31T02:30:00',
      ['2022-02-01T02:30:00', '2022-02-02T02:30:00'],
    ],
    ['every five seconds', '*/5 * * * * * *', '2022-01-01T00:00:03', ['2022-01-01T00:00:05', '2022-01-01T00:00:10']],
    [
      'from the 20th second on, every 15',
      '20/15 * * * * * *',
      '2022-01-01T00:00:00',
      ['2022-01-01T00:00:20', '2022-01-01T00:00:35', '2022-01-01T00:00:50', '2022-01-01T00:01:20'],
    ],
    [
      'each quarter of an hour, weekdays, 10 to 11',
      '0 0/15 10-11 * * MON-FRI *',
      '2022-01-01T12:00:00',
      ['2022-01-03T10:00:00', '2022-01-03T10:15:00'],
    ],
    ['Sunday is 0', '0 0 8 * * 0 *', '2022-01-01T00:00:00', ['2022-01-02T08:00:00', '2022-01-09T08:00:00']],
    [
      'the first of a quarter',
      '0 0 2 1 1,4,7,OCT * *',
      '2022-01-01T02:00:00',
      ['2022-04-01T02:00:00', '2022-07-01T02:00:00', '2022-10-01T02:00:00'],
    ],
    ['leap day', '0 0 0 29 FEB * *', '2022-01-01T00:00:00', ['2024-02-29T00:00:00', '2028-02-29T00:00:00']],
    [
      'the 31st, where there is one',
      '0 0 0 31 * * *',
      '2022-01-31T00:00:00',
      ['2022-03-31T00:00:00', '2022-05-31T00:00:00'],
    ],
    ['a year', '0 0 0 1 1 * 2024-2025', '2022-06-01T00:00:00', ['2024-01-01T00:00:00', '2025-01-01T00:00:00']],
    [
      'the 13th or a Friday, when both are said',
      '0 0 0 13 * FRI *',
      '2022-01-10T00:00:00',
      ['2022-01-13T00:00:00', '2022-01-14T00:00:00', '2022-01-21T00:00:00'],
    ],
    ["a day by China's calendar, not by Greenwich's", '0 0 1 15 * * *', '2022-01-01T00:00:00', ['2022-01-15T01:00:00']],
  ])('%s: %s', (_what, expression, after, expected) => {
    expect(times(expression, after, expected.length)).toEqual(expected)
  })

  test('a moment that has come is not the next one; one just before it is', () => {
    const cron = readCron('0 0 0 * * * *')
    expect(cron.after(china('2022-01-01T00:00:00'))).toBe(china('2022-01-02T00:00:00'))
    expect(cron.after(china('2022-01-01T00:00:00') - 1)).toBe(china('2022-01-01T00:00:00'))
  })

  test('after its last year there is no next one', () => {
    expect(readCron('0 0 0 * * * 2021').after(china('2022-01-01T00:00:00'))).toBeNull()
    expect(readCron('0 0 0 30 2 * *').after(china('2022-01-01T00:00:00'))).toBeNull()
  })

  test.each([
    ['0 0 2 * *', '7 fields, not 5'],
    ['', '7 fields'],
    ['60 * * * * * *', 'second'],
    ['* * 24 * * * *', 'hour'],
    ['* * * 0 * * *', 'day'],
    ['* * * * 13 * *', 'month'],
    ['* * * * * 7 *', 'weekday'],
    ['* * * * * * 2100', 'year'],
    ['*/0 * * * * * *', 'second'],
    ['5-1 * * * * * *', 'second'],
    ['1-2-3 * * * * * *', 'second'],
    ['1/2/3 * * * * * *', 'second'],
    ['1, * * * * * *', 'second'],
    ['0 0 0 ? * * *', 'day'],
    ['0 0 0 L * * *', 'day'],
    ['0 0 0 * * MON#1 *', 'weekday'],
    ['-1 * * * * * *', 'second'],
  ])('%j is refused: %s', (expression, why) => {
    expect(() => readCron(expression)).toThrow(CronError)
    expect(() => readCron(expression)).toThrow(why)
  })
})
