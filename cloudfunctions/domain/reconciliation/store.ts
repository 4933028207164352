import { createHash } from 'node:crypto'
import { guessIdKind, numberIndex } from '../people'
import type { RowFacts, TaxFileDocument, TaxRowDocument } from './documents'
import type { FileRow } from './file-rows'
import type { Mismatch } from './judge-row'
import { Refusal } from '../../platform/base'
import type { Database, DocumentStore } from '../../platform/database'
import { addDocument, READ_LIMIT, isDuplicate, putDocument, readDocument } from '../../platform/database'
import type { DocumentSealing } from '../../platform/sealing'
import { sealing, textsOf } from '../../platform/sealing'

const FILES = 'tax-files'

/** The seals of a tax file's document. */
export const sealsOfFile = (file: string): DocumentSealing => sealing().at(FILES, file)
export const ROWS = 'tax-rows'
const TEXTS = textsOf(ROWS, { 'settlement.because': 'taxReason', 'settlement.evidence': 'taxEvidence' })
/** As they are read; what people wrote in them is opened. */
export const rowsFound = (data: readonly unknown[]): TaxRowDocument[] => (data as TaxRowDocument[]).map(TEXTS.opened)
const KEY_LENGTH = 32
const FILES_REMEMBERED = 20
const SAID_LENGTH = 12

export const taxFileId = (region: string, bytes: Buffer): string =>
  `${region}~${createHash('sha256').update(region).update(bytes).digest('hex').slice(0, KEY_LENGTH)}`

export const readTaxFile = (from: DocumentStore, id: string): Promise<TaxFileDocument | null> =>
  readDocument<TaxFileDocument>(from, FILES, id)

/** A file that nobody has sent before, or that was withdrawn; else the one that there is. */
export async function addTaxFile(
  db: Database,
  file: TaxFileDocument,
  withdrawn: TaxFileDocument | null = null,
): Promise<TaxFileDocument> {
  if (withdrawn !== null) {
    await putDocument(db, FILES, file)
    return file
  }
  return (await addDocument(db, FILES, file)) ? file : requireTaxFile(db, file._id)
}

/** Writes down how far a file has come, unless somebody else did so since it was read: then it is as they left it. */
export async function advanceTaxFile(
  db: Database,
  before: TaxFileDocument,
  change: Partial<TaxFileDocument>,
): Promise<{ file: TaxFileDocument; ahead: boolean }> {
  const { _id, ...data } = { ...before, ...change, version: before.version + 1 }
  const { stats } = await db
    .collection(FILES)
    .where({ _id, version: before.version })
    .update({ data: { ...data, upload: db.command.set(data.upload) } })
  return stats.updated === 1
    ? { file: { _id, ...data }, ahead: false }
    : { file: await requireTaxFile(db, _id), ahead: true }
}

/** Why no timer goes on with it. */
export async function recordFailure(db: Database, file: string, trouble: string): Promise<void> {
  await db.collection(FILES).where({ _id: file }).update({ data: { trouble } })
}

/** Files of all places with which a timer is to go on. */
/** Says on a file why the watch leaves it be for a while; it is tried again by itself. null = it goes on. */
export async function noteWaiting(db: Database, file: string, waiting: string | null): Promise<void> {
  await db.collection(FILES).where({ _id: file }).update({ data: { waiting } })
}

export async function taxFilesLeft(db: Database, count: number): Promise<TaxFileDocument[]> {
  const state = db.command.in(['reading', 'matching', 'missing'] satisfies TaxFileDocument['state'][])
  return (await db.collection(FILES).where({ state, trouble: null }).orderBy('_id', 'asc').limit(count).get())
    .data as TaxFileDocument[]
}

/** The file that somebody's parts of this name were; null = none of the last. */
export async function taxFileOfUpload(
  db: Database,
  region: string,
  { by, file: name }: TaxFileDocument['upload'],
): Promise<TaxFileDocument | null> {
  return (
    (await taxFilesOf(db, region, FILES_REMEMBERED)).find(({ upload }) => upload.by === by && upload.file === name) ??
    null
  )
}

