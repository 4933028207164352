import { addDays, phoneDay, tellServerDay, today } from '../../src/client/days'

describe('表格里的“今天”', () => {
  test('先按手机的钟；服务器说了是哪天，就按服务器的：演示里是 2021 年，表格也从 2021 年填起', () => {
    expect(today()).toBe(phoneDay())
    tellServerDay('2021-12-18')
    expect(today()).toBe('2021-12-18')
    tellServerDay(addDays(phoneDay(), 2))
    expect(today()).toBe(addDays(phoneDay(), 2))
    tellServerDay(phoneDay())
    expect(today()).toBe(phoneDay())
  })
})
