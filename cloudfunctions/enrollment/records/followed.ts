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

/** Who looks after these residents: openids by resident. */
export async function linksFollowing(db: Database, residents: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>()
  for (let at = 0; at < residents.length; at += RESIDENTS_A_READ) {
    const some = residents.slice(at, at + RESIDENTS_A_READ)
    const { data } = await db.collection('links').where({ resident: db.command.in(some), state: 'active' }).limit(DOCUMENTS_A_READ).field({ resident: true, openid: true }).get()
    for (const { resident, openid } of data as { resident: string; openid: string }[]) found.set(resident, (found.get(resident) ?? new Set()).add(openid))
  }
  return found
}
/** Few enough that those who look after them fit into a read. */
const RESIDENTS_A_READ = 100
