import { alikeKey, policyFor } from '../../rules'
import type { CivilDay, Policy } from '../../rules'
import type { EnrolmentEvent } from './events'
import { nextChange, standingOn, statusSince } from './lifecycle'
import type { EnrolmentRecord } from './lifecycle'
import type { Standing } from './lifecycle'

/** What of an enrolment is kept beside its record, for one day. */
export interface KeptStanding {
  standing: Standing
  since: CivilDay
  /** The first day on which the status is another; null = none in sight. */
  nextChange: CivilDay | null
}

/** Enough for all kinds of people of a county on one night; bounds the memory that they take. */
const KINDS_KEPT = 20_000

/**
 * Where many enrolments stand on one day: the same as asking `standingOn`, `statusSince` and `nextChange` for each, but
 * asked once for all who are alike (`rules/engine/alike.ts`).
 */
export function standingsOn(day: CivilDay): (record: EnrolmentRecord) => KeptStanding {
  const kept = new Map<string, KeptStanding>()
  return (record) => {
    const policy = policyFor(record.region, record.year)
    const key = recordKey(policy, record)
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size >= KINDS_KEPT) kept.clear()
    const found = { standing: standingOn(policy, record, day), since: statusSince(policy, record, day), nextChange: nextChange(policy, record, day)?.day ?? null }
    kept.set(key, found)
    return found
  }
}

function recordKey(policy: Policy, { region, year, told, certified, events }: EnrolmentRecord): string {
  return JSON.stringify([region, year, alikeKey(policy, told), certified, events.map(whatCounts)])
}

/** Of an event what the status can hang on; not who wrote it down, nor the evidence. Facts corrected count as they are. */
function whatCounts(event: EnrolmentEvent): unknown {
  switch (event.kind) {
    case 'told': case 'corrected': return [event.kind, event.day, event.facts]
    case 'certified': return [event.kind, event.day, event.certifications]
    case 'left': return [event.kind, event.day, event.why]
    case 'registered': case 'paid': case 'enrolledExempt': case 'paymentVoided': case 'refunded': case 'returned': case 'reopened': return [event.kind, event.day]
  }
}
