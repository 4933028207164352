import type { EnrolmentDocument } from '../../cloudfunctions/domain/enrolments/documents'
import { ACCOUNTS, kindOf } from '../../cloudfunctions/domain/payments/ledger'
import type { AccountKind } from '../../cloudfunctions/domain/payments/ledger'
import type { CashInHandDocument } from '../../cloudfunctions/domain/payments/cash-in-hand'
import type { ReservationDocument, OrderDocument } from '../../cloudfunctions/domain/payments/documents'
import type { UnmatchedPaymentDocument } from '../../cloudfunctions/domain/refunds/unmatched-documents'
import type { RefundDocument } from '../../cloudfunctions/domain/refunds/documents'
import { balancesOf, faultsOf } from '../../cloudfunctions/domain/payments/ledger'
import type { Balances, Entry } from '../../cloudfunctions/domain/payments/ledger'
import type { ReceiptDocument } from '../../cloudfunctions/domain/payments/plan-receipt'
import type { ReceiptSerialDocument } from '../../cloudfunctions/domain/payments/receipts'
import { missingSerials } from '../../cloudfunctions/domain/payments/receipts'
import { allBalances, allEntries } from '../../cloudfunctions/domain/payments/ledger-store'
import type { TaxRowDocument } from '../../cloudfunctions/domain/reconciliation/documents'
import { recounted } from '../domain/enrolments/kept-counts'
import { statusByEvidence } from './evidence'
import { readEvery } from './read-every'
import type { SeasonRun } from './season-run'
import { CLERKS, ROGUE } from './township'

/** The ledger in itself, and the drawers in it and in the clerks' hands: at each moment. */
export async function requireSoundLedger(run: SeasonRun): Promise<Balances> {
  const { db } = run.town
  const entries: Entry[] = []
  for await (const entry of allEntries(db)) entries.push(entry)
  const [kept, counted] = [await allBalances(db), balancesOf(entries)]
  for (const name of new Set([...kept.keys(), ...counted.keys()])) {
    if ((kept.get(name) ?? 0) !== (counted.get(name) ?? 0))
      run.fail(`${name} is kept as ${kept.get(name) ?? 0} fen, and its entries come to ${counted.get(name) ?? 0}`)
  }
  const sum = (side: 'debit' | 'credit') =>
    entries.reduce((fen, { lines }) => lines.reduce((more, line) => more + line[side], fen), 0)
  if (sum('debit') !== sum('credit')) run.fail(`debits of ${sum('debit')} and credits of ${sum('credit')}`)
  const [fault] = faultsOf(kept)
  if (fault !== undefined) run.fail(fault)
  for (const clerk of [...CLERKS, ROGUE]) {
    const drawer =
      ((await db.collection('drawers').doc(clerk).get()).data as CashInHandDocument | null)?.items.reduce(
        (fen, { amount }) => fen + amount,
        0,
      ) ?? 0
    const figures = { ledger: kept.get(`cash:${clerk}`) ?? 0, drawer, hands: run.world.holds(`drawer:${clerk}`) }
    if (new Set(Object.values(figures)).size > 1) run.fail(`${clerk}'s cash differs: ${JSON.stringify(figures)}`)
  }
  return kept
}

export const totalOf = (balances: Balances, kind: AccountKind, of = ''): number =>
  [...balances].reduce(
    (sum, [name, fen]) => (kindOf(name) === kind && name.startsWith(`${kind}:${of}`) ? sum + fen : sum),
    0,
  )

/** After the night's job: everybody stands where their evidence puts them. */
export async function requireStatuses(run: SeasonRun): Promise<void> {
  const claims = new Map(
    (await readEvery<ReservationDocument>(run.town.db, 'payment-claims')).map((claim) => [claim._id, claim]),
  )
  for (const { _id, status, events } of await readEvery<EnrolmentDocument>(run.town.db, 'enrolments')) {
    const expected = await statusByEvidence(run, _id, claims.get(_id))
    if (status !== expected)
      run.fail(
        `${_id} is kept as ${status}, and stands at ${expected} by the evidence; events ${events.map(({ kind, day }) => `${kind} ${day}`).join(', ')}`,
      )
  }
}

/** What is shown of villages is what their people say, one by one: also of deltas that are in no count yet. */
export async function requireCounts(run: SeasonRun): Promise<void> {
  const {
    db,
    policy: { region, year },
  } = run.town
  const {
    people,
    differences: [different],
  } = await recounted(db, region, year)
  if (different !== undefined)
    run.fail(
      `${different.village} has ${different.counted} people of ${different.cell}, and ${different.kept} are kept`,
    )
  if (people !== run.town.members.size)
    run.fail(`${people} people are counted, and ${run.town.members.size} are enrolled`)
}

