import type { CivilDay } from '../../../rules'
import { addDocument, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'
import type { AttemptDocument } from '../link-documents'

const idOf = (whom: string, day: CivilDay): string => `${whom}~${day}`

/** Counts one attempt more and tells how many there are today, this one included. Two at once are never counted as one. */
export async function countAttempt(db: Database, whom: string, day: CivilDay): Promise<number> {
  const _id = idOf(whom, day)
  if (!(await changeCount(db, _id, 1)) && !(await addDocument<AttemptDocument>(db, 'attempts', { _id, day, count: 1 }))) {
    await changeCount(db, _id, 1)
  }
  return (await readDocument<AttemptDocument>(db, 'attempts', _id))?.count ?? 1
}

/** Takes an attempt back that turned out to be none. */
export async function giveAttemptBack(db: Database, whom: string, day: CivilDay): Promise<void> {
  await changeCount(db, idOf(whom, day), -1)
}

async function changeCount(db: Database, _id: string, by: number): Promise<boolean> {
  const { stats } = await db.collection('attempts').doc(_id).update({ data: { count: db.command.inc(by) } })
  return stats.updated > 0
}
