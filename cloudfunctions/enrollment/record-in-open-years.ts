import { createHash } from 'node:crypto'
import type { CivilDay } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { mayHappenAt } from './events'
import type { EventFacts } from './events'
import { recordAllowedEvent } from './record-event'
import { enrolmentsOf } from './records/enrolments'

/**
 * Records what happened to a person in their enrolments of the day's year and later, where it can happen as they stand.
 * The same operation again changes nothing.
 * @param day on which it counts; null = today
 */
export async function recordInOpenYears(context: CallContext, resident: string, day: CivilDay | null, facts: EventFacts): Promise<void> {
  const first = Number((day ?? context.today).slice(0, 4))
  for (const { _id, year, status, events } of await enrolmentsOf(context.db, resident)) {
    if (year < first) continue
    const operation = eventId(context, _id)
    const done = events.some(({ id }) => id === operation)
    if (!done && mayHappenAt(facts.kind, status)) await recordAllowedEvent(context, { operation, enrolment: _id, day, facts })
  }
}

/** One an enrolment, the same for the same operation of the same caller. */
function eventId({ caller, operation }: CallContext, enrolment: string): string {
  return createHash('sha256').update(`${caller.openid}\0${operation}\0${enrolment}`).digest('hex').slice(0, 32)
}
