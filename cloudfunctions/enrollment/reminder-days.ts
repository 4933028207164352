import { civilDay, dayNumber } from '../../rules'
import type { CivilDay } from '../../rules'
import type { MessageKind } from './message-documents'
import type { StatusId } from './statuses'

/** Days before the last day of payment on which it is called to mind. */
const DAYS_BEFORE: readonly (readonly [MessageKind, number])[] = [['seven', 7], ['one', 1]]

/** In these someone still has something to do before the deadline. */
const REMINDED: ReadonlySet<StatusId> = new Set<StatusId>(['registrationNeeded', 'ownPartPending', 'due'])

/** Whom a village may call to mind: also who only has to register. */
export const isAskedFor = (status: StatusId): boolean => isReminded(status) || status === 'exempt'

export const isReminded = (status: StatusId): boolean => REMINDED.has(status)

/** The first day from `from` on for which a reminder is due; null = none, or nothing to be reminded of. */
export function reminderDay(status: StatusId, deadline: CivilDay | null, from: CivilDay): CivilDay | null {
  if (deadline === null || !isReminded(status)) return null
  return DAYS_BEFORE.map(([, days]) => daysBefore(deadline, days)).find((day) => day >= from) ?? null
}

/**
 * The reminder that follows the one of `sent`, seen on `today`; null = none. One that is due today already counts, one
 * that was missed does not.
 */
export function reminderAfter(deadline: CivilDay, sent: CivilDay, today: CivilDay): CivilDay | null {
  return DAYS_BEFORE.map(([, days]) => daysBefore(deadline, days)).find((day) => day > sent && day >= today) ?? null
}

/** Which reminder belongs to a day; null = none. */
export function reminderOn(deadline: CivilDay, day: CivilDay): MessageKind | null {
  return DAYS_BEFORE.find(([, days]) => daysBefore(deadline, days) === day)?.[0] ?? null
}

const daysBefore = (day: CivilDay, days: number): CivilDay => civilDay(dayNumber(day)! - days)
