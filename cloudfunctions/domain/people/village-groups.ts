import { normalisedGroup } from './cell-values'
import type { VillageDocument } from './documents'
import type { Database } from '../../platform/database'
import { READ_LIMIT, readDocument } from '../../platform/database'

/**
 * Village groups (村民小组). They are written with people, not with households: a household is of the groups that its
 * people are written in. Somebody with whom none is written goes with the others; a household of two groups, or of
 * none, is for whoever has the whole village.
 */
interface Placed {
  _id: string
  household: string
  group: string | null
}

/** Whether what is of `written` lies wholly within `groups`; what is of no group lies in none. */
export function areOfGroups(written: readonly string[], groups: readonly string[]): boolean {
  const wanted = new Set(groups.map(oneSpelling))
  return written.length > 0 && written.every((group) => wanted.has(oneSpelling(group)))
}

/** The groups of a household of a village, each once; of one elsewhere, none. */
export async function groupsOfHousehold(db: Database, village: string, household: string): Promise<string[]> {
  const { data } = await db
    .collection('residents')
    .where({ household, village })
    .limit(READ_LIMIT)
    .field({ group: true })
    .get()
  return distinct((data as Placed[]).map(({ group }) => group))
}

/** Those of the household to which somebody belongs. */
export async function groupsOfResident(db: Database, village: string, resident: string): Promise<string[]> {
  const found = await readDocument<Placed>(db, 'residents', resident)
  return found === null ? [] : groupsOfHousehold(db, village, found.household)
}

/** All groups that are written in a village or were listed for it, by name. */
export async function groupsOfVillage(db: Database, village: string): Promise<string[]> {
  const written = [...(await groupsByHousehold(db, village)).values()].flat()
  const listed = (await readDocument<VillageDocument>(db, 'villages', village))?.groups ?? []
  return distinct([...written, ...listed]).sort((a, b) => a.localeCompare(b, 'zh', { numeric: true }))
}

/** The households of a village that lie wholly within some of its groups. */
export async function householdsOfGroups(
  db: Database,
  village: string,
  groups: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set(
    [...(await groupsByHousehold(db, village))].flatMap(([household, written]) =>
      areOfGroups(distinct(written), groups) ? [household] : [],
    ),
  )
}

/** Two small fields of everybody of a village: three readings for three thousand people. */
async function groupsByHousehold(db: Database, village: string): Promise<ReadonlyMap<string, (string | null)[]>> {
  const found = new Map<string, (string | null)[]>()
  for (let after = ''; ;) {
    const { data } = await db
      .collection('residents')
      .where({ village, _id: db.command.gt(after) })
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
      .field({ household: true, group: true })
      .get()
    const page = data as Placed[]
    for (const { household, group } of page) found.set(household, [...(found.get(household) ?? []), group])
    if (page.length < READ_LIMIT) return found
    after = page.at(-1)!._id
  }
}

/** 一组, 第1组 and 1组 are one. Thousands of people are written in a few groups, so each spelling is read once. */
const oneSpelling = (group: string): string => {
  const known = spellings.get(group) ?? normalisedGroup(group)
  if (spellings.size < SPELLINGS_KEPT) spellings.set(group, known)
  return known
}
const SPELLINGS_KEPT = 2_000
const spellings = new Map<string, string>()

const distinct = (written: readonly (string | null)[]): string[] => [
  ...new Set(written.flatMap((group) => (group === null || group === '' ? [] : [oneSpelling(group)]))),
]
