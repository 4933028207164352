import type { CivilDay } from '../../rules'
import { Refusal } from '../shared/refusal'

/** A day that somebody typed for a deed of an insured year. @throws Refusal DAY_TOO_EARLY for one of years before */
export function requireLikelyDay(year: number, day: CivilDay | null): void {
  if (day === null || day >= `${year - 1}-01-01`) return
  throw new Refusal({ code: 'DAY_TOO_EARLY', path: 'day', found: day, message: `${day} 比${year}年度开始办理早得多，没有记录。请核对日期的年份。` })
}
