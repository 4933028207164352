import { createHash } from 'node:crypto'
import { studioContract } from './contract'
import type { DraftDocument } from './documents'
import { draftsOf, putDraft, readDraft, requireDraft } from './store'
import { draftView, listedDraft, quickCheck } from './view'
import { defineAction, requirePermission, writeAuditIn } from '../access'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { inTransaction, type DocumentStore, type Transaction } from '../../platform/database'
import { policies } from '../../../rules'
import { BadYearValue, beginYear, withYearValues, type DraftCheck, type PolicySourceText } from '../../../rules/studio'

/** @throws Refusal NOT_ALLOWED */
export const listDrafts = /* @__PURE__ */ defineAction(studioContract, 'drafts', {
  permission: 'policyDrafts',
  async run({ region }, context) {
    await requirePermission(context, 'policyDrafts', { id: region, region })
    const drafts = (await draftsOf(context.db, region)).sort((a, b) => b.year - a.year || b.at - a.at)
    return { drafts: drafts.map((draft) => listedDraft(draft, context.caller.openid)) }
  },
})

const EARLIEST = 2020
const LATEST = 2099

/** @throws Refusal NOT_ALLOWED, BAD_YEAR */
export const beginDraft = /* @__PURE__ */ defineAction(studioContract, 'beginDraft', {
  permission: 'writePolicy',
  async run({ operation, region, year }, context) {
    await requirePermission(context, 'writePolicy', { id: `${region}-${year}`, region })
    if (year < EARLIEST || year > LATEST)
      throw new Refusal({ code: 'BAD_YEAR', path: 'year', found: String(year), message: '年度不对，请重新选。' })
    const { db, caller, now } = context
    const drafts = await draftsOf(db, region)
    const writing = drafts.find((draft) => draft.year === year && ['draft', 'signed'].includes(draft.state))
    if (writing !== undefined) return draftView(writing, caller.openid)
    const _id = `p${createHash('sha256').update(`${caller.openid}\0${operation}`).digest('hex').slice(0, 24)}`
    const known = await readDraft(db, _id)
    if (known !== null) return draftView(known, caller.openid)
    const { text, from } = beginYear(region, year, publishedSources(drafts))
    const begun: DraftDocument = {
      _id,
      region,
      year,
      source: text,
      from,
      state: 'draft',
      by: caller.openid,
      at: now,
      serial: 1,
      signed: null,
      published: null,
      takingBack: null,
      told: null,
    }
    await inTransaction(db, async (transaction) => {
      await putDraft(transaction, begun)
      await lineOfDraft(transaction, context, begun, 'writePolicy', { why: 'begun' })
    })
    return draftView(begun, caller.openid)
  },
})

/** What was published for a place, the latest first: of one year the last one counts. */
const publishedSources = (drafts: readonly DraftDocument[]): PolicySourceText[] =>
  drafts
    .filter(({ state }) => state === 'published')
    .sort((a, b) => b.published!.at - a.published!.at)
    .map(({ year, source }) => ({ year, text: source }))

/** @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT */
export const showDraft = /* @__PURE__ */ defineAction(studioContract, 'draft', {
  permission: 'policyDrafts',
  async run({ draft: id }, context) {
    return draftView(await requireOwnDraft(context, context.db, id, 'policyDrafts'), context.caller.openid)
  },
})

/** @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, DRAFT_MOVED, DRAFT_CLOSED, BAD_VALUE */
export const setYearValues = /* @__PURE__ */ defineAction(studioContract, 'setYearValues', {
  permission: 'writePolicy',
  async run({ draft: id, serial, values, looked }, context) {
    await requireOwnDraft(context, context.db, id, 'writePolicy')
    return changedDraft(context, id, serial, (draft) => ({ source: changedSource(draft, values, looked) }))
  },
})

/** @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, DRAFT_MOVED, DRAFT_CLOSED */
export const setNotice = /* @__PURE__ */ defineAction(studioContract, 'setNotice', {
  permission: 'writePolicy',
  async run({ draft: id, serial, notice }, context) {
    await requireOwnDraft(context, context.db, id, 'writePolicy')
    return changedDraft(context, id, serial, () => ({ notice: notice.replace(/\r\n?/g, '\n') }))
  },
})

