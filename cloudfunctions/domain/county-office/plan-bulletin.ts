import type { CivilDay } from '../../../rules'

/** A township on the evenings that a bulletin compares; null = that evening was not kept, or there is no target. */
export interface TownshipEvenings {
  name: string
  /** People of the target. */
  target: number | null
  /** People of its villages in the year. */
  people: number
  done: number
  weekBefore: number | null
  /** In percent of its people, on the same day of last year's season. */
  percentLastYear: number | null
}

interface BulletinRow extends TownshipEvenings {
  /** 1 = furthest; who stands alike has the same rank. */
  rank: number
  /** Of the target, else of its people; cut after two decimals; null = neither is known. */
  percent: number | null
  inWeek: number | null
}

/** A share that had to be reached by a day, as the notice has it. */
export interface DueShare {
  by: CivilDay
  sharePercent: number
}

interface Bulletin {
  rows: readonly BulletinRow[]
  problems: readonly string[]
}

/** Below the whole place by more than this is a problem of its own. */
const POINTS_BEHIND = 10
/** So many are named; the others are counted. */
const NAMED = 5

/**
 * Rows in the order of progress, and what the figures show to be wrong: each sentence follows from them alone.
 * @param whole what all of them together are called
 */
export function planBulletin(
  townships: readonly TownshipEvenings[],
  day: CivilDay,
  shares: readonly DueShare[],
  whole = '全县',
): Bulletin {
  const rows = ranked(townships)
  return { rows, problems: PROBLEMS.flatMap((problem) => problem(rows, day, shares, whole)) }
}

function ranked(townships: readonly TownshipEvenings[]): BulletinRow[] {
  const rows = townships
    .map((one) => ({
      ...one,
      percent: percentOf(one.done, one.target ?? one.people),
      inWeek: one.weekBefore === null ? null : one.done - one.weekBefore,
    }))
    .sort((a, b) => (b.percent ?? -1) - (a.percent ?? -1) || b.done - a.done || (a.name < b.name ? -1 : 1))
  return rows.map((row) => ({ ...row, rank: 1 + rows.findIndex(({ percent }) => percent === row.percent) }))
}

export const percentOf = (done: number, of: number): number | null =>
  of === 0 ? null : Math.floor((done * 10_000) / of) / 100

type Problem = (rows: readonly BulletinRow[], day: CivilDay, shares: readonly DueShare[], whole: string) => string[]

const missesShare: Problem = (rows, day, shares) =>
  shares
    .filter(({ by }) => by <= day)
    .flatMap(({ by, sharePercent }) => {
      const late = rows.filter(({ target, percent }) => target !== null && (percent ?? 0) < sharePercent)
      return late.length === 0 ? [] : [`${by} 应完成 ${sharePercent}%，还没有完成的：${named(late)}。`]
    })

const stoodStill: Problem = (rows) => {
  const still = rows.filter(({ inWeek, percent }) => inWeek === 0 && (percent ?? 100) < 100)
  return still.length === 0 ? [] : [`一周里一个人也没有增加的：${named(still)}。`]
}

const wentBack: Problem = (rows) => {
  const back = rows.filter(({ inWeek }) => inWeek !== null && inWeek < 0)
  return back.length === 0 ? [] : [`一周里人数减少的（退费、作废或者迁走多于新办的）：${named(back)}。`]
}

const farBehind: Problem = (rows, _day, _shares, all) => {
  const known = rows.filter(({ percent }) => percent !== null)
  const [done, of] = [sumOf(known, ({ done }) => done), sumOf(known, ({ target, people }) => target ?? people)]
  const whole = percentOf(done, of)
  const behind = known.filter(({ percent }) => whole !== null && percent! < whole - POINTS_BEHIND)
  return behind.length === 0 ? [] : [`比${all}的 ${whole}% 低 ${POINTS_BEHIND} 个百分点以上的：${named(behind)}。`]
}

const behindLastYear: Problem = (rows) => {
  const behind = rows.filter(
    ({ done, people, percentLastYear }) => percentLastYear !== null && (percentOf(done, people) ?? 0) < percentLastYear,
  )
  return behind.length === 0 ? [] : [`比去年同一天慢的：${named(behind)}。`]
}

const PROBLEMS: readonly Problem[] = [missesShare, stoodStill, wentBack, farBehind, behindLastYear]

/** The last in rank first: they are whom the sentence is about. */
function named(rows: readonly BulletinRow[]): string {
  const names = [...rows].reverse().map(({ name }) => name)
  return names.length <= NAMED ? names.join('、') : `${names.slice(0, NAMED).join('、')}等 ${names.length} 个`
}

const sumOf = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)
