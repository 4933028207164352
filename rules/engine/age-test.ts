import { birthday, type DayNumber } from '../calendar/civil-day'
import type { Condition } from '../language/condition'
import type { Policy } from '../language/policy'
import { NO, NOT_KNOWN, YES, type CaseState, type ThreeValued } from './moment'
import { namedDay } from './named-day'
import { fixedAgeDay, payableDays } from './usual-period'

type Age = NonNullable<Condition['age']>

/** An age in full years on a day: of payment, or one that is the same for everybody. */
export function ageTest({ atLeast, under, on }: Age, policy: Policy): (m: CaseState) => ThreeValued {
  const ageOn = (birth: DayNumber, from: DayNumber, to: DayNumber): ThreeValued => {
    const least = atLeast === undefined ? -Infinity : birthday(birth, atLeast)
    const most = under === undefined ? Infinity : birthday(birth, under)
    if (to < least || from >= most) return NO
    return from >= least && to < most ? YES : NOT_KNOWN
  }
  const fixed = on === 'paid' ? undefined : fixedAgeDay(on, policy)
  const { from, to } = payableDays(policy)
  return (m) => {
    const birth = namedDay('birth', m)
    // Whichever day is paid on, somebody of forty is no child.
    const whenever = birth != null && fixed === undefined && m.paid === undefined ? ageOn(birth, from, to) : NOT_KNOWN
    if (whenever !== NOT_KNOWN) return whenever
    const at = fixed ?? m.payment()
    return birth == null || at === undefined ? NOT_KNOWN : ageOn(birth, at, at)
  }
}
