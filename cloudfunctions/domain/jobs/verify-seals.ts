import { SEALED_FIELDS } from './resealing'
import type { ResidentDocument } from '../people'
import { openResident, sealResident } from '../people'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { READ_LIMIT } from '../../platform/database'
import type { SealCount } from '../../platform/sealing'
import { countSeals, sealing } from '../../platform/sealing'

interface CollectionReport extends SealCount {
  documents: number
  /** Of people who are found by another index than their number's: with these keys they would be entered twice. */
  wrongIndexes: number
}

type Stored = { _id: string } & Readonly<Record<string, unknown>>

/**
 * Opens every seal there is, collection by collection, and counts. Nothing is changed, and nothing that is sealed is
 * told.
 */
export async function verifySeals(db: Database): Promise<Record<string, CollectionReport>> {
  const report: Record<string, CollectionReport> = {}
  for (const [collection, fields] of Object.entries(SEALED_FIELDS)) {
    const count: CollectionReport = { documents: 0, bound: 0, old: 0, unreadable: 0, wrongIndexes: 0 }
    for (let after = ''; ;) {
      const page = await pageOf(db, collection, after)
      for (const document of page) {
        const { bound, old, unreadable } = countSeals(sealing().at(collection, document._id), document, fields)
        count.documents++
        count.bound += bound
        count.old += old
        count.unreadable += unreadable
        if (collection === 'residents' && isFoundByAnother(document as unknown as ResidentDocument))
          count.wrongIndexes++
      }
      if (page.length < READ_LIMIT) break
      after = page.at(-1)!._id
    }
    report[collection] = count
  }
  return report
}

async function pageOf(db: Database, collection: string, after: string): Promise<readonly Stored[]> {
  return (
    await db
      .collection(collection)
      .where({ _id: db.command.gt(after) })
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
      .get()
  ).data as Stored[]
}

/** Who cannot be opened is counted among the unreadable. */
function isFoundByAnother(resident: ResidentDocument): boolean {
  try {
    const { idIndex, likeness } = sealResident(openResident(resident))
    return idIndex !== resident.idIndex || likeness !== resident.likeness
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
