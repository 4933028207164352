import { randomUUID } from 'node:crypto'
import type { CountChange, CountDelta, CountedEnrolment, CountFolding, EnrolmentWrite } from './counts'
import { ANNOUNCED, changesOf, deltaOf, FOLDING_STATE, personIn, summed, UNFOLDED } from './counts'
import type { Database, Transaction } from '../../platform/database'
import { addDocument, putDocument, readDocument } from '../../platform/database'

const DELTAS = 'count-deltas'

/**
 * Counts what a deed changed, in its own transaction: a document of its own for each season, which nobody else writes.
 */
export async function recordCountDelta(transaction: Transaction, written: readonly EnrolmentWrite[]): Promise<void> {
  for (const [season, changes] of changesOf(written)) {
    await putDocument<CountDelta>(
      transaction,
      DELTAS,
      deltaOf(randomUUID(), season, changes, { folding: UNFOLDED, stays: false, members: null }),
    )
  }
}

/** Counts what a step did that may be repeated: the same step again is not counted again. */
export async function countStep(
  db: Database,
  step: string,
  seasons: ReadonlyMap<string, readonly CountChange[]>,
): Promise<void> {
  for (const [season, changes] of seasons) {
    await addDocument<CountDelta>(
      db,
      DELTAS,
      deltaOf(`${step}~${season}`, season, changes, { folding: UNFOLDED, stays: true, members: null }),
    )
  }
}

/** Puts counts right that were found wrong. */
export async function repairCounts(db: Database, season: string, changes: readonly CountChange[]): Promise<void> {
  if (changes.length > 0)
    await addDocument<CountDelta>(
      db,
      DELTAS,
      deltaOf(randomUUID(), season, changes, { folding: UNFOLDED, stays: false, members: null }),
    )
}

/** A batch that is being written: its id, and who is in it. */
interface Batch {
  id: string
  season: string
  members: readonly (CountedEnrolment & { _id: string })[]
}

/**
 * Says that enrolments of one season are about to be added, and where they will be counted, before they are: whoever is
 * killed in between leaves word of it.
 */
export async function announceBatch(db: Database, { id, season, members }: Batch): Promise<void> {
  const changes = summed(members.map((member) => personIn(member, 1)))
  const lineOf = new Map(changes.map((change, line) => [lineKey(change), line]))
  const named = members.map((member) => ({ enrolment: member._id, line: lineOf.get(lineKey(personIn(member, 1)))! }))
  await db
    .collection(DELTAS)
    .add({ data: deltaOf(id, season, changes, { folding: ANNOUNCED, stays: false, members: named }) })
}

/** Counts an announced batch, as far as it was written: once, whoever comes to it first. */
export async function confirmBatch(db: Database, id: string, isWritten: (enrolment: string) => boolean): Promise<void> {
  const announced = await readDocument<CountDelta>(db, DELTAS, id)
  if (announced?.folding !== ANNOUNCED) return
  const people = announced.changes.map(() => 0)
  for (const { enrolment, line } of announced.members ?? []) if (isWritten(enrolment)) people[line]!++
  const changes = announced.changes
    .map((change, line) => ({ ...change, people: people[line]! }))
    .filter((change) => change.people > 0)
  const { set } = db.command
  await db
    .collection(DELTAS)
    .where({ _id: id, folding: ANNOUNCED })
    .update({ data: { folding: UNFOLDED, changes: set(changes), members: set(null) } })
}

const lineKey = ({ township, village, cell }: CountChange): string => JSON.stringify([township, village, cell])

const DELTAS_DELTAS = 'count-deltas'
/** One request claims them all. */
const DELTAS_A_FOLDING = 500
const ANNOUNCED_A_LOOK = 100

export async function readFolding(db: Database): Promise<CountFolding> {
  const none: CountFolding = {
    _id: FOLDING_STATE,
    folding: 0,
    underWay: null,
    seen: { at: 0, folding: 0, announced: [] },
  }
  return (await readDocument<CountFolding>(db, 'count-foldings', FOLDING_STATE)) ?? none
}

export function saveFolding(db: Database, state: CountFolding): Promise<void> {
  return putDocument(db, 'count-foldings', state)
}

const deltasOf = async (db: Database, folding: unknown, limit: number): Promise<CountDelta[]> =>
  (await db.collection(DELTAS_DELTAS).where({ folding }).orderBy('_id', 'asc').limit(limit).get()).data as CountDelta[]

/** The next deltas that are in no count yet. */
export const unfoldedDeltas = (db: Database): Promise<CountDelta[]> => deltasOf(db, UNFOLDED, DELTAS_A_FOLDING)
/** All that a folding has claimed. */
export const deltasOfFolding = (db: Database, folding: number): Promise<CountDelta[]> =>
  deltasOf(db, folding, DELTAS_A_FOLDING)
export const announcedDeltas = (db: Database): Promise<CountDelta[]> => deltasOf(db, ANNOUNCED, ANNOUNCED_A_LOOK)
export const anyUnfolded = async (db: Database): Promise<boolean> =>
  (await deltasOf(db, db.command.in([ANNOUNCED, UNFOLDED]), 1)).length > 0

/**
 * A delta that cannot be counted is kept beside the counts, for somebody to look at; `recount` puts right what it
 * would have said.
 */
export async function setDeltaAside(db: Database, id: string): Promise<void> {
  await db
    .collection(DELTAS_DELTAS)
    .doc(id)
    .update({ data: { folding: SET_ASIDE } })
}
const SET_ASIDE = -2

/** Gives deltas to a folding, before their counts are touched. */
export async function takeDeltas(db: Database, deltas: readonly CountDelta[], folding: number): Promise<void> {
  await db
    .collection(DELTAS_DELTAS)
    .where({ _id: db.command.in(deltas.map(({ _id }) => _id)), folding: UNFOLDED })
    .update({ data: { folding } })
}

/** Removes what foldings up to this one took, but for ids that have to stay taken; how many. */
export async function removeFolded(db: Database, upTo: number): Promise<number> {
  const { stats } = await db
    .collection(DELTAS_DELTAS)
    .where({ folding: db.command.gt(0).and(db.command.lte(upTo)), stays: false })
    .remove()
  return stats.removed
}
