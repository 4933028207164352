import { Refusal } from '../base'
import { sealing } from '../sealing'
import type { Sealing } from '../sealing'
import type { Database } from './database'
import { addDocument, readDocument } from './database'

const COLLECTION = 'key-checks'
const ID = 'keys'

/** By which keys this database's texts are sealed and found. It tells nothing of the keys to who has none. */
interface KeyCheckDocument {
  _id: typeof ID
  /** A blind index of a known text: another index key, or another cipher's hash, makes another. */
  index: string
  /** Key id → a known text sealed by that key. A key that is not named has sealed nothing here. */
  seals: Readonly<Record<string, string>>
}

const KNOWN = 'canbao'
const indexOf = (keys: Sealing): string => keys.blindIndex(KNOWN, 'keyCheck')
const sealsOf = (keys: Sealing) => keys.at(COLLECTION, ID)
const newSeal = (keys: Sealing): string => sealsOf(keys).seal(KNOWN, 'keyCheck')

/** What is wrong with the keys at hand, for this database; null = nothing. Pure but for the ciphers. */
function keyFault({ index, seals }: KeyCheckDocument, keys: Sealing): 'index' | 'absent' | 'other' | null {
  if (index !== indexOf(keys)) return 'index'
  const ids = Object.keys(seals)
  if (ids.some((id) => !keys.keyIds.includes(id))) return 'absent'
  return ids.every((id) => opensHere(seals[id]!, keys)) ? null : 'other'
}

function opensHere(seal: string, keys: Sealing): boolean {
  try {
    return sealsOf(keys).open(seal, 'keyCheck') === KNOWN
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

const WORDS = {
  index: '检索用的密钥（CANBAO_INDEX_KEY，或者 CANBAO_CIPHER 选的方法）和建这个库时用的不是同一个',
  absent: '加密用的密钥表（CANBAO_SEALING_KEYS）里少了一把还在用的密钥',
  other: '加密用的密钥（CANBAO_SEALING_KEYS）和存资料时用的不是同一把',
}

/**
 * Whether this process's keys are those by which the database's texts are sealed and found. The first that comes to an
 * empty database leaves a check value there; a new first key leaves its own, beside the old one's.
 * @throws Refusal KEYS_MISMATCH: nothing is read or written under other keys, as people would be entered twice
 */
export async function requireSameKeys(db: Database, keys: Sealing = sealing()): Promise<void> {
  const [first] = keys.keyIds
  const kept = await readDocument<KeyCheckDocument>(db, COLLECTION, ID)
  if (kept === null) {
    const fresh: KeyCheckDocument = { _id: ID, index: indexOf(keys), seals: { [first!]: newSeal(keys) } }
    // Another was faster: what it left is looked at.
    return (await addDocument(db, COLLECTION, fresh)) ? undefined : requireSameKeys(db, keys)
  }
  const fault = keyFault(kept, keys)
  if (fault !== null) {
    throw new Refusal({
      code: 'KEYS_MISMATCH',
      message: `为了不弄坏已有的资料，系统先停下了，什么也没有读写：${WORDS[fault]}。请系统管理员把原来的密钥放回云函数的环境变量。`,
    })
  }
  if (kept.seals[first!] !== undefined) return undefined
  const unnamed = { _id: ID, [`seals.${first!}`]: db.command.eq(null) }
  const { stats } = await db
    .collection(COLLECTION)
    .where(unnamed)
    .update({ data: { [`seals.${first!}`]: newSeal(keys) } })
  return stats.updated === 1 ? undefined : requireSameKeys(db, keys)
}

/** Once everything is sealed by the first key: the others may be taken out of the ring. */
export async function forgetOldKeys(db: Database, keys: Sealing): Promise<void> {
  const seals = { [keys.keyIds[0]!]: newSeal(keys) }
  await db
    .collection(COLLECTION)
    .doc(ID)
    .update({ data: { seals: db.command.set(seals) } })
}
