import { defineAction, requirePermission, writeAudit } from '../access'
import { rostersContract } from './contract'
import type { BatchDocument } from './documents'
import { openNear, requireBatch } from './store'
import { bareWord, identitiesNear, listTerms } from './terms'
import { Refusal } from '../../platform/base'
import { isKeyOf } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { READ_LIMIT, putDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'

/**
 * What a word that offices write, and no notice has, is in a place: 五保户 are 特困人员. `_id` is of both. Nobody is given
 * a subsidy, or loses one, by such a word before a person of the county has said so.
 */
interface WordDocument {
  _id: string
  region: string
  /** As it is written, sealed: what stands in a column may be anything. */
  word: string
  /** In the words of the notices. */
  identity: string
  /** openid */
  by: string
  /** ms since 1970 */
  at: number
}

const COLLECTION = 'place-words'
const KEY_LENGTH = 24

const wordId = (region: string, word: string): string =>
  `${region}~${sealing()
    .blindIndex(`${region}:${bareWord(word)}`, 'placeWord')
    .slice(0, KEY_LENGTH)}`

/** What a place has said of words, by how they compare. */
export type PlaceWords = ReadonlyMap<string, string>

export async function placeWords(db: Database, region: string): Promise<PlaceWords> {
  const found = (await db.collection(COLLECTION).where({ region }).orderBy('_id', 'asc').limit(READ_LIMIT).get())
    .data as WordDocument[]
  return new Map(
    found.map(({ _id, word, identity }) => [bareWord(sealing().at(COLLECTION, _id).open(word, 'placeWord')), identity]),
  )
}

/** Words of a list that are near to the notice's, whom each touches, and what the place says that they are. */
export const nearWords = /* @__PURE__ */ defineAction(rostersContract, 'nearWords', {
  permission: 'rosters',
  async run({ batch: id }, { db, ...context }) {
    const batch = await requireBatch(db, id)
    await requirePermission({ db, ...context }, 'rosters', { id, region: batch.region })
    const said = await placeWords(db, batch.region)
    const { policy, groups } = listTerms(batch)
    const theirs = Object.entries(policy.identities)
      .filter(([, { group }]) => groups.includes(group))
      .map(([name]) => name)
    return {
      words: Object.entries(openNear(batch)).map(([word, { rows, people }]) => ({
        word,
        rows,
        people,
        near: nearFirst(word, theirs),
        said: said.get(bareWord(word)) ?? null,
      })),
    }
  },
})

/** Those that it comes near to, then all others that the sender may certify. */
function nearFirst(word: string, theirs: readonly string[]): readonly string[] {
  return [...new Set([...identitiesNear(word, theirs), ...theirs])]
}

/**
 * A person of the county says what such a word is in their place, for this list and all that come after; the list is
 * checked anew then (`recheckRoster`).
 * @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, UNKNOWN_WORD, UNKNOWN_IDENTITY
 */
export const sayNearWord = /* @__PURE__ */ defineAction(rostersContract, 'sayNearWord', {
  permission: 'confirmRoster',
  async run({ operation, batch: id, word, identity }, context) {
    const { db, caller, now, today } = context
    const batch = await requireBatch(db, id)
    const { region } = batch
    await requirePermission(context, 'confirmRoster', { id, region })
    requireKnown(batch, word, identity)
    await writeAudit(db, {
      ...{ deed: operation, at: now, day: today, openid: caller.openid, action: 'sayNearWord', target: id, region },
      outcome: 'done',
      why: identity,
    })
    const _id = wordId(region, word)
    await putDocument<WordDocument>(db, COLLECTION, {
      ...{ _id, region, word: sealing().at(COLLECTION, _id).seal(word, 'placeWord'), identity },
      ...{ by: caller.openid, at: now },
    })
    return { word, identity, rows: openNear(batch)[word]?.rows ?? 0 }
  },
})

function requireKnown(batch: BatchDocument, word: string, identity: string): void {
  if (!isKeyOf(openNear(batch), word))
    throw new Refusal({
      code: 'UNKNOWN_WORD',
      path: 'word',
      message: '这份名册里没有这个要问的写法，没有记下来。请下拉刷新后再看。',
    })
  const { policy, groups } = listTerms(batch)
  const known = isKeyOf(policy.identities, identity) ? policy.identities[identity] : undefined
  if (known !== undefined && groups.includes(known.group)) return
  throw new Refusal({
    code: 'UNKNOWN_IDENTITY',
    path: 'identity',
    found: identity,
    message: `“${identity}”不是通知里由这个部门认定的类别，没有记下来。请从列出的类别里选。`,
  })
}
