import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { Lapse } from '../language/values'

/** What is known of the years before the policy's. */
export interface History {
  /** Never insured at all; undefined = not told. */
  never: boolean | undefined
  /** Bounds of the years missed, as the policy's `lapse` counts them; equal = known. */
  least: number
  most: number
  /** All years missed just before the policy year, whatever the policy counts; undefined = not told. */
  run: number | undefined
}

/** Longer than anybody can have missed. */
const NO_LIMIT = 120

/** The years before the policy's, by whichever way they were told: years, a count, or the old three words. */
export function historyOf(told: Facts, { year, lapse }: Pick<Policy, 'year' | 'lapse'>): History {
  const most = lapse ? Math.max(0, year - lapse.since) : NO_LIMIT
  const { insuredYears, missedYears, enrolmentHistory } = told
  if (insuredYears != null) return ofYears(insuredYears, told.employeeYears ?? [], year, lapse, most)
  if (missedYears === null || enrolmentHistory === '新参保') return { never: true, least: 0, most: 0, run: undefined }
  if (missedYears !== undefined) {
    const counted = Math.min(missedYears, most)
    return { never: false, least: counted, most: counted, run: missedYears }
  }
  if (enrolmentHistory === '续保') return { never: false, least: 0, most: 0, run: 0 }
  if (enrolmentHistory === '中断续保') return { never: false, least: Math.min(1, most), most, run: undefined }
  return { never: undefined, least: 0, most: Math.min(most, missable(told, year)), run: undefined }
}

/** Nobody misses a year before the one after their birth: who was never insured missed none. */
const missable = ({ birthDate }: Facts, year: number): number =>
  birthDate == null ? NO_LIMIT : Math.max(0, year - 1 - Number(birthDate.slice(0, 4)))

function ofYears(
  insured: readonly number[],
  employee: readonly number[],
  year: number,
  lapse: Lapse | undefined,
  most: number,
): History {
  if (insured.length === 0) return { never: true, least: 0, most: 0, run: undefined }
  const counted = lapse?.insured === 'resident' ? insured.filter((y) => !employee.includes(y)) : insured
  const run = year - 1 - Math.max(...counted, insured[0]! - 1)
  const since = lapse?.since ?? -Infinity
  const gaps = lapse?.run === 'all' ? gapsSince(counted, Math.max(since, insured[0]!), year) : Math.min(run, most)
  return { never: false, least: gaps, most: gaps, run }
}

function gapsSince(insured: readonly number[], from: number, year: number): number {
  let gaps = 0
  for (let y = from; y < year; y++) if (!insured.includes(y)) gaps++
  return gaps
}

/** The old three words follow from years or a count, for notices that ask in them. */
export function withHistory(told: Facts, { never, run }: History): Facts {
  if (told.enrolmentHistory !== undefined || never === undefined) return told
  return { ...told, enrolmentHistory: never ? '新参保' : run === 0 ? '续保' : '中断续保' }
}
