import type { Phase, Work } from './night-state'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { forgetOldKeys, inTransaction, readDocument } from '../../platform/database'
import type { SealedFields } from '../../platform/sealing'
import { resealDocument } from '../../platform/sealing'

/**
 * Every sealed field of every collection and the purpose it is sealed for. `*` stands for each entry of a list; at the
 * end the entries themselves are sealed.
 * A field that is added to `documents.ts` as `Sealed` is added here.
 */
export const SEALED_FIELDS = {
  households: { address: 'address' },
  residents: {
    idNumber: 'idNumber',
    name: 'name',
    birthDate: 'birthDate',
    phone: 'phone',
    address: 'address',
    categories: 'categories',
    hukou: { wasClear: 'hukou' },
  },
  enrolments: { told: 'told', certified: 'certified', 'events.*.facts': 'facts', 'assessment.detail': 'detail' },
  links: { relation: 'relation' },
  appointments: { who: 'appointment' },
  invitations: { who: 'appointment' },
  'appointment-changes': { who: 'appointment', words: 'appointment/words' },
  proposals: {
    request: 'proposal/request',
    words: 'proposal/words',
    because: 'proposal/because',
    'decided.because': 'proposal/decided',
  },
  'roster-batches': { 'tally.effects': 'rosterEffects', 'tally.near': 'rosterNear' },
  'place-words': { word: 'placeWord' },
  'scheme-lists': { sender: 'schemeSender', called: 'fileName', unclearRows: 'schemeUnclear' },
  overlaps: { facts: 'overlap', 'settled.because': 'overlapReason' },
  'outward-files': { maker: 'outwardMaker' },
  'outward-lines': { facts: 'outwardLine' },
  'outward-answers': { called: 'fileName', reasons: 'outwardReasons', unclearRows: 'outwardUnclear' },
  'roster-entries': { facts: 'rosterEntry' },
  'tax-files': { choice: 'fileChoice', called: 'fileName', leftRows: 'leftRows', 'withdrawn.because': 'deskNote' },
  'file-choices': { choice: 'fileChoice' },
  'tax-rows': {
    facts: 'taxRow',
    'settlement.because': { wasClear: 'taxReason' },
    'settlement.evidence': { wasClear: 'taxEvidence' },
  },
  orders: {
    'events.*.because': { wasClear: 'orderReason' },
    'events.*.transaction': { wasClear: 'orderPaper' },
    'transactions.*': { wasClear: 'orderPaper' },
  },
  deposits: { slip: { wasClear: 'bankSlip' } },
  receipts: { because: { wasClear: 'receiptReason' } },
  'payment-oddities': {
    'events.*.because': { wasClear: 'unmatchedReason' },
    'events.*.evidence': { wasClear: 'unmatchedEvidence' },
  },
  'receipt-papers': { because: { wasClear: 'paperReason' } },
  refunds: {
    'asked.why': 'refundReason',
    refusedBecause: { wasClear: 'refundRefusal' },
    'sent.evidence': { wasClear: 'refundEvidence' },
  },
  'cash-conflicts': { 'settled.note': 'deskNote' },
  contacts: { 'contacts.*.note': 'deskNote' },
  'subsidy-payments': { evidence: 'subsidyPayment/evidence', 'records.*.takenBack.because': 'subsidyPayment/because' },
  'duty-marks': { evidence: 'deskNote', paper: { wasClear: 'dutyPaper' }, 'check.because': 'handIn/because' },
  'posted-rows': { rows: 'postedRows' },
  postings: {
    'check.because': 'handIn/because',
    'objections.*.by': 'objector',
    'objections.*.what': 'objection',
    'objections.*.answer.sealed': 'objection/answer',
  },
} as const satisfies Readonly<Record<string, SealedFields>>

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
  let unreadable = sealed.unreadable ?? 0
  for (const document of page) {
    try {
      if (resealDocument(sealing.at(collection, document._id), document, fields) === null) continue
      if (
        await resealStored(db, collection, document._id, (stored) =>
          resealDocument(sealing.at(collection, stored._id), stored, fields),
        )
      )
        resealed++
    } catch (error) {
      if (!(error instanceof Refusal) || error.error.code !== 'SEALED_UNREADABLE') throw error
      // What does not open is left as it is, and its key stays needed: `verify-seals` counts it.
      work.leaveOut(error)
      unreadable++
    }
  }
  const next = COLLECTIONS[COLLECTIONS.indexOf(collection) + 1]
  const place =
    page.length === PAGE ? { collection, after: page[page.length - 1]!._id } : { collection: next ?? null, after: null }
  const isLast = page.length < PAGE && next === undefined
  if (isLast && unreadable === 0) await forgetOldKeys(db, sealing)
  await work.save(
    { resealed: night.resealed + resealed, lookedAt: night.lookedAt + page.length },
    { mark: isLast ? mark : sealed.mark, ...place, ...(unreadable === 0 ? {} : { unreadable }) },
  )
  return isLast
}

type StoredDocument = { _id: string } & Readonly<Record<string, unknown>>

/** The next documents of a collection in the order of ids; `after` null = from the beginning. */
async function nextDocuments(
  db: Database,
  collection: string,
  after: string | null,
  limit: number,
): Promise<StoredDocument[]> {
  const ordered = db
    .collection(collection)
    .where({ _id: db.command.gt(after ?? '') })
    .orderBy('_id', 'asc')
    .limit(limit)
  return (await ordered.get()).data as StoredDocument[]
}

/**
 * Reads, seals anew and writes one document at once, so that what is recorded meanwhile is not lost; false = nothing to
 * do.
 */
function resealStored(
  db: Database,
  collection: string,
  id: string,
  resealed: (stored: StoredDocument) => Record<string, unknown> | null,
): Promise<boolean> {
  return inTransaction(db, async (transaction) => {
    const stored = await readDocument<StoredDocument>(transaction, collection, id)
    const update = stored === null ? null : resealed(stored)
    if (update === null) return false
    await transaction.collection(collection).doc(id).update({ data: update })
    return true
  })
}