/** @throws Refusal TAX_FILE_NOT_FOUND */
export async function requireTaxFile(from: DocumentStore, id: string): Promise<TaxFileDocument> {
  const file = await readTaxFile(from, id)
  if (file !== null) return file
  throw new Refusal({
    code: 'TAX_FILE_NOT_FOUND',
    path: 'taxFile',
    message: '没有找到这个税务文件，什么也没有改动。请返回列表，下拉刷新后再点一次。',
  })
}

export async function taxFilesOf(db: Database, region: string, count: number): Promise<TaxFileDocument[]> {
  return (await db.collection(FILES).where({ region }).orderBy('at', 'desc').limit(count).get())
    .data as TaxFileDocument[]
}

/** A row as it is kept. `nth`: which of those alike in the file it is, where the file gives no voucher. */
export function taxRow(
  file: Pick<TaxFileDocument, '_id' | 'region'>,
  { row, idNumber, name, voucher, state, ...told }: FileRow,
  nth: number,
): TaxRowDocument {
  const { blindIndex } = sealing()
  const { year, amount, paidOn, arrivedOn, elsewhere, faults } = told
  const person = idNumber === '' ? '' : numberIndex(guessIdKind(idNumber), idNumber)
  const which = voucher === null ? [amount, paidOn, arrivedOn, name, nth] : [voucher]
  const _id = blindIndex(JSON.stringify([file.region, person, year, ...which]), 'taxRow').slice(0, KEY_LENGTH)
  return {
    _id,
    file: file._id,
    region: file.region,
    row,
    person,
    year,
    amount,
    paidOn,
    arrivedOn,
    elsewhere,
    faults,
    facts: sealFactsOfRow(_id, { name, idNumber, voucher, ...(state === undefined ? {} : { state }) }),
    said: blindIndex(JSON.stringify([name, amount, paidOn, arrivedOn, elsewhere, faults]), 'taxRowSays').slice(
      0,
      SAID_LENGTH,
    ),
    state: 'read',
    outcome: null,
    why: null,
    enrolment: '',
    due: null,
    heldBack: 0,
    settlement: null,
  }
}

export const sealFactsOfRow = (row: string, facts: RowFacts): string =>
  sealing().at(ROWS, row).seal(JSON.stringify(facts), 'taxRow')
/** @throws Refusal SEALED_UNREADABLE */
export const sealedFactsOfRow = ({ _id, facts }: Pick<TaxRowDocument, '_id' | 'facts'>): RowFacts =>
  JSON.parse(sealing().at(ROWS, _id).open(facts, 'taxRow')) as RowFacts

interface Stored {
  rows: number
  again: number
}

/**
 * Keeps rows that are not kept yet. One that is, from this file or an earlier one, stays as it is; if it says something
 * else now, that is a row of its own, for a person to look at; but where nothing could be made of it before, it takes
 * its place.
 */
export async function storeRows(db: Database, file: string, rows: readonly TaxRowDocument[]): Promise<Stored> {
  const kept = new Map(
    (
      await rowsWithIds(
        db,
        rows.map(({ _id }) => _id),
      )
    ).map((one) => [one._id, one]),
  )
  const [fresh, mended]: [TaxRowDocument[], TaxRowDocument[]] = [[], []]
  let again = 0
  for (const row of rows) {
    const before = kept.get(row._id)
    if (before !== undefined && (before.state === 'withdrawn' || (before.said !== row.said && isReplaced(before)))) {
      const anew = before.state === 'withdrawn' ? { ...row, withdrawals: (before.withdrawals ?? 0) + 1 } : row
      kept.set(row._id, anew)
      mended.push(anew)
    } else if (before === undefined || before.said !== row.said) {
      const stored = before === undefined ? row : besideFormer(row)
      if (kept.has(stored._id)) continue
      kept.set(row._id, before ?? row).set(stored._id, stored)
      fresh.push(stored)
    } else if (before.file !== file || before.row !== row.row) again++
  }
  await addRows(db, fresh)
  for (const row of mended) await putTaxRow(db, row)
  await takeOver(
    db,
    file,
    rows.filter(({ _id }) => kept.get(_id)!.file !== file && kept.get(_id)!.state === 'read').map(({ _id }) => _id),
  )
  return { rows: rows.length, again }
}

