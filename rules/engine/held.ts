import type { DayNumber } from '../calendar/civil-day'
import type { CaseState } from './moment'
import type { Held } from './person'

/** Whether an identity holds on the day of payment. */
export const validOn = (held: Held, paid: DayNumber): boolean =>
  (held.from === null || held.from <= paid) && (held.ended === null || paid < held.ended)

/** Identities held on the day of payment; undefined while the identities, or a day they hang on, are not told. */
export function heldOn(m: CaseState): readonly Held[] | undefined {
  const { held } = m.person
  if (held === undefined) return m.presumed('categories') === undefined ? undefined : []
  if (held.every((h) => h.from === null && h.ended === null)) return held
  const paid = m.payment()
  return paid === undefined ? undefined : held.filter((h) => validOn(h, paid))
}
