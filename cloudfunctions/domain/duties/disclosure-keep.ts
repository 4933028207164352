import type { AllowedDesk } from '../access'
import { allowedDesk, requireDays } from '../access'
import { deskMoney, isPosted } from '../cash'
import { postingRule } from './disclosure-rule'
import type { ShownPosting } from './disclosure-show'
import { shownPosting } from './disclosure-show'
import type { PostedRow, PostingDocument } from './disclosures'
import { movePosting, postingId, putPostedRows, putPosting, readPosting, requirePosting, ROWS_A_PIECE } from './disclosures'
import { residentsOf } from '../people'
import { maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { DOCUMENTS_A_READ, inTransaction } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { Requests } from '../../village/contract'

/**
 * Draws up who paid at the desk between two days, names masked, and keeps it as it stands. The same operation again is the
 * same posting.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, BAD_DAYS, NOTHING_TO_POST; RulesError UNKNOWN_YEAR
 */
export async function drawUpPosting({ village, year, from, to }: Requests['drawUpPosting'], context: CallContext): Promise<ShownPosting> {
  const desk = await allowedDesk(context, 'drawUpPosting', { village, year })
  requireDays(from, to)
  const { db, caller, now, today } = context
  const _id = postingId(village, year, context)
  const rule = postingRule(desk.office)
  const there = await readPosting(db, _id)
  if (there !== null) return shownPosting(there, rule, context)
  const rows = await rowsToPost(context, desk, from, to)
  if (rows.length === 0) throw new Refusal({ code: 'NOTHING_TO_POST', path: 'from', message: `${from} 到 ${to} 没有在村里收过钱，没有编公示。请换一段日期。` })
  for (let at = 0; at < rows.length; at += ROWS_A_PIECE) {
    const piece = rows.slice(at, at + ROWS_A_PIECE)
    await putPostedRows(db, { _id: `${_id}~${at + 1}`, posting: _id, first: at + 1, rows: sealing().seal(JSON.stringify(piece), 'postedRows') })
  }
  const posting: PostingDocument = {
    _id, village, year, state: 'drawnUp', from, to, drawnUpOn: today, at: now, by: caller.openid, people: rows.length,
    amount: rows.reduce((sum, { amount }) => sum + amount, 0), hangs: null, objections: [], filed: null, deeds: [],
  }
  await inTransaction(db, (transaction) => putPosting(transaction, posting))
  return shownPosting(posting, rule, context)
}

/** A row a person, in the order of receipts. */
async function rowsToPost({ db }: CallContext, desk: AllowedDesk, from: string, to: string): Promise<PostedRow[]> {
  const { receipts } = await deskMoney(db, desk)
  const lines = receipts.filter((receipt) => isPosted(receipt) && from <= receipt.day && receipt.day <= to)
    .flatMap(({ day, lines: some }) => some.map(({ resident, fee }) => ({ resident, fee, day })))
  const people = new Map<string, { name: string; group: string | null }>()
  for (let at = 0; at < lines.length; at += DOCUMENTS_A_READ) {
    for (const { id, name, group } of await residentsOf(db, lines.slice(at, at + DOCUMENTS_A_READ).map(({ resident }) => resident))) people.set(id, { name: maskedName(name), group })
  }
  return lines.map(({ resident, fee, day }, i) => ({ number: i + 1, name: people.get(resident)?.name ?? '***', group: people.get(resident)?.group ?? null, day, amount: fee }))
}

/** It goes up. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, BAD_DAYS, POSTING_STATE */
export async function putUpPosting({ posting: id, from, until, place }: Requests['putUpPosting'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'putUpPosting', id)
  requireDays(from, until)
  if (from > context.today) throw new Refusal({ code: 'DAY_IN_FUTURE', path: 'from', found: from, message: `${from} 还没有到，没有记。请在贴出去那天再登记。` })
  return shownPosting(await movePosting(context, id, 'putUp', () => ({ hangs: { from, until, place } })), rule, context)
}

/** Somebody objects. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, POSTING_STATE */
export async function recordObjection({ operation, posting: id, by, what, day }: Requests['recordObjection'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'recordObjection', id)
  const { seal } = sealing()
  const objection = { id: operation, day, by: seal(by, 'objector'), what: seal(what, 'objection'), answer: null }
  return shownPosting(await movePosting(context, id, 'object', ({ objections }) => ({ objections: [...objections, objection] })), rule, context)
}

/** They are answered. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, OBJECTION_NOT_FOUND, POSTING_STATE */
export async function answerObjection({ posting: id, objection, answer, upheld }: Requests['answerObjection'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'answerObjection', id)
  const sealed = sealing().seal(answer, 'objection')
  return shownPosting(await movePosting(context, id, 'answer', ({ objections }) => {
    if (!objections.some((one) => one.id === objection && one.answer === null)) {
      throw new Refusal({ code: 'OBJECTION_NOT_FOUND', path: 'objection', message: '没有这条等着答复的异议，什么也没有改动。请返回刷新再看。' })
    }
    return { objections: objections.map((one) => (one.id === objection ? { ...one, answer: { sealed, upheld, day: context.today } } : one)) }
  }), rule, context)
}

/** Its days are over. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, POSTING_STATE, STILL_HANGING, OBJECTION_OPEN */
export async function closePosting({ posting: id }: Requests['closePosting'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'closePosting', id)
  return shownPosting(await movePosting(context, id, 'close', ({ hangs, objections }) => {
    if (hangs === null || context.today < hangs.until) throw new Refusal({ code: 'STILL_HANGING', path: 'posting', found: hangs?.until ?? '', message: `公示要到 ${hangs?.until ?? ''} 才满期，没有结束。请到那天再来。` })
    if (objections.some(({ answer }) => answer === null)) throw new Refusal({ code: 'OBJECTION_OPEN', path: 'posting', message: '还有异议没有答复，没有结束。请先逐条答复。' })
    return {}
  }), rule, context)
}

/** Signed, sealed and filed; what is lacking stays said. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, POSTING_STATE */
export async function filePosting({ posting: id, signedBy, sealed, filedTo, day }: Requests['filePosting'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'filePosting', id)
  return shownPosting(await movePosting(context, id, 'file', () => ({ filed: { day, signedBy, sealed, filedTo } })), rule, context)
}
