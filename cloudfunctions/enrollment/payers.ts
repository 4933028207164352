import type { Database } from '../shared/database'
import type { LinkDocument } from './link-documents'
import { residentsOf } from './records/residents'
import type { Resident } from './records/residents'
import { selvesOf } from './records/users'

/** As whom the payers of links are bound, by openid; who is unbound is absent. */
export async function payersOf(db: Database, links: readonly LinkDocument[]): Promise<ReadonlyMap<string, Resident>> {
  const selves = await selvesOf(db, links.map(({ openid }) => openid))
  const people = new Map((await residentsOf(db, [...new Set(selves.values())])).map((person) => [person.id, person]))
  return new Map([...selves].flatMap(([openid, self]) => (people.has(self) ? [[openid, people.get(self)!]] : [])))
}
