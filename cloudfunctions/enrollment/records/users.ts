import { putDocument, readDocument } from '../../shared/database'
import type { Database, Writable } from '../../shared/database'
import type { UserDocument } from '../link-documents'

/** The resident that a user is bound as; null = none. */
export async function selfOf(from: Writable, openid: string): Promise<string | null> {
  return (await readDocument<UserDocument>(from, 'users', openid))?.self ?? null
}

export async function setSelf(to: Writable, openid: string, self: string | null): Promise<void> {
  await putDocument<UserDocument>(to, 'users', { _id: openid, self })
}

/** The residents that several users are bound as, by openid; who is unbound is absent. */
export async function selvesOf(db: Database, openids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (openids.length === 0) return new Map()
  const users = (await db.collection('users').where({ _id: db.command.in([...openids]) }).limit(1_000).get()).data as UserDocument[]
  return new Map(users.flatMap(({ _id, self }) => (self === null ? [] : [[_id, self]])))
}

export async function removeUser(db: Database, openid: string): Promise<void> {
  await db.collection('users').doc(openid).remove()
}
