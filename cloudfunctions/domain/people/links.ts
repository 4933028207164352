import type { LinkDocument, NewLink, UserDocument } from './link-documents'
import type { LinkChange } from './link-machine'
import { withLinkEvent } from './link-machine'
import type { Resident } from './residents'
import { residentsOf } from './residents'
import type { Database, DocumentStore } from '../../platform/database'
import { READ_LIMIT, putDocument, readAll, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'

const LINKS = 'links'
const SELF = 'self~'

const selfLinkId = (resident: string): string => `${SELF}${resident}`

/** `relation` is what the payer calls it, sealed here. */
export function newFamilyLink(openid: string, resident: string, relation: string): NewLink {
  const _id = `${resident}~${openid}`
  return { _id, openid, resident, kind: 'family', relation: sealing().at(LINKS, _id).seal(relation, 'relation') }
}

export function newSelfLink(openid: string, resident: string): NewLink {
  const _id = selfLinkId(resident)
  return { _id, openid, resident, kind: 'self', relation: sealing().at(LINKS, _id).seal('本人', 'relation') }
}

export const relationOf = ({ _id, relation }: LinkDocument): string =>
  sealing().at(LINKS, _id).open(relation, 'relation')

/**
 * What a link is called outside: relatives and clerks see it too, and it does not tell them the payer's openid, which
 * the id in the database holds.
 */
export function publicLinkId({
  _id,
  kind,
  openid,
  resident,
}: Pick<LinkDocument, '_id' | 'kind' | 'openid' | 'resident'>): string {
  return kind === 'self'
    ? _id
    : `${resident}~${sealing().blindIndex(`${resident}:${openid}`, 'linkHandle').slice(0, 22)}`
}

/** The link of a handle; null = none. */
export async function linkByPublicId(db: Database, handle: string): Promise<LinkDocument | null> {
  if (handle.startsWith(SELF)) return readDocument<LinkDocument>(db, LINKS, handle)
  const links = await linksOfResident(db, handle.slice(0, Math.max(0, handle.lastIndexOf('~'))))
  return links.find((link) => publicLinkId(link) === handle) ?? null
}

export async function readSelfLink(from: DocumentStore, resident: string): Promise<LinkDocument | null> {
  return readDocument<LinkDocument>(from, LINKS, selfLinkId(resident))
}

export async function linksOfUser(db: Database, openid: string): Promise<LinkDocument[]> {
  return readAll<LinkDocument>(db, LINKS, { openid })
}

export async function linksOfResident(db: Database, resident: string): Promise<LinkDocument[]> {
  return readAll<LinkDocument>(db, LINKS, { resident })
}

/** Whether any user is linked who can see the resident's record and be reminded. */
export async function isFollowed(db: Database, resident: string): Promise<boolean> {
  return (await linksOfResident(db, resident)).some(({ state }) => state === 'active')
}

/**
 * Does something to a link, inside a transaction.
 * @throws Refusal LINK_NOT_POSSIBLE
 */
export async function changeLink(
  transaction: DocumentStore,
  beginning: NewLink,
  change: LinkChange,
): Promise<LinkDocument> {
  const before = await readDocument<LinkDocument>(transaction, LINKS, beginning._id)
  const after = withLinkEvent(before, beginning, change)
  if (after !== before) await putDocument(transaction, LINKS, after)
  return after
}

export async function removeLink(db: Database, id: string): Promise<void> {
  await db.collection(LINKS).doc(id).remove()
}

/** Whom of these residents a user looks after, or is. At most 1,000 residents. */
export async function followedOf(db: Database, residents: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (let skip = 0; ; skip += READ_LIMIT) {
    const page = (
      await db
        .collection(LINKS)
        .where({ resident: db.command.in(residents), state: 'active' })
        .orderBy('_id', 'asc')
        .skip(skip)
        .limit(READ_LIMIT)
        .field({ resident: true })
        .get()
    ).data as { resident: string }[]
    page.forEach(({ resident }) => found.add(resident))
    if (page.length < READ_LIMIT) return found
  }
}

/** Who looks after these residents: openids by resident. */
export async function linksFollowing(
  db: Database,
  residents: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>()
  for (let at = 0; at < residents.length; at += RESIDENTS_A_READ) {
    const some = residents.slice(at, at + RESIDENTS_A_READ)
    const { data } = await db
      .collection(LINKS)
      .where({ resident: db.command.in(some), state: 'active' })
      .limit(READ_LIMIT)
      .field({ resident: true, openid: true })
      .get()
    for (const { resident, openid } of data as { resident: string; openid: string }[])
      found.set(resident, (found.get(resident) ?? new Set()).add(openid))
  }
  return found
}
/** Few enough that those who look after them fit into a read. */
const RESIDENTS_A_READ = 100

/** The resident that a user is bound as; null = none. */
export async function boundResident(from: DocumentStore, openid: string): Promise<string | null> {
  return (await readDocument<UserDocument>(from, 'users', openid))?.self ?? null
}

export async function bindResident(to: DocumentStore, openid: string, self: string | null): Promise<void> {
  await putDocument<UserDocument>(to, 'users', { _id: openid, self })
}

/** The residents that several users are bound as, by openid; who is unbound is absent. */
async function selvesOf(db: Database, openids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (openids.length === 0) return new Map()
  const users = (
    await db
      .collection('users')
      .where({ _id: db.command.in([...openids]) })
      .limit(1_000)
      .get()
  ).data as UserDocument[]
  return new Map(users.flatMap(({ _id, self }) => (self === null ? [] : [[_id, self]])))
}

export async function removeUser(db: Database, openid: string): Promise<void> {
  await db.collection('users').doc(openid).remove()
}

/** As whom the payers of links are bound, by openid; who is unbound is absent. */
export async function carersOf(db: Database, links: readonly LinkDocument[]): Promise<ReadonlyMap<string, Resident>> {
  const selves = await selvesOf(
    db,
    links.map(({ openid }) => openid),
  )
  const people = new Map((await residentsOf(db, [...new Set(selves.values())])).map((person) => [person.id, person]))
  return new Map([...selves].flatMap(([openid, self]) => (people.has(self) ? [[openid, people.get(self)!]] : [])))
}

/** The users who follow some residents, with consent that holds: openids by resident. */
export async function followersOf(db: Database, residents: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, Set<string>>()
  for (let last = ''; ;) {
    const following = { resident: db.command.in([...new Set(residents)]), state: 'active', _id: db.command.gt(last) }
    const { data } = await db
      .collection(LINKS)
      .where(following)
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
      .field({ resident: true, openid: true })
      .get()
    const links = data as Pick<LinkDocument, '_id' | 'resident' | 'openid'>[]
    for (const { resident, openid } of links) found.set(resident, (found.get(resident) ?? new Set()).add(openid))
    if (links.length < READ_LIMIT) break
    last = links[links.length - 1]!._id
  }
  return new Map([...found].map(([resident, openids]) => [resident, [...openids]]))
}

/** Whom of these residents a user follows, with consent that holds. At most {@link READ_LIMIT}. */
export async function stillFollowed(db: Database, openid: string, residents: readonly string[]): Promise<Set<string>> {
  const { data } = await db
    .collection(LINKS)
    .where({ openid, resident: db.command.in([...new Set(residents)]), state: 'active' })
    .limit(READ_LIMIT)
    .field({ resident: true })
    .get()
  return new Set((data as { resident: string }[]).map(({ resident }) => resident))
}
