import { isDeepStrictEqual } from 'node:util'
import type { CivilDay } from '../../../rules'
import { DOCUMENTS_A_READ, putDocument, readAll, readDocument } from '../../shared/database'
import type { Database, Transaction, Writable } from '../../shared/database'
import { Refusal } from '../../shared/refusal'
import { sealing } from '../../shared/sealing'
import { inTransaction } from '../../shared/transaction'
import type { Written } from '../count-changes'
import type { EnrolmentDocument } from '../documents'
import { dayFields, enrolmentDocument, readRecord } from '../enrolment-document'
import type { EnrolmentPlace } from '../enrolment-document'
import { courseOn } from '../lifecycle'
import type { EnrolmentRecord } from '../lifecycle'
import type { KeptStanding } from '../standings'
import { countInDeed } from './count-deltas'

const ENROLMENTS = 'enrolments'

/** null = there is none. */
export function readEnrolment(from: Writable, id: string): Promise<EnrolmentDocument | null> {
  return readDocument<EnrolmentDocument>(from, ENROLMENTS, id)
}

/** @throws Refusal ENROLMENT_NOT_FOUND */
export async function requireEnrolment(from: Writable, id: string): Promise<EnrolmentDocument> {
  return (await readEnrolment(from, id)) ?? noSuchEnrolment()
}

export function noSuchEnrolment(): never {
  throw new Refusal({ code: 'ENROLMENT_NOT_FOUND', message: '没有找到这份参保记录。请返回上一页，下拉刷新后再点一次。', path: 'enrolment' })
}

/** All enrolments of one person, oldest year first. */
export function enrolmentsOf(db: Database, resident: string): Promise<EnrolmentDocument[]> {
  return readAll<EnrolmentDocument>(db, ENROLMENTS, { resident })
}

/** Those of these ids that there are. At most {@link DOCUMENTS_A_READ}. */
export async function enrolmentsWithIds(db: Database, ids: readonly string[]): Promise<EnrolmentDocument[]> {
  if (ids.length === 0) return []
  return (await db.collection(ENROLMENTS).where({ _id: db.command.in(ids) }).limit(DOCUMENTS_A_READ).get()).data as EnrolmentDocument[]
}

/**
 * Changes a record in a transaction of its own; as {@link changeEnrolmentIn}.
 * @throws Refusal ENROLMENT_NOT_FOUND, and whatever `change` throws
 */
export function changeEnrolment(db: Database, id: string, today: CivilDay, change: (record: EnrolmentRecord) => EnrolmentRecord): Promise<EnrolmentDocument> {
  return inTransaction(db, (transaction) => changeEnrolmentIn(transaction, id, today, change))
}

/**
 * Changes a record within a transaction: read, changed, assessed for `today`, written whole. An unchanged record is not
 * written. What was assessed at payment stays as long as the payment and the facts do.
 * @param change may run more than once
 * @throws Refusal ENROLMENT_NOT_FOUND, and whatever `change` throws
 */
export async function changeEnrolmentIn(
  transaction: Transaction, id: string, today: CivilDay, change: (record: EnrolmentRecord) => EnrolmentRecord,
): Promise<EnrolmentDocument> {
  const before = await requireEnrolment(transaction, id)
  const after = changedEnrolment(before, today, change)
  if (after !== before) await putEnrolments(transaction, [{ before, after }])
  return after
}

/**
 * The document after a change; the same one if nothing is. For many at once `standingOf`: one `standingsOn(today)` for all.
 * @param record as it was read from the document before, where it was
 */
export function changedEnrolment(
  before: EnrolmentDocument, today: CivilDay, change: (record: EnrolmentRecord) => EnrolmentRecord,
  standingOf?: (record: EnrolmentRecord) => KeptStanding, record: EnrolmentRecord = readRecord(before, sealing()),
): EnrolmentDocument {
  const changed = change(record)
  if (changed === record) return before
  const after = enrolmentDocument(changed, before, today, sealing(), standingOf, { document: before, record })
  return sameAssessment(record, changed, today) ? { ...after, policy: before.policy, assessment: before.assessment } : after
}

/**
 * The one way in which a deed writes enrolments: with what that does to the counts of their villages. `before` is what
 * this transaction found.
 */
export async function putEnrolments(transaction: Transaction, written: readonly Written<EnrolmentDocument>[]): Promise<void> {
  for (const { after } of written) await putDocument(transaction, ENROLMENTS, after)
  await countInDeed(transaction, written)
}

function sameAssessment(before: EnrolmentRecord, after: EnrolmentRecord, today: CivilDay): boolean {
  const [a, b] = [courseOn(before, today), courseOn(after, today)]
  return a.paidOn !== null && a.paidOn === b.paidOn && isDeepStrictEqual(a.told, b.told)
}

/** Tells all enrolments of a person where they belong now, or whether a user looks after them. */
export async function placeEnrolments(db: Database, resident: string, change: Partial<Omit<EnrolmentPlace, 'resident'>>, today: CivilDay): Promise<void> {
  for (const { _id } of await enrolmentsOf(db, resident)) {
    await inTransaction(db, async (transaction) => {
      const before = await readEnrolment(transaction, _id)
      if (before === null) return
      const placed = { ...before, ...change }
      const after = { ...placed, ...dayFields(readRecord(before, sealing()), placed.followed, today) }
      if (!isDeepStrictEqual(after, before)) await putEnrolments(transaction, [{ before, after: { ...after, timesPlaced: before.timesPlaced + 1 } }])
    })
  }
}
