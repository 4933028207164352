import { randomUUID } from 'node:crypto'
import { addDocument, putDocument, readDocument } from '../../shared/database'
import type { Database, Transaction } from '../../shared/database'
import { changesOf, deltaOf, personIn, summed } from '../count-changes'
import type { CountedEnrolment, Written } from '../count-changes'
import { ANNOUNCED, UNFOLDED } from '../count-documents'
import type { CountChange, CountDelta } from '../count-documents'

const DELTAS = 'count-deltas'

/** Counts what a deed changed, in its own transaction: a document of its own for each season, which nobody else writes. */
export async function countInDeed(transaction: Transaction, written: readonly Written[]): Promise<void> {
  for (const [season, changes] of changesOf(written)) {
    await putDocument<CountDelta>(transaction, DELTAS, deltaOf(randomUUID(), season, changes, { folding: UNFOLDED, stays: false, members: null }))
  }
}

/** Counts what a step did that may be repeated: the same step again is not counted again. */
export async function countStep(db: Database, step: string, seasons: ReadonlyMap<string, readonly CountChange[]>): Promise<void> {
  for (const [season, changes] of seasons) {
    await addDocument<CountDelta>(db, DELTAS, deltaOf(`${step}~${season}`, season, changes, { folding: UNFOLDED, stays: true, members: null }))
  }
}

/** Puts counts right that were found wrong. */
export async function repairCounts(db: Database, season: string, changes: readonly CountChange[]): Promise<void> {
  if (changes.length > 0) await addDocument<CountDelta>(db, DELTAS, deltaOf(randomUUID(), season, changes, { folding: UNFOLDED, stays: false, members: null }))
}

/** A batch that is being written: its id, and who is in it. */
export interface Batch { id: string; season: string; members: readonly (CountedEnrolment & { _id: string })[] }

/**
 * Says that enrolments of one season are about to be added, and where they will be counted, before they are: whoever is
 * killed in between leaves word of it.
 */
export async function announceBatch(db: Database, { id, season, members }: Batch): Promise<void> {
  const changes = summed(members.map((member) => personIn(member, 1)))
  const lineOf = new Map(changes.map((change, line) => [lineKey(change), line]))
  const named = members.map((member) => ({ enrolment: member._id, line: lineOf.get(lineKey(personIn(member, 1)))! }))
  await db.collection(DELTAS).add({ data: deltaOf(id, season, changes, { folding: ANNOUNCED, stays: false, members: named }) })
}

/** Counts an announced batch, as far as it was written: once, whoever comes to it first. */
export async function settleBatch(db: Database, id: string, isWritten: (enrolment: string) => boolean): Promise<void> {
  const announced = await readDocument<CountDelta>(db, DELTAS, id)
  if (announced?.folding !== ANNOUNCED) return
  const people = announced.changes.map(() => 0)
  for (const { enrolment, line } of announced.members ?? []) if (isWritten(enrolment)) people[line]!++
  const changes = announced.changes.map((change, line) => ({ ...change, people: people[line]! })).filter((change) => change.people > 0)
  const { set } = db.command
  await db.collection(DELTAS).where({ _id: id, folding: ANNOUNCED }).update({ data: { folding: UNFOLDED, changes: set(changes), members: set(null) } })
}

const lineKey = ({ township, village, cell }: CountChange): string => JSON.stringify([township, village, cell])