/** Whatever was signed was another text: a change takes the signature off. */
async function changedDraft(
  { db, caller }: CallContext,
  id: string,
  serial: number,
  change: (draft: DraftDocument) => Partial<Pick<DraftDocument, 'source' | 'notice'>>,
) {
  const after = await inTransaction(db, async (transaction) => {
    const draft = await requireDraft(transaction, id)
    requireAt(draft, serial)
    const written: DraftDocument = { ...draft, ...change(draft), serial: serial + 1, state: 'draft', signed: null }
    await putDraft(transaction, written)
    return written
  })
  return draftView(after, caller.openid)
}

/** @throws Refusal DRAFT_MOVED, DRAFT_CLOSED */
export function requireAt({ state, serial: now }: DraftDocument, serial: number): void {
  if (state === 'published' || state === 'takenBack')
    throw new Refusal({
      code: 'DRAFT_CLOSED',
      path: 'draft',
      message: '这份已经发布过，不能再改。要改的话，重新开始写这一年度。',
    })
  if (now !== serial)
    throw new Refusal({
      code: 'DRAFT_MOVED',
      path: 'serial',
      message: '这份草稿刚才被别人改过，您看到的不是最新的，这次没有保存。请刷新后再看一遍。',
    })
}

function changedSource(
  { source }: DraftDocument,
  values: readonly { path: string; value: string }[],
  looked: readonly string[],
): string {
  try {
    return withYearValues(source, values, looked)
  } catch (error) {
    if (!(error instanceof BadYearValue)) throw error
    throw new Refusal({ code: 'BAD_VALUE', path: error.path, message: error.message })
  }
}

/** The last text that was looked through: that takes seconds, and the second official signs what the first did. */
let lookedThrough: { key: string; check: DraftCheck } | null = null

function checked(draft: DraftDocument, thoroughly: boolean): DraftCheck {
  if (!thoroughly) return quickCheck(draft)
  const key = `${draft.source}\n${draft.from?.text ?? ''}`
  if (lookedThrough?.key !== key) lookedThrough = { key, check: quickCheck(draft, true) }
  return lookedThrough.check
}

/** The policy and the offices' part of a draft that is whole. @throws Refusal DRAFT_FAULTY */
export function requireReading(draft: DraftDocument, thoroughly = false) {
  const { reading, faults } = checked(draft, thoroughly)
  if (reading.ok) return reading.value
  throw new Refusal({
    code: 'DRAFT_FAULTY',
    path: 'draft',
    found: faults[0]?.code ?? '',
    message: `这份草稿还有 ${faults.length} 处没有核对或者不对，改好以后才能往下做。第一处：${faults[0]?.message ?? ''}`,
  })
}

/** A draft of the caller's own county. @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT */
export async function requireOwnDraft(
  context: CallContext,
  from: DocumentStore,
  id: string,
  action: 'policyDrafts' | 'writePolicy' | 'tryPolicy' | 'signPolicy',
): Promise<DraftDocument> {
  const found = await readDraft(from, id)
  await requirePermission(context, action, found === null ? { id } : { id, region: found.region })
  return found ?? requireDraft(from, id)
}

/** In the deed's own transaction; the second's line names the first. */
export function lineOfDraft(
  transaction: Transaction,
  { caller, now, today }: CallContext,
  { _id, region, year }: DraftDocument,
  action: 'writePolicy' | 'signPolicy',
  more: { why: string; beside?: string },
): Promise<void> {
  return writeAuditIn(transaction, {
    at: now,
    day: today,
    openid: caller.openid,
    action,
    target: `${region}-${year}~${_id}`,
    region,
    outcome: 'done',
    ...more,
  })
}

/** The version that holds for a place and year today; null = none. */
export const heldVersion = (region: string, year: number): string | null =>
  policies().find((policy) => policy.region === region && policy.year === year)?.version ?? null
