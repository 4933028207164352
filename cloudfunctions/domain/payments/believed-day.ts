import { collectibleOn } from './collectible'
import type { EnrolmentDocument } from '../enrolments'
import type { CivilDay } from '../../../rules'

const DAYS_BACK_MAX = 3
/** Where terms have changed since: the end of a window, another fee, another beginning of benefits. */
const DAYS_BACK_OVER_CHANGE = 1

/**
 * How many days back one person's word for the day of a payment is taken (record 0016). What lies further back decides
 * too much: a clerk's is refused, the county's needs a second person.
 */
export function believedDaysBack(documents: readonly EnrolmentDocument[], paidOn: CivilDay, today: CivilDay) {
  const isUnchanged = documents.every((document) => collectibleOn(document, paidOn).until >= today)
  return { days: isUnchanged ? DAYS_BACK_MAX : DAYS_BACK_OVER_CHANGE, isUnchanged }
}