/** A row that says something else than one of the same voucher: under an id of its own, to which its seals are bound anew. */
function besideFormer(row: TaxRowDocument): TaxRowDocument {
  const _id = `${row._id}~${row.said}`
  return { ...row, _id, facts: sealFactsOfRow(_id, sealedFactsOfRow(row)), faults: [...row.faults, 'VOUCHER_CHANGED'] }
}

/** A row of which nothing was counted and nothing settled: sent again and put right, it is the new one. */
const isReplaced = ({ state, outcome, heldBack }: TaxRowDocument): boolean =>
  state === 'open' && outcome === 'unreadable' && heldBack === 0

/** Of an earlier file that nobody went on with: this one does. */
async function takeOver(db: Database, file: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await db
      .collection(ROWS)
      .where({ _id: db.command.in([...ids]), state: 'read' })
      .update({ data: { file } })
}

/** All at once; if some are there already, from a call that broke off, one by one. */
async function addRows(db: Database, rows: readonly TaxRowDocument[]): Promise<void> {
  if (rows.length === 0) return
  try {
    await db.collection(ROWS).add({ data: rows })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    for (const row of rows) if ((await readTaxRow(db, row._id)) === null) await putTaxRow(db, row)
  }
}

/** At most {@link READ_LIMIT}, in no order. */
export async function rowsWithIds(db: Database, ids: readonly string[]): Promise<TaxRowDocument[]> {
  if (ids.length === 0) return []
  const those = db.collection(ROWS).where({ _id: db.command.in([...ids]) })
  return rowsFound((await those.limit(READ_LIMIT).get()).data)
}

export async function readTaxRow(from: DocumentStore, id: string): Promise<TaxRowDocument | null> {
  const row = await readDocument<TaxRowDocument>(from, ROWS, id)
  return row === null ? null : TEXTS.opened(row)
}
export const putTaxRow = (to: DocumentStore, row: TaxRowDocument): Promise<void> =>
  putDocument(to, ROWS, TEXTS.sealed(row))

/** @throws Refusal TAX_ROW_NOT_FOUND */
export async function requireTaxRow(from: DocumentStore, id: string): Promise<TaxRowDocument> {
  const row = await readTaxRow(from, id)
  if (row !== null) return row
  throw new Refusal({
    code: 'TAX_ROW_NOT_FOUND',
    path: 'row',
    message: '没有找到文件里的这一笔，什么也没有改动。请返回列表，下拉刷新后再点一次。',
  })
}

/** Rows of a file in a state, in the order of ids, after one. */
export async function rowsIn(
  db: Database,
  file: string,
  state: TaxRowDocument['state'],
  count: number,
  after = '',
): Promise<TaxRowDocument[]> {
  const those = db.collection(ROWS).where({ file, state, _id: db.command.gt(after) })
  return rowsFound((await those.orderBy('_id', 'asc').limit(count).get()).data)
}

/**
 * Ids alone, from somewhere in their order on and round to its beginning, so that two who look for work seldom take the
 * same.
 */
export async function rowIdsIn(
  db: Database,
  file: string,
  state: TaxRowDocument['state'],
  count: number,
  from: string,
): Promise<string[]> {
  const query = async (_id: unknown, most: number) =>
    (await db.collection(ROWS).where({ file, state, _id }).field({ _id: true }).orderBy('_id', 'asc').limit(most).get())
      .data as { _id: string }[]
  const after = await query(db.command.gte(from), count)
  const before = after.length === count ? [] : await query(db.command.lt(from), count - after.length)
  return [...after, ...before].map(({ _id }) => _id)
}

export async function countRows(
  db: Database,
  file: string,
  equal: { state?: TaxRowDocument['state']; outcome?: Mismatch },
): Promise<number> {
  return (
    await db
      .collection(ROWS)
      .where({ file, ...equal })
      .count()
  ).total
}

/** After the deed itself, which says what it did in the claims: done again it is the same. */
export async function markMatched(db: Database, rows: readonly string[]): Promise<void> {
  if (rows.length > 0)
    await db
      .collection(ROWS)
      .where({ _id: db.command.in([...rows]) })
      .update({ data: { state: 'matched', outcome: 'matched' } })
}