/** One live payment a person and year, held by one order. */
export async function requireOnePayment(run: SeasonRun): Promise<void> {
  const claims = new Map(
    (await readEvery<ReservationDocument>(run.town.db, 'payment-claims')).map((claim) => [claim._id, claim]),
  )
  for (const { _id, state, lines } of await readEvery<OrderDocument>(run.town.db, 'orders', {
    state: run.town.db.command.in(['paid', 'arrived']),
  })) {
    for (const { enrolment } of lines) {
      const claim = claims.get(enrolment)
      const isGone = run.evidence.out.has(enrolment)
      if (claim?.order !== _id && !isGone)
        run.fail(`${_id} is ${state} for ${enrolment}, whom ${claim?.order ?? 'nobody'} has`)
    }
  }
  const live = new Map<string, string>()
  for (const receipt of (await readEvery<ReceiptDocument>(run.town.db, 'receipts')).filter(
    ({ state }) => state === 'issued',
  )) {
    for (const { enrolment } of receipt.lines) {
      const before = live.get(enrolment)
      if (before !== undefined) run.fail(`${enrolment} stands on two receipts, ${before} and ${receipt._id}`)
      live.set(enrolment, receipt._id)
    }
  }
}

/** Each number once and none left out. */
export async function requireReceiptsWithoutGaps(run: SeasonRun): Promise<void> {
  const { region, year } = run.town.policy
  const numbers = (await readEvery<ReceiptDocument>(run.town.db, 'receipts')).map(({ _id }) => _id)
  let given = 0
  for (const { _id, last } of await readEvery<ReceiptSerialDocument>(run.town.db, 'receipt-serials')) {
    const missing = missingSerials({ region, year, village: _id.slice(`${region}-${year}-`.length) }, last, numbers)
    if (missing.length > 0) run.fail(`of the receipts of ${_id} the numbers ${missing.join(', ')} are missing`)
    given += last
  }
  if (given !== numbers.length)
    run.fail(`${given} numbers of receipts were given out, and there are ${numbers.length} receipts`)
}

/** At the end: nothing waits for anybody, and every fen is where the world says it is. */
export async function requireAllSettled(run: SeasonRun): Promise<void> {
  const { db } = run.town
  for (const { _id, state } of await readEvery<OrderDocument>(db, 'orders')) {
    if (!['arrived', 'closed', 'returned'].includes(state)) run.fail(`the order ${_id} is left ${state}`)
  }
  for (const { _id, state } of await readEvery<RefundDocument>(db, 'refunds'))
    if (!['done', 'refused'].includes(state)) run.fail(`the refund ${_id} is left ${state}`)
  for (const { _id, state, outcome } of await readEvery<TaxRowDocument>(db, 'tax-rows'))
    if (state !== 'matched' && state !== 'settled')
      run.fail(`the row ${_id} (${outcome ?? 'not matched'}) is left ${state}`)
  for (const { _id, state } of await readEvery<UnmatchedPaymentDocument>(db, 'payment-oddities'))
    if (state !== 'assigned' && state !== 'returned') run.fail(`the money ${_id} for no order is left ${state}`)
  for (const { _id, order } of await readEvery<ReservationDocument>(db, 'payment-claims', { state: 'held' }))
    run.fail(`${_id} is still held by ${order}`)
  const balances = await requireSoundLedger(run)
  const places = { wechat: 'wechat', pos: 'pos', deposit: 'bank' } as const
  for (const [way, place] of Object.entries(places)) {
    const [ledger, real] = [totalOf(balances, 'transit', `${way}:`), run.world.holds(place)]
    if (ledger !== real) run.fail(`by the ledger ${ledger} fen are on their way by ${way}, and ${real} really are`)
  }
  const [arrived, real] = [totalOf(balances, 'arrived'), run.world.holds('tax')]
  if (arrived !== real) run.fail(`by the ledger the tax office has ${arrived} fen, and it has ${real}`)
  if (totalOf(balances, 'owedBack') !== 0) run.fail(`${totalOf(balances, 'owedBack')} fen are still owed back`)
  const have = (Object.keys(ACCOUNTS) as AccountKind[])
    .filter((kind) => ['cash', 'transit', 'arrived'].includes(kind))
    .reduce((sum, kind) => sum + totalOf(balances, kind), 0)
  if (have !== run.world.received())
    run.fail(`the ledger knows of ${have} fen, and ${run.world.received()} were really paid and not returned`)
}
