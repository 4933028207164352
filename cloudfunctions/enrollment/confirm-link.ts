import type { CallContext } from '../shared/call-context'
import { writeAudit } from '../shared/audit'
import { requireAllowed } from '../shared/permissions'
import type { GuardedAction } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import { settleLink } from './follow-resident'
import type { LinkDocument } from './link-documents'
import { consentWords, payerWords } from './link-words'
import { changeLink, handleOf, linkByHandle, linksOfResident, relationOf } from './records/links'
import { residentTarget } from './resident-target'
import { payersOf } from './payers'
import { endLink } from './revoke-link'

/** Who is bound as a resident, who looks after them, who asks to. @throws Refusal NOT_ALLOWED */
export async function residentLinks({ resident }: Requests['residentLinks'], context: CallContext): Promise<Answers['residentLinks']> {
  await requireAllowed(context, 'residentLinks', await residentTarget(context.db, resident))
  return { links: await asClerksSee(context, await linksOfResident(context.db, resident)) }
}

/**
 * Confirms that a relative consents to being looked after, and how they said so.
 * @throws Refusal NOT_ALLOWED, also when there is no such link; OWN_REQUEST, LINK_NOT_POSSIBLE
 */
export async function confirmLink({ operation, link: handle, how }: Requests['confirmLink'], context: CallContext): Promise<Answers['confirmLink']> {
  const { db, caller: { openid }, now, today } = context
  const asked = await linkToDecide(context, 'confirmLink', handle)
  if (asked.openid === openid) {
    throw new Refusal({ code: 'OWN_REQUEST', message: '这是您自己提的申请，不能由您自己确认。请让家人在手机上同意，或者请另一位经办人员办理。' })
  }
  const link = await inTransaction(db, (transaction) => changeLink(transaction, asked, { event: 'consent', actor: 'clerk', by: openid, operation, at: now, today, how }))
  await settleLink(context, link)
  return decided(context, link, 'confirmLink', operation)
}

/** Ends a link at the relative's word, refuses a request, or undoes a binding. @throws Refusal as `confirmLink` */
export async function endLinkAsClerk({ operation, link: handle }: Requests['endLink'], context: CallContext): Promise<Answers['endLink']> {
  const link = await endLink(context, await linkToDecide(context, 'endLink', handle), operation, 'clerk')
  return decided(context, link, 'endLink', operation)
}

async function linkToDecide(context: CallContext, action: GuardedAction, handle: string): Promise<LinkDocument> {
  const link = await linkByHandle(context.db, handle)
  await requireAllowed(context, action, await residentTarget(context.db, link?.resident ?? 'none'))
  return link!
}

async function decided(context: CallContext, link: LinkDocument, action: string, operation: string): Promise<Answers['confirmLink']> {
  const { db, caller: { openid }, now, today } = context
  const { region = null } = await residentTarget(db, link.resident)
  await writeAudit(db, { _id: `link-${openid}-${operation}`, at: now, day: today, openid, action, target: link.resident, region, outcome: 'done', why: link.state.toUpperCase() })
  return (await asClerksSee(context, [link]))[0]!
}

async function asClerksSee({ db }: CallContext, links: readonly LinkDocument[]): Promise<Answers['residentLinks']['links']> {
  const payers = await payersOf(db, links)
  return links.map((link) => {
    const payer = payers.get(link.openid)
    return {
      link: handleOf(link), kind: link.kind, payer: payer === undefined ? null : payerWords(payer), relation: relationOf(link),
      state: link.state, since: link.since, consent: consentWords(link.consent),
    }
  })
}
