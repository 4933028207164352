import { putDocument, readAll, readDocument } from '../../shared/database'
import type { Database, Writable } from '../../shared/database'
import { sealing } from '../../shared/sealing'
import type { VillageDocument } from '../documents'
import type { LinkDocument, NewLink } from '../link-documents'
import { linkAfter } from '../link-states'
import type { LinkChange } from '../link-states'

const SELF = 'self~'

export const selfLinkId = (resident: string): string => `${SELF}${resident}`

/** `relation` is what the payer calls it, sealed here. */
export function newFamilyLink(openid: string, resident: string, relation: string): NewLink {
  return { _id: `${resident}~${openid}`, openid, resident, kind: 'family', relation: sealing().seal(relation, 'relation') }
}

export function newSelfLink(openid: string, resident: string): NewLink {
  return { _id: selfLinkId(resident), openid, resident, kind: 'self', relation: sealing().seal('本人', 'relation') }
}

export const relationOf = ({ relation }: LinkDocument): string => sealing().open(relation, 'relation')

/**
 * What a link is called outside: relatives and clerks see it too, and it does not tell them the payer's openid, which
 * the id in the database holds.
 */
export function handleOf({ _id, kind, openid, resident }: Pick<LinkDocument, '_id' | 'kind' | 'openid' | 'resident'>): string {
  return kind === 'self' ? _id : `${resident}~${sealing().blindIndex(`${resident}:${openid}`, 'linkHandle').slice(0, 22)}`
}

/** The link of a handle; null = none. */
export async function linkByHandle(db: Database, handle: string): Promise<LinkDocument | null> {
  if (handle.startsWith(SELF)) return readDocument<LinkDocument>(db, 'links', handle)
  const links = await linksOfResident(db, handle.slice(0, Math.max(0, handle.lastIndexOf('~'))))
  return links.find((link) => handleOf(link) === handle) ?? null
}

export async function readSelfLink(from: Writable, resident: string): Promise<LinkDocument | null> {
  return readDocument<LinkDocument>(from, 'links', selfLinkId(resident))
}

export async function linksOfUser(db: Database, openid: string): Promise<LinkDocument[]> {
  return readAll<LinkDocument>(db, 'links', { openid })
}

export async function linksOfResident(db: Database, resident: string): Promise<LinkDocument[]> {
  return readAll<LinkDocument>(db, 'links', { resident })
}

/** Whether any user is linked who can see the resident's record and be reminded. */
export async function isFollowed(db: Database, resident: string): Promise<boolean> {
  return (await linksOfResident(db, resident)).some(({ state }) => state === 'active')
}

/**
 * Does something to a link, inside a transaction.
 * @throws Refusal LINK_NOT_POSSIBLE
 */
export async function changeLink(transaction: Writable, beginning: NewLink, change: LinkChange): Promise<LinkDocument> {
  const before = await readDocument<LinkDocument>(transaction, 'links', beginning._id)
  const after = linkAfter(before, beginning, change)
  if (after !== before) await putDocument(transaction, 'links', after)
  return after
}

export async function removeLink(db: Database, id: string): Promise<void> {
  await db.collection('links').doc(id).remove()
}

/** The villages that several people belong to, for their cards. */
export async function villagesByIds(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, VillageDocument>> {
  if (ids.length === 0) return new Map()
  const found = (await db.collection('villages').where({ _id: db.command.in([...new Set(ids)]) }).limit(1_000).get()).data as VillageDocument[]
  return new Map(found.map((village) => [village._id, village]))
}
