import { enrolmentsOf } from '../../enrollment/records/enrolments'
import { recordInOpenYears } from '../../enrollment/record-in-open-years'
import { fullCards } from '../../enrollment/person-card'
import { putResident, readResident, residentsOf } from '../../enrollment/records/residents'
import { once } from '../../shared/operations'
import { writeAudit } from '../../shared/audit'
import type { CallContext } from '../../shared/call-context'
import { putDocument, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'
import { maskedName } from '../../shared/masking'
import { requireAllowed } from '../../shared/permissions'
import { Refusal } from '../../shared/refusal'
import { inTransaction } from '../../shared/transaction'
import type { Answers, Requests } from '../contract'
import { DUPLICATE_REASONS } from '../contract-quality'
import type { DuplicateDocument } from './duplicate-documents'

const PAIRS_A_CALL = 20
type Pair = Answers['settleDuplicate']

/** @throws Refusal NOT_ALLOWED */
export async function showDuplicates({ region, state, after }: Requests['duplicates'], context: CallContext): Promise<Answers['duplicates']> {
  await requireAllowed(context, 'duplicates', { id: region, region })
  const { db } = context
  const found = (await db.collection('likely-duplicates').where({ region, state, _id: db.command.gt(after ?? '') }).orderBy('_id', 'asc').limit(PAIRS_A_CALL).get()).data as DuplicateDocument[]
  const pairs: Pair[] = []
  for (const one of found) pairs.push(await viewOf(db, one))
  return { pairs, next: found.length < PAIRS_A_CALL ? null : found.at(-1)!._id }
}

/**
 * A person has found out: two people, or one. Of one, the entry that leaves is marked and leaves its open years; who has
 * paid under it has to get their money back first, or the other entry leaves.
 * @throws Refusal PAIR_NOT_FOUND, NOT_ALLOWED, WHO_LEAVES, PAID_ENTRY, OPERATION_REUSED
 */
export async function settleDuplicate({ operation, pair: id, as, leaves, because }: Requests['settleDuplicate'], context: CallContext): Promise<Pair> {
  const { db, caller, now, today } = context
  const pair = await readDocument<DuplicateDocument>(db, 'likely-duplicates', id)
  await requireAllowed(context, 'settleDuplicate', pair === null ? { id } : { id, region: pair.region })
  if (pair === null) throw new Refusal({ code: 'PAIR_NOT_FOUND', path: 'pair', message: '没有找到这一对，什么也没有改动。请下拉刷新后再看。' })
  const leaving = as === 'same' ? await requireLeaving(db, pair, leaves) : null
  await inTransaction(db, (transaction) => once(transaction, { openid: caller.openid, operation, action: 'settleDuplicate', at: now }, async () => {
    const settled: DuplicateDocument = { ...pair, state: 'settled', settled: { as, by: caller.openid, at: now, because } }
    await putDocument(transaction, 'likely-duplicates', settled)
    const person = leaving === null ? null : await readResident(transaction, leaving)
    if (person !== null && person.absent === null) await putResident(transaction, { ...person, absent: { why: 'duplicate', since: today } })
    return id
  }))
  if (leaving !== null) await recordInOpenYears(context, leaving, today, { kind: 'left', why: 'duplicate' })
  await writeAudit(db, { _id: `duplicate~${caller.openid}~${operation}`, at: now, day: today, openid: caller.openid, action: 'settleDuplicate', target: id, region: pair.region, outcome: 'done', why: as })
  return viewOf(db, (await readDocument<DuplicateDocument>(db, 'likely-duplicates', id))!)
}

async function requireLeaving(db: Database, { residents }: DuplicateDocument, leaves: string | null): Promise<string> {
  if (leaves === null || !residents.includes(leaves)) {
    throw new Refusal({ code: 'WHO_LEAVES', path: 'leaves', message: '是同一个人的，要选去掉哪一个登记，没有保存。请选一个。' })
  }
  if (!(await hasPaid(db, leaves))) return leaves
  throw new Refusal({ code: 'PAID_ENTRY', path: 'leaves', message: '这个登记下已经缴过费，不能直接去掉，没有保存。请去掉另一个，或者先给这一个办退费。' })
}

const PAID = new Set<string>(['paid', 'waiting', 'covered'])
const hasPaid = async (db: Database, resident: string): Promise<boolean> => (await enrolmentsOf(db, resident)).some(({ status }) => PAID.has(status))

async function viewOf(db: Database, { _id, residents, why, state, settled }: DuplicateDocument): Promise<Pair> {
  const people = await residentsOf(db, residents)
  const cards = await fullCards(db, people)
  const shown = people.map(async (person) => ({ ...cards.get(person.id)!, name: maskedName(person.name), household: person.household, hasNumber: person.idNumber !== null, paid: await hasPaid(db, person.id) }))
  const now = state === 'open' ? 'open' as const : settled!.as
  const stateName = { open: '等待核实', different: '是两个人', same: '是同一个人' }[now]
  return { pair: _id, why: DUPLICATE_REASONS[why], state: now, stateName, people: await Promise.all(shown), because: settled?.because ?? null }
}
