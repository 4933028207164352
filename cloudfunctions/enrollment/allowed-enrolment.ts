import type { CallContext } from '../shared/call-context'
import { appointmentOf, requireAllowed } from '../shared/permissions'
import type { GuardedAction, Role } from '../shared/permissions'
import type { EnrolmentDocument } from './documents'
import { noSuchEnrolment, readEnrolment } from './records/enrolments'

export interface Allowed {
  document: EnrolmentDocument
  /** In which the caller may. */
  role: Role
}

/**
 * An enrolment that the caller may do this with. Who holds no office is not told whether there is one that they may not see.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND
 */
export async function allowedEnrolment(context: CallContext, action: GuardedAction, id: string): Promise<Allowed> {
  const found = await readEnrolment(context.db, id)
  if (found === null && (await appointmentOf(context)) !== null) noSuchEnrolment()
  const role = await requireAllowed(context, action, found === null ? { id } : { id, resident: found.resident, region: found.region, village: found.village, household: found.household })
  return { document: found ?? noSuchEnrolment(), role }
}
