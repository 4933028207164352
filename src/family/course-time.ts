import type { Course, CourseStep } from '../cloud/enrollment'
import { addDays } from '../clock/civil-days'

export type When = 'past' | 'now' | 'ahead'

/**
 * When each step is, seen from today. The server said what holds today and what comes next, so a phone whose clock is
 * wrong is set right: today is not before the status began, nor after it will have ended.
 */
export function whenOf(steps: readonly CourseStep[], { since, next }: Course['summary'], phoneDay: string): readonly When[] {
  const last = next === null ? null : addDays(next.day, -1)
  const day = phoneDay < since ? since : last !== null && phoneDay > last ? last : phoneDay
  return steps.map(({ from, to }) => (from > day ? 'ahead' : to !== null && to < day ? 'past' : 'now'))
}
