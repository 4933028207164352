import { limitAttempts, linkTo, requirePermission, defineAction } from '../access'
import { afterLinkChange } from './end-link'
import {
  maskedCard,
  changeLink,
  consentWords,
  fullCard,
  publicLinkId,
  householdByCode,
  identify,
  identifyNewborn,
  linkByPublicId,
  linksOfUser,
  newFamilyLink,
  notMatched,
  carersOf,
  carerName,
  relationOf,
  boundResident,
  typedNumber,
} from '../people'
import type { LinkDocument, Resident } from '../people'
import type { Answers } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { inTransaction } from '../../platform/database'
import { familyContract } from './contract'

/** A family is large; whoever looks after more people than this should be a clerk. */
const LINKS_A_USER = 20

/**
 * Asks to look after a relative: at once with the household's code, else it waits for the clerk or the relative. A
 * newborn without a number is named by the day of birth in its place, and needs the household's code.
 * @throws Refusal TOO_MANY_ATTEMPTS; NOT_MATCHED, the same whatever was wrong; OWN_RECORD, TOO_MANY_LINKS
 */
export const askLink = /* @__PURE__ */ defineAction(familyContract, 'askLink', {
  permission: 'askLink',
  async run(request, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    const { name, idNumber, householdCode, relation, operation } = request
    const found =
      (await identify(db, name, idNumber)) ??
      (householdCode === null ? null : await identifyNewborn(db, name, idNumber, householdCode))
    const proven =
      householdCode !== null && (await householdByCode(db, householdCode))?.id === (found?.household ?? 'nobody')
    // Whom they look after already they may ask for whatever strangers tried. A name and a number that are right tell
    // as much as wrong ones do, so they count; a household's code is a proof.
    if ((await linkTo(context, found?.id ?? 'nobody')) === null) {
      const attempts = await limitAttempts(context, 'link', typedNumber(idNumber))
      if (proven && found !== null) await attempts.giveBack()
    }
    if (found === null || (householdCode !== null && !proven)) throw notMatched()
    await requireRoom(context, found.id)
    const link = await inTransaction(db, (transaction) =>
      changeLink(transaction, newFamilyLink(openid, found.id, relation), {
        event: proven ? 'showHouseholdCode' : 'ask',
        actor: 'payer',
        by: openid,
        operation,
        at: now,
        today,
        how: proven ? 'householdCode' : null,
      }),
    )
    await afterLinkChange(context, 'askLink', link)
    return askedLink(context, link, found)
  },
})

/** A link as its payer sees it: who it is about in full only once it is consented to. */
export async function askedLink(
  { db }: CallContext,
  link: LinkDocument,
  person: Resident,
): Promise<Answers['askLink']> {
  const active = link.state === 'active'
  return {
    link: publicLinkId(link),
    person: active ? await fullCard(db, person) : maskedCard(person),
    relation: relationOf(link),
    state: active ? 'active' : 'waiting',
    consent: consentWords(link.consent),
  }
}

async function requireRoom({ db, caller: { openid } }: CallContext, resident: string): Promise<void> {
  if ((await boundResident(db, openid)) === resident) {
    throw new Refusal({
      code: 'OWN_RECORD',
      message: '这是您本人，已经绑定了，不用再添加。要添加家人，请填家人的姓名和证件号码。',
    })
  }
  const others = (await linksOfUser(db, openid)).filter(
    (link) => link.kind === 'family' && link.state !== 'revoked' && link.resident !== resident,
  )
  if (others.length < LINKS_A_USER) return
  throw new Refusal({
    code: 'TOO_MANY_LINKS',
    message: `一个微信最多照看 ${LINKS_A_USER} 位家人，现在已经有这么多。请先取消不再照看的，或者请另一位家人来添加。`,
  })
}

/**
 * The relative consents to a request to look after them, or does not.
 * @returns null when the link is over
 * @throws Refusal NOT_ALLOWED, also when there is no such link; LINK_NOT_POSSIBLE
 */
export const answerLink = /* @__PURE__ */ defineAction(familyContract, 'answerLink', {
  permission: 'answerLink',
  async run({ operation, link: handle, consent }, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    const asked = await linkByPublicId(db, handle)
    await requirePermission(
      context,
      'answerLink',
      asked === null || asked.kind === 'self' ? { id: 'none' } : { id: asked.resident, resident: asked.resident },
    )
    const link = await inTransaction(db, (transaction) =>
      changeLink(transaction, asked!, {
        event: consent ? 'consent' : 'refuse',
        actor: 'relative',
        by: openid,
        operation,
        at: now,
        today,
        how: consent ? 'relative' : null,
      }),
    )
    await afterLinkChange(context, 'answerLink', link)
    return (await followersOf(context, [link]))[0] ?? null
  },
})

/** Links as the person looked after sees them; those that are over are left out. */
export async function followersOf(
  { db }: CallContext,
  links: readonly LinkDocument[],
): Promise<Answers['me']['followers']> {
  const payers = await carersOf(db, links)
  return links.flatMap((link) =>
    link.state === 'revoked'
      ? []
      : [
          {
            link: publicLinkId(link),
            // Who is asked to be looked after by somebody has to know by whom.
            payer: payers.get(link.openid)?.name ?? carerName(undefined),
            relation: relationOf(link),
            state: link.state,
            since: link.since,
          },
        ],
  )
}
