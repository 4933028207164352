import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import { settleLink } from './follow-resident'
import type { LinkActor, LinkDocument } from './link-documents'
import { changeLink, linkByHandle } from './records/links'
import { selfOf, setSelf } from './records/users'

/**
 * Ends a link: by the payer, by the person looked after, or a binding by whoever is bound. Nothing is seen from then on.
 * @throws Refusal NOT_ALLOWED, also when there is no such link; LINK_NOT_POSSIBLE
 */
export async function revokeLink({ operation, link: handle }: Requests['revokeLink'], context: CallContext): Promise<Answers['revokeLink']> {
  const link = await linkByHandle(context.db, handle)
  await requireAllowed(context, 'revokeLink', link === null ? { id: 'none' } : { id: link.resident, owner: link.openid, resident: link.resident })
  await endLink(context, link!, operation, link!.openid === context.caller.openid ? 'payer' : 'relative')
  return { revoked: handle }
}

/** Ends a link in someone's name, whoever was asked before. Ended already, it stays so. */
export async function endLink(context: CallContext, link: LinkDocument, operation: string, actor: LinkActor): Promise<LinkDocument> {
  const { db, caller, now, today } = context
  const ended = await inTransaction(db, async (transaction) => {
    const event = actor === 'payer' ? 'leave' : 'refuse'
    const after = await changeLink(transaction, link, { event, actor, by: caller.openid, operation, at: now, today, how: null })
    if (after.kind === 'self' && after.state === 'revoked' && await selfOf(transaction, after.openid) === after.resident) await setSelf(transaction, after.openid, null)
    return after
  })
  await settleLink(context, ended)
  return ended
}
