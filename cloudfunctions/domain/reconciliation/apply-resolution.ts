import { appendEvent, requireEnrolment } from '../enrolments'
import type { Stamp, SeasonKey, TransitRoute } from '../payments'
import {
  entryOf,
  isAwaitingArrival,
  withOrderEvent,
  putReservation,
  putOrder,
  readReservation,
  released,
  requireOrder,
  writeEntries,
} from '../payments'
import { stopAwaiting } from './missing'
import type { TaxRowDocument } from './documents'
import type { MatchResult } from './judge-row'
import { MISMATCHES, matchRow, REASONS, reconcile } from './judge-row'
import { loadKnownPayments } from './known'
import { heldBackEntries, unmatchedRow, rowToMatch } from './match-rows'
import type { SettlementId } from './resolutions'
import { MatchPlan, orderIdOfTaxRow } from './write-match'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { isKeyOf } from '../../platform/calls'
import type { Transaction } from '../../platform/database'

interface Decision<As = SettlementId> {
  as: As
  /** For `assign`. */
  enrolment: string | null
}

/**
 * Does what a settlement says, within its transaction, and gives back what it leaves of the row: settled, or after
 * looking again open as something else.
 */
export async function applyResolution(
  transaction: Transaction,
  context: CallContext,
  row: TaxRowDocument,
  { as, enrolment }: Decision,
): Promise<TaxRowDocument> {
  const moment: Stamp = { by: context.caller.openid, now: context.now, today: context.today }
  if (as === 'rematch') return lookedAtAgain(transaction, context, row, moment)
  return { ...(await settle(transaction, context, row, { as, enrolment }, moment)), state: 'settled' }
}

async function settle(
  transaction: Transaction,
  context: CallContext,
  row: TaxRowDocument,
  { as, enrolment }: Decision<Exclude<SettlementId, 'rematch'>>,
  moment: Stamp,
): Promise<TaxRowDocument> {
  switch (as) {
    case 'setAside':
      return row
    case 'assign':
      return count(transaction, context, row, { whose: requireNamed(enrolment), amount: row.amount! }, moment)
    case 'returnRest':
      return countAndReturnRest(transaction, context, row, moment)
    case 'returnMoney':
      return returned(transaction, row, row.heldBack, moment)
    case 'voidPayment':
      return voided(transaction, row, moment)
  }
}

/**
 * Cash that was in a clerk's hands may have arrived by another row meanwhile: then this one is a second payment, which
 * is held back and waits as such. @throws Refusal STILL_DIFFERS
 */
async function lookedAtAgain(
  transaction: Transaction,
  context: CallContext,
  row: TaxRowDocument,
  moment: Stamp,
): Promise<TaxRowDocument> {
  const { work, verdict } = await lookedAt(transaction, context, row, { whose: null, amount: row.amount! }, moment)
  if (verdict.outcome === 'matched')
    return { ...(await counted(transaction, work, row, verdict, row.amount!)), state: 'settled' }
  const undone: TaxRowDocument = { ...row, settlement: null }
  // The same again, by whom an answer did not reach.
  if (row.reopened?.by === moment.by && row.outcome === verdict.outcome) return undone
  if (row.outcome !== 'notDeposited' || verdict.outcome === 'notDeposited') throw stillDiffers(verdict)
  const open: TaxRowDocument = { ...unmatchedRow(undone, verdict), reopened: { by: moment.by, was: row.outcome } }
  await writeEntries(transaction, heldBackEntries(open, moment))
  return open
}

function requireNamed(enrolment: string | null): string {
  if (enrolment !== null) return enrolment
  throw new Refusal({
    code: 'BAD_REQUEST',
    path: 'enrolment',
    message: '没有选这笔钱是谁的，什么也没有改动。请先找到本人再认领。',
  })
}

interface Counting {
  /** null = whom the row names. */ whose: string | null
  amount: number
}

/** The row counts after all, for whom it names or whom a person names. @throws Refusal STILL_DIFFERS */
async function count(
  transaction: Transaction,
  context: CallContext,
  row: TaxRowDocument,
  counting: Counting,
  moment: Stamp,
): Promise<TaxRowDocument> {
  const { work, verdict } = await lookedAt(transaction, context, row, counting, moment)
  if (verdict.outcome !== 'matched') throw stillDiffers(verdict)
  return counted(transaction, work, row, verdict, counting.amount)
}

async function lookedAt(
  transaction: Transaction,
  { db, today }: CallContext,
  row: TaxRowDocument,
  { whose, amount }: Counting,
  moment: Stamp,
): Promise<{ work: MatchPlan; verdict: MatchResult }> {
  // Read once in the transaction, so that it begins before the book is read; what changes meanwhile ends it.
  if (whose !== null) await requireEnrolment(transaction, whose)
  const book = await loadKnownPayments(db, row.region, [row], today, whose === null ? [] : [whose])
  const verdict = whose === null ? reconcile([{ ...rowToMatch(row), amount }], book)[0]! : verdictFor(row, whose, book)
  return { work: new MatchPlan(book, moment), verdict }
}

