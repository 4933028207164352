import type { Milestone, Office } from './office'

/** Percent of a number of people, rounded up to whole people. */
export function requiredPeople(people: number, sharePercent: number): number {
  const MILLIONTH = 6
  return Math.ceil(Number(((people * sharePercent) / 100).toFixed(MILLIONTH)))
}

/** How far a place has come. Paid may exceed the target. */
export interface Progress {
  required: number
  complete: boolean
  /** People still missing, never below 0. */
  remaining: number
}

export function progressTo(target: number, sharePercent: number, paid: number): Progress {
  const required = requiredPeople(target, sharePercent)
  return { required, complete: paid >= required, remaining: Math.max(0, required - paid) }
}

/** A milestone with the number of people that it takes; null when the notice names no share. */
export type DatedMilestone = Milestone & { required: number | null }

/**
 * The milestones of a notice in the order of their days, for a target of so many people (a town's, or the whole
 * county's).
 */
export function milestonesOf({ milestones }: Office, target: number): readonly DatedMilestone[] {
  return milestones
    .map((milestone) => ({
      ...milestone,
      required: milestone.sharePercent === undefined ? null : requiredPeople(target, milestone.sharePercent),
    }))
    .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0))
}
