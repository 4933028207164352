import { addDays, dayInWords, partsOf } from './days'

/** A place's year, and when its money is collected. Civil days. */
export interface PlaceYear {
  region: string
  name: string
  year: number
  /** First and last day of the ordinary collection. */
  opens: string
  closes: string
  /** Last day of the insured year. */
  ends: string
}

/**
 * Where a year stands today. `late`: the collection is over and the next has not begun. `passed`: the next year's has
 * begun, so that who pays now pays for another year.
 */
export type YearState = 'open' | 'late' | 'ahead' | 'passed' | 'over'

/**
 * @param all the years at hand: the next one of the place says when it opens; without it, a year after
 * this one did.
 */
export function yearState(one: Omit<PlaceYear, 'name'>, all: readonly PlaceYear[], today: string): YearState {
  if (today > one.ends) return 'over'
  if (today < one.opens) return 'ahead'
  if (today <= one.closes) return 'open'
  const next = all.find(({ region, year }) => region === one.region && year === one.year + 1)
  return today < (next?.opens ?? yearLater(one.opens)) ? 'late' : 'passed'
}

function yearLater(day: string): string {
  const [year] = partsOf(day)
  return addDays(`${year + 1}${day.slice(4, 8)}01`, Number(day.slice(8)) - 1)
}

const ORDER: readonly YearState[] = ['open', 'late', 'ahead', 'passed', 'over']

/** The open season first; of two that stand alike the later year. */
export function openFirst<One extends PlaceYear>(all: readonly One[], today: string): (One & { state: YearState })[] {
  return all
    .map((one) => ({ ...one, state: yearState(one, all, today) }))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.year - a.year)
}

/** Beside the year, in a list. */
export function yearWords({ year, opens, closes }: PlaceYear, state: YearState): string {
  switch (state) {
    case 'open':
      return `${year} 年度，正在收，到 ${dayInWords(closes)}`
    case 'late':
      return `${year} 年度，集中征缴期过了，看还能不能补交`
    case 'ahead':
      return `${year} 年度，${dayInWords(opens)}起才收`
    case 'passed':
      return `${year} 年度，早过了缴费期`
    case 'over':
      return `${year} 年度，已经过完`
  }
}

/** Most places begin in September to collect for the year that follows. */
const FIRST_MONTH = 9

/** The insured year for which money is usually collected today. */
export function yearCollected(today: string): number {
  const [year, month] = partsOf(today)
  return month >= FIRST_MONTH ? year + 1 : year
}

/** What stands above an answer that nobody can act on today; null = it is about today. */
export interface YearNotice {
  title: string
  words: string
  /** Before the number, in place of 该交. */
  before: string
}

export function yearNotice(one: Omit<PlaceYear, 'name'>, state: YearState, today: string): YearNotice | null {
  const { year, opens } = one
  switch (state) {
    case 'over':
      return {
        title: `${year} 年度已经过完了`,
        words: `今天是${dayInWords(today)}，这一年的钱现在交不了。下面是当年的算法，只能看看。`,
        before: '当年该交',
      }
    case 'passed':
      return {
        title: `现在不是交 ${year} 年度的时候`,
        words: `${year} 年度早过了缴费期，现在一般在收 ${year + 1} 年度的。还想补交 ${year} 年度的，先问清楚还收不收、交了还用不用得上。`,
        before: '当时该交',
      }
    case 'ahead':
      return {
        title: `${year} 年度还没开始收`,
        words: `${dayInWords(opens)}起才收。下面是到时候的算法，现在交不了。`,
        before: '到时候交',
      }
    default:
      return null
  }
}
