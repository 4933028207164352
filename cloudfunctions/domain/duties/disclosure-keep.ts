import type { VillageAccess } from '../access'
import { hasTownshipOfficer, requireVillageAccess, requireDays, defineAction } from '../access'
import { stepOf } from './hand-in'
import { collectedMoney, isPosted } from '../cash'
import { disclosureRule } from './disclosure-rule'
import { shownDisclosure } from './disclosure-show'
import type { PostedRow, DisclosureDocument } from './disclosures'
import {
  withDisclosureEvent,
  disclosureId,
  putPostedRows,
  putDisclosure,
  readDisclosure,
  requireDisclosure,
  ROWS_A_PIECE,
} from './disclosures'
import { residentsOf } from '../people'
import { maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { READ_LIMIT, inTransaction } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import { disclosuresContract } from './contract-disclosures'

/**
 * Draws up who paid at the desk between two days, names masked, and keeps it as it stands. The same operation again is
 * the same posting.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, BAD_DAYS, NOTHING_TO_POST; RulesError UNKNOWN_YEAR
 */
export const draftDisclosure = /* @__PURE__ */ defineAction(disclosuresContract, 'drawUpPosting', {
  permission: 'drawUpPosting',
  async run({ village, year, from, to }, context) {
    const desk = await requireVillageAccess(context, 'drawUpPosting', { village, year })
    requireDays(from, to)
    const { db, caller, now, today } = context
    const _id = disclosureId(village, year, context)
    const rule = disclosureRule(desk.office)
    const there = await readDisclosure(db, _id)
    if (there !== null) return shownDisclosure(there, rule, context)
    const rows = await rowsToPost(context, desk, from, to)
    if (rows.length === 0)
      throw new Refusal({
        code: 'NOTHING_TO_POST',
        path: 'from',
        message: `${from} 到 ${to} 没有在村里收过钱，没有编公示。请换一段日期。`,
      })
    for (let at = 0; at < rows.length; at += ROWS_A_PIECE) {
      const piece = rows.slice(at, at + ROWS_A_PIECE)
      const pieceId = `${_id}~${at + 1}`
      await putPostedRows(db, {
        _id: pieceId,
        posting: _id,
        first: at + 1,
        rows: sealing().at('posted-rows', pieceId).seal(JSON.stringify(piece), 'postedRows'),
      })
    }
    const posting: DisclosureDocument = {
      _id,
      village,
      year,
      state: 'drawnUp',
      from,
      to,
      drawnUpOn: today,
      at: now,
      by: caller.openid,
      people: rows.length,
      amount: rows.reduce((sum, { amount }) => sum + amount, 0),
      hangs: null,
      objections: [],
      filed: null,
      deeds: [],
    }
    await inTransaction(db, (transaction) => putDisclosure(transaction, posting))
    return shownDisclosure(posting, rule, context)
  },
})

/** A row a person, in the order of receipts. */
async function rowsToPost({ db }: CallContext, desk: VillageAccess, from: string, to: string): Promise<PostedRow[]> {
  const { receipts } = await collectedMoney(db, desk)
  const lines = receipts
    .filter((receipt) => isPosted(receipt) && from <= receipt.day && receipt.day <= to)
    .flatMap(({ day, lines: some }) => some.map(({ resident, fee }) => ({ resident, fee, day })))
  const people = new Map<string, { name: string; group: string | null }>()
  for (let at = 0; at < lines.length; at += READ_LIMIT) {
    for (const { id, name, group } of await residentsOf(
      db,
      lines.slice(at, at + READ_LIMIT).map(({ resident }) => resident),
    ))
      people.set(id, { name: maskedName(name), group })
  }
  return lines.map(({ resident, fee, day }, i) => ({
    number: i + 1,
    name: people.get(resident)?.name ?? '***',
    group: people.get(resident)?.group ?? null,
    day,
    amount: fee,
  }))
}

/** It goes up. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, BAD_DAYS, POSTING_STATE */
export const publishDisclosure = /* @__PURE__ */ defineAction(disclosuresContract, 'putUpPosting', {
  permission: 'putUpPosting',
  async run({ posting: id, from, until, place }, context) {
    const { rule } = await requireDisclosure(context, 'putUpPosting', id)
    requireDays(from, until)
    if (from > context.today)
      throw new Refusal({
        code: 'DAY_IN_FUTURE',
        path: 'from',
        found: from,
        message: `${from} 还没有到，没有记。请在贴出去那天再登记。`,
      })
    return shownDisclosure(
      await withDisclosureEvent(context, id, 'putUp', () => ({ hangs: { from, until, place } })),
      rule,
      context,
    )
  },
})

/** Somebody objects. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, POSTING_STATE */
export const recordObjection = /* @__PURE__ */ defineAction(disclosuresContract, 'recordObjection', {
  permission: 'recordObjection',
  async run({ operation, posting: id, by, what, day }, context) {
    const { rule } = await requireDisclosure(context, 'recordObjection', id)
    const { seal } = sealing().at('postings', id)
    const objection = { id: operation, day, by: seal(by, 'objector'), what: seal(what, 'objection'), answer: null }
    return shownDisclosure(
      await withDisclosureEvent(context, id, 'object', ({ objections }) => ({
        objections: [...objections, objection],
      })),
      rule,
      context,
    )
  },
})

/** They are answered. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, OBJECTION_NOT_FOUND, POSTING_STATE */
export const answerObjection = /* @__PURE__ */ defineAction(disclosuresContract, 'answerObjection', {
  permission: 'answerObjection',
  async run({ posting: id, objection, answer, upheld }, context) {
    const { rule } = await requireDisclosure(context, 'answerObjection', id)
    const sealed = sealing().at('postings', id).seal(answer, 'objection/answer')
    return shownDisclosure(
      await withDisclosureEvent(context, id, 'answer', ({ objections }) => {
        if (!objections.some((one) => one.id === objection && one.answer === null)) {
          throw new Refusal({
            code: 'OBJECTION_NOT_FOUND',
            path: 'objection',
            message: '没有这条等着答复的异议，什么也没有改动。请返回刷新再看。',
          })
        }
        return {
          objections: objections.map((one) =>
            one.id === objection ? { ...one, answer: { sealed, upheld, day: context.today } } : one,
          ),
        }
      }),
      rule,
      context,
    )
  },
})

/** Its days are over. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, POSTING_STATE, STILL_HANGING, OBJECTION_OPEN */
export const closeDisclosure = /* @__PURE__ */ defineAction(disclosuresContract, 'closePosting', {
  permission: 'closePosting',
  async run({ posting: id }, context) {
    const { rule } = await requireDisclosure(context, 'closePosting', id)
    return shownDisclosure(
      await withDisclosureEvent(context, id, 'close', ({ hangs, objections }) => {
        if (hangs === null || context.today < hangs.until)
          throw new Refusal({
            code: 'STILL_HANGING',
            path: 'posting',
            found: hangs?.until ?? '',
            message: `公示要到 ${hangs?.until ?? ''} 才满期，没有结束。请到那天再来。`,
          })
        if (objections.some(({ answer }) => answer === null))
          throw new Refusal({
            code: 'OBJECTION_OPEN',
            path: 'posting',
            message: '还有异议没有答复，没有结束。请先逐条答复。',
          })
        return {}
      }),
      rule,
      context,
    )
  },
})

/**
 * Signed, sealed and filed, or handed in to be filed; what is lacking stays said.
 * @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, POSTING_STATE
 */
export const archiveDisclosure = /* @__PURE__ */ defineAction(disclosuresContract, 'filePosting', {
  permission: 'filePosting',
  async run({ posting: id, signedBy, sealed, filedTo, day }, context) {
    const { rule, village } = await requireDisclosure(context, 'filePosting', id)
    const { db, caller, operation, now, today } = context
    const deed = stepOf({ caller, operation })
    const handedIn = { state: 'handedIn', day: today, at: now, by: caller.openid, because: null, deed } as const
    // Where the township has an officer, it is filed once they have taken it.
    const check = (await hasTownshipOfficer(db, village, today)) ? { check: handedIn } : {}
    return shownDisclosure(
      await withDisclosureEvent(context, id, 'file', () => ({ filed: { day, signedBy, sealed, filedTo }, ...check })),
      rule,
      context,
    )
  },
})
