import { studioContract } from './contract'
import type { DraftDocument, Signature } from './documents'
import { heldVersion, lineOfDraft, requireAt, requireOwnDraft, requireReading } from './drafts'
import { putDraft, requireDraft } from './store'
import { draftView } from './view'
import { defineAction } from '../access'
import { officersOf, requireAnySecond, requireSecondPerson } from '../approvals'
import { textDigest, lookAgain, putEdition, signedEdition, takeEditionBack } from '../editions'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { inTransaction, type Transaction } from '../../platform/database'
import { collectionDays, LANGUAGE, type CivilDay } from '../../../rules'

/**
 * Signs a draft. Who is first says from which day it is to hold; the second signature publishes: the edition is signed
 * and put into the store in one transaction with the draft and its line of audit. A row of the deeds that need two.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, DRAFT_MOVED, DRAFT_CLOSED, DRAFT_FAULTY, BAD_DAYS, SECOND_PERSON_UNFIT,
 * NOBODY_TO_CONFIRM, OTHER_DAY, NOTHING_NEW, EDITION_KEY_MISSING
 */
export const signDraft = /* @__PURE__ */ defineAction(studioContract, 'signDraft', {
  permission: 'signPolicy',
  async run({ draft: id, serial, effective }, context) {
    const { db, caller, today } = context
    const found = await requireOwnDraft(context, db, id, 'signPolicy')
    if (isDone(found, caller.openid)) return draftView(found, caller.openid)
    requireAt(found, serial)
    requireReading(found, true)
    const officers = await officersOf(db, found.region, today)
    const after = await inTransaction(db, async (transaction) => {
      const draft = await requireDraft(transaction, id)
      requireAt(draft, serial)
      const { signed } = draft
      if (signed === null) {
        const own = signatureOf(context, effective)
        requireAnySecond(own, officers)
        return signFirst(transaction, draft, own, context)
      }
      requireSecondPerson(caller.openid, signed, officers)
      requireNotPast(signed.effective, today)
      if (signed.effective !== effective) throw otherDay(signed.effective)
      return publish(transaction, draft, signed, context)
    })
    if (after.published !== null) lookAgain()
    return draftView(after, caller.openid)
  },
})

const signatureOf = ({ caller, now, today }: CallContext, effective: CivilDay): Signature => {
  requireNotPast(effective, today)
  return { by: caller.openid, at: now, day: today, effective }
}

/** An edition begins to hold today or later: what was answered yesterday stays answered. @throws Refusal BAD_DAYS */
function requireNotPast(effective: CivilDay, today: CivilDay): void {
  if (effective < today)
    throw new Refusal({
      code: 'BAD_DAYS',
      path: 'effective',
      found: effective,
      message: `生效的日子要在今天（${today}）或者以后，这次没有签。`,
    })
}

/** The same call again, after it was done. */
const isDone = ({ published }: DraftDocument, openid: string): boolean => published?.by.includes(openid) ?? false

async function signFirst(
  transaction: Transaction,
  draft: DraftDocument,
  signed: Signature,
  context: CallContext,
): Promise<DraftDocument> {
  const after: DraftDocument = { ...draft, state: 'signed', signed }
  await putDraft(transaction, after)
  await lineOfDraft(transaction, context, after, 'signPolicy', { why: 'signed' })
  return after
}

const otherDay = (effective: CivilDay): Refusal =>
  new Refusal({
    code: 'OTHER_DAY',
    path: 'effective',
    found: effective,
    message: `第一个人签的是从 ${effective} 起生效，和您选的不一样，这次没有签。请选同一天；要改日子，先改一下草稿再重新签。`,
  })

async function publish(
  transaction: Transaction,
  draft: DraftDocument,
  signed: Signature,
  context: CallContext,
): Promise<DraftDocument> {
  const { caller, now } = context
  const { policy, office } = requireReading(draft)
  const { region, year } = draft
  const edition = `${region}-${year}@${policy.version}`
  const { effective } = signed
  const held = heldVersion(region, year)
  if (held === policy.version)
    throw new Refusal({ code: 'NOTHING_NEW', path: 'draft', message: '这份和现在用的政策完全一样，不用发布。' })
  const texts = { policy: JSON.stringify(policy), office: JSON.stringify(office) }
  const head = {
    edition,
    region,
    year,
    name: policy.name,
    language: LANGUAGE,
    issued: policy.document.issued,
    effective,
    predecessor: held === null ? null : `${region}-${year}@${held}`,
    policyDigest: textDigest(texts.policy),
    officeDigest: textDigest(texts.office),
  }
  const collection = collectionDays(policy)
  const entry = { edition, region, year, name: policy.name, language: LANGUAGE, effective, collection }
  await putEdition(transaction, signedEdition(head, texts), entry)
  const by = [signed.by, caller.openid] as const
  const after: DraftDocument = { ...draft, state: 'published', published: { edition, effective, by, at: now } }
  await putDraft(transaction, after)
  await lineOfDraft(transaction, context, after, 'signPolicy', { why: 'published', beside: signed.by })
  return after
}

/** @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, NOT_PUBLISHED, SECOND_PERSON_UNFIT, NOBODY_TO_CONFIRM */
export const takeBack = /* @__PURE__ */ defineAction(studioContract, 'takeBack', {
  permission: 'signPolicy',
  async run({ draft: id }, context) {
    const { db, caller, today } = context
    const { region } = await requireOwnDraft(context, db, id, 'signPolicy')
    const officers = await officersOf(db, region, today)
    const after = await inTransaction(db, async (transaction) => {
      const draft = await requireDraft(transaction, id)
      if (draft.state === 'takenBack') return draft
      const { takingBack, published } = draft
      if (published === null)
        throw new Refusal({ code: 'NOT_PUBLISHED', path: 'draft', message: '这份还没有发布，不用撤回。' })
      const own = signatureOf(context, today)
      if (takingBack === null) requireAnySecond(own, officers)
      else requireSecondPerson(caller.openid, takingBack, officers)
      const done: DraftDocument = takingBack === null ? { ...draft, takingBack: own } : { ...draft, state: 'takenBack' }
      if (takingBack !== null) await takeEditionBack(transaction, published.edition)
      await putDraft(transaction, done)
      await lineOfDraft(transaction, context, done, 'signPolicy', {
        why: takingBack === null ? 'takingBack' : 'takenBack',
        ...(takingBack === null ? {} : { beside: takingBack.by }),
      })
      return done
    })
    if (after.state === 'takenBack') lookAgain()
    return draftView(after, caller.openid)
  },
})
