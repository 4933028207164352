import type { Answers as CountyAnswers } from '../../cloudfunctions/county/contract'
import type { AuditDocument } from '../../cloudfunctions/domain/access/audit'
import { verifyAudit } from '../../cloudfunctions/domain/access/verify-audit'
import type { ProposalDocument } from '../../cloudfunctions/domain/approvals/documents'
import type { OrderDocument } from '../../cloudfunctions/domain/payments/documents'
import type { RefundDocument } from '../../cloudfunctions/domain/refunds/documents'
import type { TaxRowDocument } from '../../cloudfunctions/domain/reconciliation/documents'
import { ruleOf } from '../../cloudfunctions/domain/reconciliation/resolutions'
import type { DishonestClerk } from './dishonest-clerk'
import { paidToUsOn } from './evidence'
import { requirePoisonMet } from './poison'
import { readEvery } from './read-every'
import type { SeasonRun } from './season-run'
import { AUDITOR, LONER, PAIR, ROGUE, STRANGER } from './township'

const isOneHand = (people: ReadonlySet<string>): boolean => people.has(PAIR[0]) && people.has(PAIR[1])
const GOING_BACK: readonly RefundDocument['state'][] = ['agreed', 'sent', 'done']

/** After each night: what people of ill will did has not come to more than it may. */
export async function requireNoHarm(run: SeasonRun): Promise<void> {
  await requireLines(run)
  await requireTwo(run)
  await requireOwnMoney(run)
}

/** N deeds, N lines: of each person and kind, whatever ids were sent and whoever died in between. */
async function requireLines(run: SeasonRun): Promise<void> {
  for (const [key, deeds] of run.deedsDone) {
    const [openid, action] = key.split(' ') as [string, string]
    const done: Partial<AuditDocument> = { openid, action }
    const outcome = run.town.db.command.in(['done', 'revealed'])
    const { total } = await run.town.db
      .collection('audit')
      .where({ ...done, outcome })
      .count()
    if (total !== deeds) run.fail(`${openid} did ${action} ${deeds} times, and ${total} lines say so`)
  }
}

/** No deed of the table by one person, or by two of one hand. */
async function requireTwo(run: SeasonRun): Promise<void> {
  const { db } = run.town
  for (const { _id, by, decided, deed } of await readEvery<ProposalDocument>(db, 'proposals', { state: 'confirmed' })) {
    const people = new Set([by, decided!.by])
    if (people.size < 2 || isOneHand(people)) run.fail(`${deed} ${_id} was done by ${[...people].join(' and ')}`)
    run.count('looked at: deeds by two')
  }
  const goingBack = { state: db.command.in([...GOING_BACK]) }
  for (const { _id, agreed } of await readEvery<RefundDocument>(db, 'refunds', goingBack)) {
    const people = new Set(agreed.map(({ by }) => by))
    if (people.size < 2 || isOneHand(people)) run.fail(`${_id} goes back by ${[...people].join(' and ')}`)
  }
  for (const { _id, settlement } of await readEvery<TaxRowDocument>(db, 'tax-rows', { state: 'settled' })) {
    if (settlement === null || ruleOf(settlement.as).people < 2) continue
    if (settlement.agreed === null || settlement.agreed.by === settlement.proposed.by)
      run.fail(`the row ${_id} was settled by ${settlement.proposed.by} alone`)
  }
}

/** No money returns to who did not pay it, and nobody of ill will has more than they stole in the open. */
async function requireOwnMoney(run: SeasonRun): Promise<void> {
  const { db } = run.town
  const goingBack = { state: db.command.in([...GOING_BACK]) }
  const orders = new Map((await readEvery<OrderDocument>(db, 'orders')).map((order) => [order._id, order]))
  for (const { _id, order: id, enrolment } of await readEvery<RefundDocument>(db, 'refunds', goingBack)) {
    const order = orders.get(id)
    if (order?.payer === STRANGER) run.fail(`the refund ${_id} is of a stranger who paid nothing`)
    const lines = order?.lines.map((line) => line.enrolment) ?? []
    const wasPaid =
      paidToUsOn(run, id) !== null ||
      run.world.atCounter.has(id) ||
      run.world.taxPayments.some((one) => one.enrolment !== null && [...lines, enrolment].includes(one.enrolment))
    if (!wasPaid || run.world.madeUp.has(id)) run.fail(`the refund ${_id} is of money that nobody paid: ${id}`)
  }
  for (const openid of [STRANGER, LONER, ...PAIR])
    if (run.world.holds(`pocket:${openid}`) > 0) run.fail(`${openid} has money of others`)
}

/** At the end: the auditor sees who did what, the chain of days holds, and the poison was met. */
export async function requireSeen(run: SeasonRun, rogue: DishonestClerk): Promise<void> {
  const { db, policy } = run.town
  if (run.world.holds(`pocket:${ROGUE}`) !== rogue.kept) run.fail('a clerk has more than they undid in the open')
  const { faults } = await verifyAudit(db)
  if (faults[0] !== undefined) run.fail(`the audit of ${faults[0].day}: ${faults[0].fault}`)
  const days = (await readEvery<AuditDocument>(db, 'audit')).map(({ day }) => day).sort()
  const asked = { region: policy.region, from: days[0]!, to: days.at(-1)! }
  const call = { who: AUDITOR, name: 'county', action: 'officerReport', data: asked }
  const { people } = await run.must<CountyAnswers['officerReport']>(call)
  for (const [who, action, byTwo, times] of [
    [ROGUE, 'undoCash', false, rogue.undone],
    [LONER, 'recordPayment', true, run.counts.get('ill will: two made up a payment') ?? 0],
  ] as const) {
    const kind = people.find(({ person }) => person === who)?.kinds.find((one) => one.action === action)
    const seen = (byTwo ? kind?.byTwo : kind?.alone) ?? 0
    if (seen !== times) run.fail(`${who} did ${action} ${times} times, and the report shows ${seen}`)
  }
  const own = people.find(({ person }) => person === ROGUE)
  if (rogue.undone >= 3 && !own?.standsOut.some((words) => words.includes(`${rogue.undone} 次`)))
    run.fail('that a clerk undid cash again and again does not stand out')
  await requirePoisonMet(run)
}
