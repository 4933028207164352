import { studioContract } from './contract'
import type { DraftDocument, Signature } from './documents'
import { auditDraft, heldVersion, requireAt, requireOwnDraft, requireReading } from './drafts'
import { requireNotPast, requireSecond } from './second-person'
import { putDraft, requireDraft } from './store'
import { draftView } from './view'
import { appointmentOf, defineAction } from '../access'
import { appointedBy } from '../county-office'
import { textDigest, lookAgain, putEdition, signedEdition, takeEditionBack } from '../editions'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { inTransaction, type Transaction } from '../../platform/database'
import { LANGUAGE, type CivilDay } from '../../../rules'

/**
 * Signs a draft. Who is first says from which day it is to hold; the second signature publishes: the edition is signed
 * and put into the store in one transaction with the draft.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, DRAFT_MOVED, DRAFT_CLOSED, DRAFT_FAULTY, BAD_DAYS, SAME_OFFICIAL,
 * APPOINTED_BY_FIRST, NOT_APPOINTED, EDITION_KEY_MISSING
 */
export const signDraft = /* @__PURE__ */ defineAction(studioContract, 'signDraft', {
  permission: 'signPolicy',
  async run({ draft: id, serial, effective }, context) {
    const { db, caller, today } = context
    const found = await requireOwnDraft(context, db, id, 'signPolicy')
    if (isDone(found, caller.openid)) return draftView(found, caller.openid)
    requireAt(found, serial)
    requireReading(found, true)
    const second = await secondOf(context, found.region)
    const after = await inTransaction(db, async (transaction) => {
      const draft = await requireDraft(transaction, id)
      requireAt(draft, serial)
      const { signed } = draft
      if (signed === null) return first(transaction, draft, signatureOf(context, effective))
      requireSecond(draft.region, signed, second)
      requireNotPast(signed.effective, today)
      if (signed.effective !== effective) throw otherDay(signed.effective)
      return publish(transaction, draft, signed, context)
    })
    if (after.published !== null) lookAgain()
    await auditDraft(context, 'signPolicy', after, after.published === null ? 'signed' : 'published')
    return draftView(after, caller.openid)
  },
})

const signatureOf = ({ caller, now, today }: CallContext, effective: CivilDay): Signature => {
  requireNotPast(effective, today)
  return { by: caller.openid, at: now, day: today, effective }
}

/** The same call again, after it was done. */
const isDone = ({ published }: DraftDocument, openid: string): boolean => published?.by.includes(openid) ?? false

async function secondOf(context: CallContext, region: string) {
  const { openid } = context.caller
  return {
    openid,
    appointment: await appointmentOf(context),
    appointedBy: await appointedBy(context.db, openid, region),
  }
}

async function first(transaction: Transaction, draft: DraftDocument, signed: Signature): Promise<DraftDocument> {
  const after: DraftDocument = { ...draft, state: 'signed', signed }
  await putDraft(transaction, after)
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
  { caller, now }: CallContext,
): Promise<DraftDocument> {
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
  const entry = { edition, region, year, name: policy.name, language: LANGUAGE, effective }
  await putEdition(transaction, signedEdition(head, texts), entry)
  const by = [signed.by, caller.openid] as const
  const after: DraftDocument = { ...draft, state: 'published', published: { edition, effective, by, at: now } }
  await putDraft(transaction, after)
  return after
}

/** @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, NOT_PUBLISHED, SAME_OFFICIAL, APPOINTED_BY_FIRST, NOT_APPOINTED */
export const takeBack = /* @__PURE__ */ defineAction(studioContract, 'takeBack', {
  permission: 'signPolicy',
  async run({ draft: id }, context) {
    const { db, caller, today } = context
    const found = await requireOwnDraft(context, db, id, 'signPolicy')
    const second = await secondOf(context, found.region)
    const after = await inTransaction(db, async (transaction) => {
      const draft = await requireDraft(transaction, id)
      if (draft.state === 'takenBack') return draft
      if (draft.published === null)
        throw new Refusal({ code: 'NOT_PUBLISHED', path: 'draft', message: '这份还没有发布，不用撤回。' })
      const { takingBack, published } = draft
      if (takingBack === null) {
        const asked: DraftDocument = { ...draft, takingBack: signatureOf(context, today) }
        await putDraft(transaction, asked)
        return asked
      }
      requireSecond(draft.region, takingBack, second)
      await takeEditionBack(transaction, published.edition)
      const done: DraftDocument = { ...draft, state: 'takenBack' }
      await putDraft(transaction, done)
      return done
    })
    if (after.state === 'takenBack') lookAgain()
    await auditDraft(context, 'signPolicy', after, after.state === 'takenBack' ? 'takenBack' : 'takingBack')
    return draftView(after, caller.openid)
  },
})
