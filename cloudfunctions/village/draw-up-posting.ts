import { residentsOf } from '../enrollment/records/residents'
import type { CallContext } from '../shared/call-context'
import { DOCUMENTS_A_READ } from '../shared/database'
import { maskedName } from '../shared/masking'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import { inTransaction } from '../shared/transaction'
import { allowedDesk, type AllowedDesk } from './allowed-desk'
import type { Requests } from './contract'
import { postingRule } from './posting-rule'
import { deskMoney, isPosted } from './records/desk-money'
import { putPostedRows, ROWS_A_PIECE, type PostedRow } from './records/posted-rows'
import { postingId, putPosting, readPosting, type PostingDocument } from './records/postings'
import { requireDays } from './require-days'
import { shownPosting, type ShownPosting } from './show-postings'

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
