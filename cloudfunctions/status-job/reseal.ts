import { SEALED_FIELDS } from '../enrollment/sealed-fields'
import { resealDocument } from '../shared/sealing/reseal-document'
import { nextDocuments, resealStored } from './records/sealed-documents'
import type { Phase, Work } from './work'

/** Of the 30,000 writes a day of the old base plan this leaves most to the day. */
const LOOKED_AT_A_NIGHT = 10_000
const PAGE = 200

const COLLECTIONS = Object.keys(SEALED_FIELDS) as (keyof typeof SEALED_FIELDS)[]

/**
 * After a change of keys: seals documents anew, some each night, until none is left that the old key has to open. Then
 * the job's state names the new key, and the old one may be taken out of the ring.
 */
export const reseal: Phase = async (work) => {
  if (work.day !== work.today || work.sealed.mark === work.mark) return true
  while (work.night.lookedAt < LOOKED_AT_A_NIGHT) {
    if (work.outOfTime()) return false
    if (await resealPage(work)) return true
  }
  return true
}

/** True = that was the last. */
async function resealPage(work: Work): Promise<boolean> {
  const { db, sealing, sealed, night, mark } = work
  const collection = COLLECTIONS.find((name) => name === sealed.collection) ?? COLLECTIONS[0]!
  const fields = SEALED_FIELDS[collection]
  const page = await nextDocuments(db, collection, sealed.after, PAGE)
  let resealed = 0
  for (const document of page) {
    if (resealDocument(sealing, document, fields) === null) continue
    if (await resealStored(db, collection, document._id, (stored) => resealDocument(sealing, stored, fields))) resealed++
  }
  const next = COLLECTIONS[COLLECTIONS.indexOf(collection) + 1]
  const place = page.length === PAGE ? { collection, after: page[page.length - 1]!._id } : { collection: next ?? null, after: null }
  const isLast = page.length < PAGE && next === undefined
  await work.save({ resealed: night.resealed + resealed, lookedAt: night.lookedAt + page.length }, { mark: isLast ? mark : sealed.mark, ...place })
  return isLast
}
