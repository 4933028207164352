import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import { settleLink } from './follow-resident'
import type { LinkDocument } from './link-documents'
import { payerWords } from './link-words'
import { changeLink, handleOf, linkByHandle, relationOf } from './records/links'
import { payersOf } from './payers'

/**
 * The relative consents to a request to look after them, or does not.
 * @returns null when the link is over
 * @throws Refusal NOT_ALLOWED, also when there is no such link; LINK_NOT_POSSIBLE
 */
export async function answerLink({ operation, link: handle, consent }: Requests['answerLink'], context: CallContext): Promise<Answers['answerLink']> {
  const { db, caller: { openid }, now, today } = context
  const asked = await linkByHandle(db, handle)
  await requireAllowed(context, 'answerLink', asked === null || asked.kind === 'self' ? { id: 'none' } : { id: asked.resident, resident: asked.resident })
  const link = await inTransaction(db, (transaction) => changeLink(transaction, asked!, {
    event: consent ? 'consent' : 'refuse', actor: 'relative', by: openid, operation, at: now, today, how: consent ? 'relative' : null,
  }))
  await settleLink(context, link)
  return (await followersOf(context, [link]))[0] ?? null
}

/** Links as the person looked after sees them; those that are over are left out. */
export async function followersOf({ db }: CallContext, links: readonly LinkDocument[]): Promise<Answers['me']['followers']> {
  const payers = await payersOf(db, links)
  return links.flatMap((link) => (link.state === 'revoked' ? [] : [{
    link: handleOf(link), payer: payerWords(payers.get(link.openid)), relation: relationOf(link), state: link.state, since: link.since,
  }]))
}