async function counted(
  transaction: Transaction,
  work: MatchPlan,
  row: TaxRowDocument,
  verdict: Extract<MatchResult, { outcome: 'matched' }>,
  amount: number,
): Promise<TaxRowDocument> {
  if (verdict.how === 'known') return { ...row, enrolment: verdict.enrolment }
  work.add({ row, how: verdict.how, enrolment: verdict.enrolment, amount, heldBack: row.heldBack > 0 })
  await work.write(transaction)
  for (const order of work.ordersOfRows) await putOrder(transaction, order)
  return { ...row, enrolment: verdict.enrolment, heldBack: row.heldBack > 0 ? row.heldBack - amount : 0 }
}

function verdictFor(
  row: TaxRowDocument,
  enrolment: string,
  book: Awaited<ReturnType<typeof loadKnownPayments>>,
): MatchResult {
  const document = book.enrolments.get(enrolment)
  const year =
    document === undefined || document.region !== row.region ? null : book.year(document.resident, document.year)
  return year === null
    ? { outcome: 'unknownPerson', why: 'NO_ENROLMENT', enrolment: null, due: null }
    : matchRow({ ...row, key: row._id }, year)
}

function stillDiffers({ outcome, why }: Exclude<MatchResult, { outcome: 'matched' }>): Refusal {
  const words = isKeyOf(REASONS, why) ? REASONS[why] : ''
  return new Refusal({
    code: 'STILL_DIFFERS',
    path: 'row',
    found: outcome,
    message: `重新核对后还是“${MISMATCHES[outcome]}”：${words}。什么也没有改动。请先把记录更正，或者换一种办法。`,
  })
}

async function countAndReturnRest(
  transaction: Transaction,
  context: CallContext,
  row: TaxRowDocument,
  moment: Stamp,
): Promise<TaxRowDocument> {
  if (row.due === null || row.due <= 0 || row.due >= row.amount!) {
    throw new Refusal({
      code: 'NOTHING_OVER',
      path: 'row',
      message: '这一笔没有多缴的部分，什么也没有改动。请选别的办法。',
    })
  }
  const counted = await count(transaction, context, row, { whose: null, amount: row.due }, moment)
  return returned(transaction, counted, counted.heldBack, moment)
}

const seasonOf = ({ region, year }: TaxRowDocument): SeasonKey => `${region}-${year!}`

/** The tax office has given it back: its paper says so. */
async function returned(
  transaction: Transaction,
  row: TaxRowDocument,
  amount: number,
  { today }: Stamp,
): Promise<TaxRowDocument> {
  await writeEntries(transaction, [
    entryOf(`tax~${row._id}~returned`, today, 'refund', {
      season: seasonOf(row),
      way: 'arrived',
      order: orderIdOfTaxRow(row._id),
      amount,
    }),
  ])
  return { ...row, heldBack: row.heldBack - amount }
}

/** What we were told was paid never was. Forced: for all people of the order, and only while none of it has arrived. */
async function voided(transaction: Transaction, row: TaxRowDocument, moment: Stamp): Promise<TaxRowDocument> {
  const { order: id } = await readReservation(transaction, row.enrolment)
  const order = await requireOrder(transaction, id ?? '')
  const claims = await Promise.all(order.lines.map(({ enrolment }) => readReservation(transaction, enrolment)))
  if (order.way === 'cash' || !claims.every((claim) => isAwaitingArrival(claim, order._id))) {
    throw new Refusal({
      code: 'CANNOT_VOID',
      path: 'row',
      message:
        '这份订单的钱有一部分已经到账或者正在退，或者是村里收的现金，不能整单作废，什么也没有改动。请向收款的银行或村里追查。',
    })
  }
  const because = row.settlement!.because
  await putOrder(transaction, withOrderEvent(order, 'forceVoid', moment, { because }))
  const way: TransitRoute = order.way
  const seasons = new Set(order.lines.map(({ region, year }): SeasonKey => `${region}-${year}`))
  await writeEntries(
    transaction,
    [...seasons].map((season) => {
      const shares = order.lines
        .filter(({ region, year }) => `${region}-${year}` === season)
        .map(({ enrolment, fee }) => ({ enrolment, amount: fee }))
      return entryOf(`${order._id}~void~${season}`, moment.today, 'voidPayment', { season, shares, way })
    }),
  )
  for (const claim of claims) {
    await putReservation(transaction, released(claim))
    if (claim._id !== row.enrolment) await stopAwaiting(transaction, claim._id)
    await appendEvent(
      transaction,
      {
        operation: `${order._id}~${claim._id}~void`,
        enrolment: claim._id,
        day: null,
        facts: { kind: 'paymentVoided', because },
      },
      moment,
    )
  }
  return row
}
