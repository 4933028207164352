import type { Heard } from '../../client/clock'
import { countedTime, lastHeard, whenMarked } from '../../client/clock'
import { addDays, dayInWords, dayOf } from '../../client/days'
import { askVillage } from '../../client/functions'
import type { OfflineCash } from '../../client/taken-cash'
import { keepTaken } from '../../client/taken-cash'

/** The phone's clock was set between taking the money and now: on which of these days it was, only its taker knows. */
export const DAY_UNKNOWN = 'DAY_UNKNOWN'

/**
 * Settles, before a sum is first sent, on which day it was taken; where the clocks do not tell, it is refused on the
 * phone, with the days that it can have been. @throws NoAnswer where the server's time cannot be heard
 */
export async function withDay(taken: OfflineCash): Promise<OfflineCash> {
  const { clock, ...settled } = taken
  if (clock === undefined) return taken
  const days = daysOf(clock, lastHeard()) ?? daysOf(clock, await heardAnew())
  // A server that tells no time: the phone's word, as ever.
  if (days === null) return settled
  const [first, ...others] = days
  const next: OfflineCash =
    first !== undefined && others.length === 0 ? onDay(settled, first) : { ...taken, refusal: refusalOf(days) }
  keepTaken(next)
  return next
}

/** As it is sent once its day is known. */
export function onDay({ clock: _settled, ...taken }: OfflineCash, takenOn: string): OfflineCash {
  return { ...taken, request: { ...taken.request, takenOn }, refusal: null }
}

async function heardAnew(): Promise<Heard | null> {
  await askVillage('desk', {})
  return lastHeard()
}

/** The days on which it can have been; null = nothing has been heard since that would tell. */
function daysOf({ mark, before }: NonNullable<OfflineCash['clock']>, after: Heard | null): string[] | null {
  const counted = before === null ? null : countedTime(mark, before)
  if (counted !== null) return [dayOf(counted)]
  if (after === null || (before !== null && after.server <= before.server)) return null
  const { from, to } = whenMarked(mark, before, after)
  const days: string[] = []
  for (let day = dayOf(from); day <= dayOf(to); day = addDays(day, 1)) days.push(day)
  return days
}

function refusalOf(days: readonly string[]): NonNullable<OfflineCash['refusal']> {
  const between = `${dayInWords(days[0]!)}到${dayInWords(days[days.length - 1]!)}`
  return {
    code: DAY_UNKNOWN,
    message: `收钱以后，这部手机的时间改过，定不下来是哪一天收的。请在${between}里点一天。`,
    found: days.join(','),
  }
}
