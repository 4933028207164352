import type { CallContext } from '../shared/call-context'
import { placeEnrolments } from './records/enrolments'
import { isFollowed } from './records/links'

const ROUNDS = 3

/**
 * Tells a resident's enrolments whether a user looks after them, as the links now say. Done after every change of a
 * link, and after its repetition, so that a call that broke off is made good by the next. Another's link may change
 * meanwhile: then once more.
 */
export async function followAsLinked({ db, today }: CallContext, resident: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const followed = await isFollowed(db, resident)
    await placeEnrolments(db, resident, { followed }, today)
    if ((await isFollowed(db, resident)) === followed) return
  }
}
