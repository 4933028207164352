import { isDeepStrictEqual } from 'node:util'
import { admitsByLink, appointmentOf, linksOfCaller, requirePermission } from '../access'
import type { Permission, PERMISSIONS, Role } from '../access'
import { recordCountDelta } from './count-deltas'
import type { EnrolmentWrite } from './counts'
import type { EnrolmentDocument } from './documents'
import type { EnrolmentRecord, StoredStatus } from './lifecycle'
import { recordStateOn } from './lifecycle'
import type { EnrolmentHome } from './record'
import { dayFields, enrolmentDocument, readRecord } from './record'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { READ_LIMIT, inTransaction, putDocument, readAll, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'

const ENROLMENTS = 'enrolments'

/** null = there is none. */
export function readEnrolment(from: DocumentStore, id: string): Promise<EnrolmentDocument | null> {
  return readDocument<EnrolmentDocument>(from, ENROLMENTS, id)
}

/** @throws Refusal ENROLMENT_NOT_FOUND */
export async function requireEnrolment(from: DocumentStore, id: string): Promise<EnrolmentDocument> {
  return (await readEnrolment(from, id)) ?? noSuchEnrolment()
}

export function noSuchEnrolment(): never {
  throw new Refusal({
    code: 'ENROLMENT_NOT_FOUND',
    message: '没有找到这份参保记录。请返回上一页，下拉刷新后再点一次。',
    path: 'enrolment',
  })
}

/** All enrolments of one person, oldest year first. */
export function enrolmentsOf(db: Database, resident: string): Promise<EnrolmentDocument[]> {
  return readAll<EnrolmentDocument>(db, ENROLMENTS, { resident })
}

/** Those of these ids that there are. At most {@link READ_LIMIT}. */
export async function enrolmentsWithIds(db: Database, ids: readonly string[]): Promise<EnrolmentDocument[]> {
  if (ids.length === 0) return []
  return (
    await db
      .collection(ENROLMENTS)
      .where({ _id: db.command.in(ids) })
      .limit(READ_LIMIT)
      .get()
  ).data as EnrolmentDocument[]
}

/**
 * Changes a record in a transaction of its own; as {@link changeEnrolmentIn}.
 * @throws Refusal ENROLMENT_NOT_FOUND, and whatever `change` throws
 */
export function changeEnrolment(
  db: Database,
  id: string,
  today: CivilDay,
  change: (record: EnrolmentRecord) => EnrolmentRecord,
): Promise<EnrolmentDocument> {
  return inTransaction(db, (transaction) => changeEnrolmentIn(transaction, id, today, change))
}

/**
 * Changes a record within a transaction: read, changed, assessed for `today`, written whole. An unchanged record is not
 * written. What was assessed at payment stays as long as the payment and the facts do.
 * @param change may run more than once
 * @throws Refusal ENROLMENT_NOT_FOUND, and whatever `change` throws
 */
export async function changeEnrolmentIn(
  transaction: Transaction,
  id: string,
  today: CivilDay,
  change: (record: EnrolmentRecord) => EnrolmentRecord,
): Promise<EnrolmentDocument> {
  const before = await requireEnrolment(transaction, id)
  const after = changedEnrolment(before, today, change)
  if (after !== before) await putEnrolments(transaction, [{ before, after }])
  return after
}

/**
 * The document after a change; the same one if nothing is. For many at once `standingOf`: one `standingsOn(today)` for
 * all.
 * @param record as it was read from the document before, where it was
 */
export function changedEnrolment(
  before: EnrolmentDocument,
  today: CivilDay,
  change: (record: EnrolmentRecord) => EnrolmentRecord,
  standingOf?: (record: EnrolmentRecord) => StoredStatus,
  record: EnrolmentRecord = readRecord(before, sealing()),
): EnrolmentDocument {
  const changed = change(record)
  if (changed === record) return before
  const after = enrolmentDocument(changed, before, today, sealing(), standingOf, { document: before, record })
  return sameAssessment(record, changed, today)
    ? { ...after, policy: before.policy, assessment: before.assessment }
    : after
}

/**
 * The one way in which a deed writes enrolments: with what that does to the counts of their villages. `before` is what
 * this transaction found.
 */
export async function putEnrolments(
  transaction: Transaction,
  written: readonly EnrolmentWrite<EnrolmentDocument>[],
): Promise<void> {
  for (const { after } of written) await putDocument(transaction, ENROLMENTS, after)
  await recordCountDelta(transaction, written)
}

function sameAssessment(before: EnrolmentRecord, after: EnrolmentRecord, today: CivilDay): boolean {
  const [a, b] = [recordStateOn(before, today), recordStateOn(after, today)]
  return a.paidOn !== null && a.paidOn === b.paidOn && isDeepStrictEqual(a.told, b.told)
}

/** Tells all enrolments of a person where they belong now, or whether a user looks after them. */
export async function moveEnrolments(
  db: Database,
  resident: string,
  change: Partial<Omit<EnrolmentHome, 'resident'>>,
  today: CivilDay,
): Promise<void> {
  for (const { _id } of await enrolmentsOf(db, resident)) {
    await inTransaction(db, async (transaction) => {
      const before = await readEnrolment(transaction, _id)
      if (before === null) return
      const placed = { ...before, ...change }
      const after = { ...placed, ...dayFields(readRecord(before, sealing()), placed.followed, today) }
      if (!isDeepStrictEqual(after, before))
        await putEnrolments(transaction, [{ before, after: { ...after, timesPlaced: before.timesPlaced + 1 } }])
    })
  }
}

/** Those of a village and year for whom a subsidy is assessed. */
export function subsidisedOfVillage(db: Database, village: string, year: number): Promise<EnrolmentDocument[]> {
  return readAll<EnrolmentDocument>(db, ENROLMENTS, { village, year, 'assessment.subsidy': db.command.gt(0) })
}

/**
 * The enrolments of a family, newest year first, by resident. In one read: a family with more than 1,000 has not been
 * seen.
 */
export async function enrolmentsOfFamily(
  db: Database,
  residents: readonly string[],
): Promise<ReadonlyMap<string, readonly EnrolmentDocument[]>> {
  if (residents.length === 0) return new Map()
  const query = db
    .collection('enrolments')
    .where({ resident: db.command.in([...residents]) })
    .limit(READ_LIMIT)
  const found = (await query.get()).data as EnrolmentDocument[]
  return new Map(
    residents.map((resident) => [
      resident,
      found.filter((one) => one.resident === resident).sort((a, b) => b.year - a.year),
    ]),
  )
}

interface Allowed {
  document: EnrolmentDocument
  /** In which the caller may. */
  role: Role
}

/**
 * An enrolment that the caller may do this with. Who holds no office is not told whether there is one that they may not
 * see.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND
 */
export async function requireEnrolmentAccess(context: CallContext, action: Permission, id: string): Promise<Allowed> {
  const found = await readEnrolment(context.db, id)
  if (found === null && (await appointmentOf(context)) !== null) noSuchEnrolment()
  const role = await requirePermission(
    context,
    action,
    found === null
      ? { id }
      : { id, resident: found.resident, region: found.region, village: found.village, household: found.household },
  )
  return { document: found ?? noSuchEnrolment(), role }
}

/**
 * Several enrolments of people whom the caller is or looks after, in the order of the ids, in two reads; whom no link
 * admits is asked about as {@link requireEnrolmentAccess} does. With the links, for whoever shows the people.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND
 */
export async function requireFamilyEnrolments(
  context: CallContext,
  action: Permission,
  ids: readonly string[],
): Promise<{ documents: EnrolmentDocument[]; links: ReadonlyMap<string, 'self' | 'family'> }> {
  const found = new Map((await enrolmentsWithIds(context.db, [...new Set(ids)])).map((one) => [one._id, one]))
  const links = await linksOfCaller(context)
  const documents: EnrolmentDocument[] = []
  for (const id of ids) {
    const document = found.get(id)
    if (document !== undefined && admitsByLink(context, action, links, { id, resident: document.resident }))
      documents.push(document)
    else documents.push((await requireEnrolmentAccess(context, action, id)).document)
  }
  return { documents, links }
}

/**
 * Several enrolments that the caller may do this with, in the order of the ids, in one read; each household is asked
 * about once. For what staff alone may do: nobody is admitted here as who they are, or as whose relative.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND
 */
export async function requireEnrolmentsAccess(
  context: CallContext,
  action: StaffPermission,
  ids: readonly string[],
): Promise<EnrolmentDocument[]> {
  const found = new Map((await enrolmentsWithIds(context.db, ids)).map((document) => [document._id, document]))
  const admitted = new Set<string>()
  const documents: EnrolmentDocument[] = []
  for (const id of ids) {
    const document = found.get(id) ?? (await requireEnrolmentAccess(context, action, id)).document
    const { region, village, household } = document
    if (!admitted.has(household)) await requirePermission(context, action, { id, region, village, household })
    admitted.add(household)
    documents.push(document)
  }
  return documents
}

/** Rows of the permissions that admit nobody as the person or as their relative. */
type StaffPermission = {
  [Action in Permission]: (typeof PERMISSIONS)[Action] extends { self: unknown } | { family: unknown } ? never : Action
}[Permission]
