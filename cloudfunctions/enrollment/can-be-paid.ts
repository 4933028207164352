import type { Assessment, Fen, WarningCode } from '../../rules'
import type { StatusId } from './statuses'

/** In these, money is owed; once the window has closed, only where the notice says that it is still taken. */
const OWING: ReadonlySet<StatusId> = new Set<StatusId>(['due', 'ownPartPending', 'overdue', 'suspended'])
const IN_TIME: ReadonlySet<StatusId> = new Set<StatusId>(['due', 'ownPartPending'])

/** Whether money can be paid for someone; null = it hangs on facts not told, such as whether to register first, and can be taken. */
export function canBePaid(status: StatusId, fee: Fen | null | undefined, { answers, recommended }: Pick<Assessment, 'answers' | 'recommended'>): boolean | null {
  if (!OWING.has(status) || fee == null || fee === 0) return false
  const { payable } = { ...recommended, ...answers }
  return payable ?? (IN_TIME.has(status) ? null : false)
}

/** These say that the money may be for nothing. Whoever pays unseen could not be told why, and is not asked for money. */
const FOR_NOTHING: ReadonlySet<WarningCode> = new Set<WarningCode>(['COVER_NEVER_STARTS', 'STUDENT_PAID_AT_HOME'])

export const mayBeForNothing = ({ warnings }: Pick<Assessment, 'warnings'>): boolean => warnings.some(({ code }) => FOR_NOTHING.has(code))
