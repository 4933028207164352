import { DOCUMENTS_A_READ } from '../../shared/database'
import type { Database } from '../../shared/database'

/** Whom of these residents a user looks after, or is. At most 1,000 residents. */
export async function followedOf(db: Database, residents: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (let skip = 0; ; skip += DOCUMENTS_A_READ) {
    const page = (await db.collection('links').where({ resident: db.command.in(residents), state: 'active' })
      .orderBy('_id', 'asc').skip(skip).limit(DOCUMENTS_A_READ).field({ resident: true }).get()).data as { resident: string }[]
    page.forEach(({ resident }) => found.add(resident))
    if (page.length < DOCUMENTS_A_READ) return found
  }
}
