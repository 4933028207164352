import { requirePermission, accessTargetOfResident, writeAudit, defineAction } from '../access'
import type { Permission } from '../access'
import { moveEnrolments } from '../enrolments'
import { removeMessagesAbout } from '../messages'
import type { LinkActor, LinkDocument } from '../people'
import {
  changeLink,
  consentWords,
  publicLinkId,
  isFollowed,
  linkByPublicId,
  linksOfResident,
  carersOf,
  carerName,
  relationOf,
  boundResident,
  bindResident,
} from '../people'
import type { Answers } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { inTransaction } from '../../platform/database'
import { familyContract } from './contract'

/** Who is bound as a resident, who looks after them, who asks to. @throws Refusal NOT_ALLOWED */
export const residentLinks = /* @__PURE__ */ defineAction(familyContract, 'residentLinks', {
  permission: 'residentLinks',
  async run({ resident }, context) {
    await requirePermission(context, 'residentLinks', await accessTargetOfResident(context.db, resident))
    return { links: await asClerksSee(context, await linksOfResident(context.db, resident)) }
  },
})

/**
 * Confirms that a relative consents to being looked after, and how they said so.
 * @throws Refusal NOT_ALLOWED, also when there is no such link; OWN_REQUEST, LINK_NOT_POSSIBLE
 */
export const confirmLink = /* @__PURE__ */ defineAction(familyContract, 'confirmLink', {
  permission: 'confirmLink',
  async run({ operation, link: handle, how }, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    const asked = await linkToDecide(context, 'confirmLink', handle)
    if (asked.openid === openid) {
      throw new Refusal({
        code: 'OWN_REQUEST',
        message: '这是您自己提的申请，不能由您自己确认。请让家人在手机上同意，或者请另一位经办人员办理。',
      })
    }
    const link = await inTransaction(db, (transaction) =>
      changeLink(transaction, asked, { event: 'consent', actor: 'clerk', by: openid, operation, at: now, today, how }),
    )
    await afterLinkChange(context, 'confirmLink', link)
    return (await asClerksSee(context, [link]))[0]!
  },
})

/** Ends a link at the relative's word, refuses a request, or undoes a binding. @throws Refusal as `confirmLink` */
export const endLinkAsClerk = /* @__PURE__ */ defineAction(familyContract, 'endLink', {
  permission: 'endLink',
  async run({ operation, link: handle }, context) {
    const asked = await linkToDecide(context, 'endLink', handle)
    const link = await endLink(context, asked, { action: 'endLink', operation, actor: 'clerk' })
    return (await asClerksSee(context, [link]))[0]!
  },
})

async function linkToDecide(context: CallContext, action: Permission, handle: string): Promise<LinkDocument> {
  const link = await linkByPublicId(context.db, handle)
  await requirePermission(context, action, await accessTargetOfResident(context.db, link?.resident ?? 'none'))
  return link!
}

async function asClerksSee(
  { db }: CallContext,
  links: readonly LinkDocument[],
): Promise<Answers['residentLinks']['links']> {
  const payers = await carersOf(db, links)
  return links.map((link) => {
    const payer = payers.get(link.openid)
    return {
      link: publicLinkId(link),
      kind: link.kind,
      payer: payer === undefined ? null : carerName(payer),
      relation: relationOf(link),
      state: link.state,
      since: link.since,
      consent: consentWords(link.consent),
    }
  })
}

/**
 * Ends a link: by the payer, by the person looked after, or a binding by whoever is bound. Nothing is seen from then
 * on.
 * @throws Refusal NOT_ALLOWED, also when there is no such link; LINK_NOT_POSSIBLE
 */
export const revokeLink = /* @__PURE__ */ defineAction(familyContract, 'revokeLink', {
  permission: 'revokeLink',
  async run({ operation, link: handle }, context) {
    const link = await linkByPublicId(context.db, handle)
    await requirePermission(
      context,
      'revokeLink',
      link === null ? { id: 'none' } : { id: link.resident, owner: link.openid, resident: link.resident },
    )
    const actor = link!.openid === context.caller.openid ? 'payer' : 'relative'
    await endLink(context, link!, { action: 'revokeLink', operation, actor })
    return { revoked: handle }
  },
})

/** Ends a link in someone's name, whoever was asked before. Ended already, it stays so. */
async function endLink(
  context: CallContext,
  link: LinkDocument,
  { action, operation, actor }: { action: LinkDeed; operation: string; actor: LinkActor },
): Promise<LinkDocument> {
  const { db, caller, now, today } = context
  const ended = await inTransaction(db, async (transaction) => {
    const event = actor === 'payer' ? 'leave' : 'refuse'
    const after = await changeLink(transaction, link, {
      event,
      actor,
      by: caller.openid,
      operation,
      at: now,
      today,
      how: null,
    })
    if (
      after.kind === 'self' &&
      after.state === 'revoked' &&
      (await boundResident(transaction, after.openid)) === after.resident
    )
      await bindResident(transaction, after.openid, null)
    return after
  })
  await afterLinkChange(context, action, ended)
  return ended
}

type LinkDeed = Extract<
  Permission,
  'bindSelf' | 'askLink' | 'answerLink' | 'confirmLink' | 'endLink' | 'revokeLink' | 'deleteMe'
>

/** Whoever is bound, asks, consents, ends or deletes leaves a line about the resident; a repetition is no other. */
export async function auditLink(
  { db, caller: { openid }, now, today, operation }: CallContext,
  action: LinkDeed,
  { resident, state }: Pick<LinkDocument, 'resident' | 'state'>,
): Promise<void> {
  const { region = null } = await accessTargetOfResident(db, resident)
  await writeAudit(db, {
    deed: operation,
    at: now,
    day: today,
    openid,
    action,
    target: resident,
    region,
    outcome: 'done',
    why: state.toUpperCase(),
  })
}

const ROUNDS = 3

/**
 * What follows from a change of a link. Done after every change, and after its repetition, so that a call that broke
 * off is made good by the next.
 */
export async function afterLinkChange(context: CallContext, action: LinkDeed, link: LinkDocument): Promise<void> {
  const { openid, resident, state } = link
  await auditLink(context, action, link)
  await refreshFollowed(context, resident)
  // Nothing is shown of someone whom one no longer looks after, so nothing of theirs may wait unread for ever.
  if (state === 'revoked') await removeMessagesAbout(context.db, openid, resident)
}

/**
 * Tells a resident's enrolments whether a user looks after them, as the links now say. Another's link may change
 * meanwhile: then once more.
 */
export async function refreshFollowed({ db, today }: CallContext, resident: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const followed = await isFollowed(db, resident)
    await moveEnrolments(db, resident, { followed }, today)
    if ((await isFollowed(db, resident)) === followed) return
  }
}
