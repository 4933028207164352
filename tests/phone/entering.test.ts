import { icsOf, insuranceDays } from '../../src/client/calendar-days'
import { birthIn, remarkOn } from '../../src/ui/identity-form'

const GOOD = '11010519491231002X'

describe('填号码的时候就看得出对不对', () => {
  test('还差几位、多了几位、哪一位不对，都说；填全了，说出生日期', () => {
    expect(remarkOn('')).toBe('')
    expect(remarkOn('110105')).toBe('填了 6 位，身份证还差 12 位。')
    expect(remarkOn(`${GOOD}1`)).toBe('多了 1 位，请对一对。')
    expect(remarkOn('110105194912310021')).toBe('这个号码有一位不对，请照着证件再对一遍。')
    expect(remarkOn('1101 0519 4912 3100 2x')).toBe('18 位填全了，出生日期是 1949年12月31日。')
  })

  test('任何一位打错，都看得出来，不会算成别的出生日期', () => {
    for (let at = 0; at < 17; at++)
      for (let digit = 0; digit < 10; digit++)
        if (GOOD[at] !== String(digit)) expect(birthIn(`${GOOD.slice(0, at)}${digit}${GOOD.slice(at + 1)}`)).toBeNull()
    expect(birthIn(GOOD)).toBe('1949-12-31')
  })
})

describe('放进日历', () => {
  test('最后一天和能报销的第一天各一条，前一天提醒；没有定的日子不放', () => {
    const days = insuranceDays('瑞金市2022年度居民医保', '2021-12-25', '2022-01-01')
    const file = icsOf(days)
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(file).toContain('DTSTART;VALUE=DATE:20211225\r\nSUMMARY:瑞金市2022年度居民医保：这天前交')
    expect(file).toContain('TRIGGER:-P1D')
    expect(insuranceDays('瑞金市', null, null)).toEqual([])
    expect(icsOf([{ title: '一, 二; 三', day: '2021-12-25', about: '' }])).toContain('SUMMARY:一\\, 二\\; 三')
  })
})
