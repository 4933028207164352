import { randomBytes } from 'node:crypto'
import type { Entry, Stamp } from '../payments'
import { addOrders, entryOf } from '../payments'
import { clearMissing } from './missing'
import type { TaxFileDocument, TaxRowDocument } from './documents'
import type { RowToMatch, MatchResult } from './judge-row'
import { reconcile } from './judge-row'
import { loadKnownPayments } from './known'
import {
  advanceTaxFile,
  sealedFactsOfRow,
  markMatched,
  putTaxRow,
  requireTaxFile,
  rowIdsIn,
  rowsWithIds,
} from './store'
import { MatchPlan, orderIdOfTaxRow } from './write-match'
import type { Database, Transaction } from '../../platform/database'
import { READ_LIMIT, inPieces, inTransaction, sideBySide } from '../../platform/database'

/**
 * In one transaction: two writes a row and some that all have in common, well within the 30 s that the platform gives
 * one, and short for whoever pays beside it.
 */
const ROWS_A_TRANSACTION = 20
if (ROWS_A_TRANSACTION > READ_LIMIT) throw new RangeError('rows of a transaction are read at once')

export const rowToMatch = (row: TaxRowDocument): RowToMatch => {
  const { _id: key, person, year, amount, paidOn, elsewhere, faults } = row
  return { key, person, name: sealedFactsOfRow(row).name, year, amount, paidOn, elsewhere, faults }
}

/**
 * Matches some rows of a file in one transaction, and writes down what that comes to: money that arrived, money that
 * nobody owes, and what a person has to settle. Done again it changes nothing: the claims know their rows.
 */
export async function matchRows(db: Database, file: string, ids: readonly string[], moment: Stamp): Promise<void> {
  const { matched, orders } = await inTransaction(db, async (transaction) => {
    // The first read begins the transaction: what changes after it, and so after the book was read, ends it with a
    // conflict as soon as it is written here. So the book need not be read one by one inside.
    const { region } = await requireTaxFile(transaction, file)
    const rows = (await rowsWithIds(db, ids)).filter(({ state }) => state === 'read')
    const book = await loadKnownPayments(db, region, rows, moment.today)
    const verdicts = reconcile(rows.map(rowToMatch), book)
    const work = new MatchPlan(book, moment)
    for (const [i, verdict] of verdicts.entries()) await take(transaction, work, rows[i]!, verdict, moment)
    await work.write(transaction, db)
    const matched = verdicts.flatMap((verdict, i) =>
      verdict.outcome === 'matched' ? [{ row: rows[i]!._id, enrolment: verdict.enrolment }] : [],
    )
    return { matched, orders: work.ordersOfRows }
  })
  // A call that breaks off here leaves the rows as they were: they are known then, and all of this is done again.
  await addOrders(db, orders)
  await clearMissing(
    db,
    matched.map(({ enrolment }) => enrolment),
  )
  // Last: who dies before it is done all over by the next call.
  await markMatched(
    db,
    matched.map(({ row }) => row),
  )
}

async function take(
  transaction: Transaction,
  work: MatchPlan,
  row: TaxRowDocument,
  verdict: MatchResult,
  moment: Stamp,
): Promise<void> {
  if (verdict.outcome === 'matched') {
    if (verdict.how === 'known') work.addKnown(row, verdict.enrolment)
    else work.add({ row, how: verdict.how, enrolment: verdict.enrolment, amount: row.amount!, heldBack: false })
    return
  }
  const open = unmatchedRow(row, verdict)
  work.addEntries(...heldBackEntries(open, moment))
  await putTaxRow(transaction, open)
}

type Unmatched = Exclude<MatchResult, { outcome: 'matched' }>

/**
 * What waits for a person. Real money is held back meanwhile; of cash in a clerk's hands it is not known to be other
 * money.
 */
export function unmatchedRow(row: TaxRowDocument, { outcome, why, enrolment, due }: Unmatched): TaxRowDocument {
  const heldBack = outcome === 'unreadable' || outcome === 'notDeposited' ? 0 : row.amount!
  return { ...row, state: 'open', outcome, why, enrolment: enrolment ?? '', due, heldBack }
}

export function heldBackEntries(row: TaxRowDocument, { today }: Pick<Stamp, 'today'>): Entry[] {
  return row.heldBack === 0 ? [] : [entryOf(heldBackId(row), today, 'holdBack', heldBackFacts(row))]
}

/** The same taken back: its file was loaded by mistake. */
export function voidHeldBackEntries(row: TaxRowDocument, { today }: Pick<Stamp, 'today'>): Entry[] {
  return row.heldBack === 0 ? [] : [entryOf(`${heldBackId(row)}~void`, today, 'voidHeldBack', heldBackFacts(row))]
}

/** Each time that a row is held back is an entry of its own. */
const heldBackId = ({ _id, withdrawals = 0 }: TaxRowDocument): string =>
  `tax~${_id}~back${withdrawals === 0 ? '' : `~${withdrawals}`}`

const heldBackFacts = ({ _id, region, year, heldBack }: TaxRowDocument) => ({
  season: `${region}-${year!}` as const,
  way: 'arrived' as const,
  order: orderIdOfTaxRow(_id),
  amount: heldBack,
})

/** Side by side: most of the time of each is waiting, and the smallest plan serves some thirty requests at once. */
const TRANSACTIONS_AT_ONCE = 20
const ROWS_AT_ONCE = ROWS_A_TRANSACTION * TRANSACTIONS_AT_ONCE

/**
 * Goes on with matching a file that was read, a piece: how many rows, and the file after. Of transactions that others
 * were in the way of, such as two rows of one person side by side, the rows wait for the next piece.
 * @throws Refusal BUSY where others were in the way of all
 */
export async function matchOn(
  db: Database,
  file: TaxFileDocument,
  { now, today }: Omit<Stamp, 'by'>,
): Promise<{ rows: number; file: TaxFileDocument }> {
  const ids = await rowIdsIn(db, file._id, 'read', ROWS_AT_ONCE, anywhere())
  const parts = inPieces(ids, ROWS_A_TRANSACTION)
  const done = await sideBySide(parts, (part) => matchRows(db, file._id, part, { by: 'tax', now, today }))
  const through = ids.length < ROWS_AT_ONCE && done === parts.length && file.state === 'matching'
  return {
    rows: ids.length,
    file: through ? (await advanceTaxFile(db, file, { state: 'missing', lookedTo: '' })).file : file,
  }
}

/** Ids of rows are even: whoever works beside us begins somewhere else. */
const anywhere = (): string => randomBytes(3).toString('base64url')
