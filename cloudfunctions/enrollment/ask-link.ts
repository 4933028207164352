import type { CallContext } from '../shared/call-context'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import { settleLink } from './follow-resident'
import { identify, identifyNewborn, notMatched, typedNumber } from './identify-person'
import { countAgainstLimits } from './limit-attempts'
import type { LinkDocument } from './link-documents'
import { consentWords } from './link-words'
import { askedCard, fullCard } from './person-card'
import { householdByCode } from './records/households'
import { changeLink, handleOf, linksOfUser, newFamilyLink, relationOf } from './records/links'
import type { Resident } from './records/residents'
import { selfOf } from './records/users'

/** A family is large; whoever looks after more people than this should be a clerk. */
export const LINKS_A_USER = 20

/**
 * Asks to look after a relative: at once with the household's code, else it waits for the clerk or the relative. A
 * newborn without a number is named by the day of birth in its place, and needs the household's code.
 * @throws Refusal TOO_MANY_ATTEMPTS; NOT_MATCHED, the same whatever was wrong; OWN_RECORD, TOO_MANY_LINKS
 */
export async function askLink(request: Requests['askLink'], context: CallContext): Promise<Answers['askLink']> {
  const { db, caller: { openid }, now, today } = context
  const { name, idNumber, householdCode, relation, operation } = request
  const attempts = await countAgainstLimits(context, 'link', typedNumber(idNumber))
  const found = await identify(db, name, idNumber) ?? (householdCode === null ? null : await identifyNewborn(db, name, idNumber, householdCode))
  const proven = householdCode !== null && (await householdByCode(db, householdCode))?.id === (found?.household ?? 'nobody')
  if (found === null || (householdCode !== null && !proven)) throw notMatched()
  await attempts.giveBack()
  await requireRoom(context, found.id)
  const link = await inTransaction(db, (transaction) => changeLink(transaction, newFamilyLink(openid, found.id, relation), {
    event: proven ? 'showHouseholdCode' : 'ask', actor: 'payer', by: openid, operation, at: now, today, how: proven ? 'householdCode' : null,
  }))
  await settleLink(context, link)
  return askedLink(context, link, found)
}

/** A link as its payer sees it: who it is about in full only once it is consented to. */
export async function askedLink({ db }: CallContext, link: LinkDocument, person: Resident): Promise<Answers['askLink']> {
  const active = link.state === 'active'
  return {
    link: handleOf(link), person: active ? await fullCard(db, person) : askedCard(person), relation: relationOf(link),
    state: active ? 'active' : 'waiting', consent: consentWords(link.consent),
  }
}

async function requireRoom({ db, caller: { openid } }: CallContext, resident: string): Promise<void> {
  if (await selfOf(db, openid) === resident) {
    throw new Refusal({ code: 'OWN_RECORD', message: '这是您本人，已经绑定了，不用再添加。要添加家人，请填家人的姓名和证件号码。' })
  }
  const others = (await linksOfUser(db, openid)).filter((link) => link.kind === 'family' && link.state !== 'revoked' && link.resident !== resident)
  if (others.length < LINKS_A_USER) return
  throw new Refusal({ code: 'TOO_MANY_LINKS', message: `一个微信最多照看 ${LINKS_A_USER} 位家人，现在已经有这么多。请先取消不再照看的，或者请另一位家人来添加。` })
}
