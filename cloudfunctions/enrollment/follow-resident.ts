import type { CallContext } from '../shared/call-context'
import { placeEnrolments } from './records/enrolments'
import type { LinkDocument } from './link-documents'
import { isFollowed } from './records/links'
import { removeMessagesAbout } from './records/messages-of-user'

const ROUNDS = 3

/**
 * What follows from a change of a link. Done after every change, and after its repetition, so that a call that broke
 * off is made good by the next.
 */
export async function settleLink(context: CallContext, { openid, resident, state }: LinkDocument): Promise<void> {
  await followAsLinked(context, resident)
  // Nothing is shown of someone whom one no longer looks after, so nothing of theirs may wait unread for ever.
  if (state === 'revoked') await removeMessagesAbout(context.db, openid, resident)
}

/**
 * Tells a resident's enrolments whether a user looks after them, as the links now say. Another's link may change
 * meanwhile: then once more.
 */
export async function followAsLinked({ db, today }: CallContext, resident: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const followed = await isFollowed(db, resident)
    await placeEnrolments(db, resident, { followed }, today)
    if ((await isFollowed(db, resident)) === followed) return
  }
}
