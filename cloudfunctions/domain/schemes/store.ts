import type { OverlapDocument, OverlapFacts, SchemeListDocument } from './documents'
import type { OverlapState } from './overlap-machine'
import { Refusal } from '../../platform/base'
import type { Database, DocumentStore } from '../../platform/database'
import { pageLatestFirst, putDocument, READ_LIMIT, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'

const LISTS = 'scheme-lists'
const OVERLAPS = 'overlaps'

export const readList = (from: DocumentStore, id: string): Promise<SchemeListDocument | null> =>
  readDocument<SchemeListDocument>(from, LISTS, id)
export const putList = (to: DocumentStore, list: SchemeListDocument): Promise<void> => putDocument(to, LISTS, list)
export const listsOfRegion = (db: Database, region: string, count: number): Promise<SchemeListDocument[]> =>
  pageLatestFirst<SchemeListDocument>(db, LISTS, { region }, null, count)

const LIST_TEXTS = { sender: 'schemeSender', called: 'fileName', unclearRows: 'schemeUnclear' } as const
export const sealInList = (id: string, text: keyof typeof LIST_TEXTS, value: unknown): string =>
  sealing().at(LISTS, id).seal(JSON.stringify(value), LIST_TEXTS[text])
export const openInList = <Value>(list: SchemeListDocument, text: keyof typeof LIST_TEXTS): Value =>
  JSON.parse(sealing().at(LISTS, list._id).open(list[text], LIST_TEXTS[text])) as Value

const readOverlap = (from: DocumentStore, id: string): Promise<OverlapDocument | null> =>
  readDocument<OverlapDocument>(from, OVERLAPS, id)
export const putOverlap = (to: DocumentStore, overlap: OverlapDocument): Promise<void> =>
  putDocument(to, OVERLAPS, overlap)

/** @throws Refusal OVERLAP_NOT_FOUND */
export async function requireOverlap(from: DocumentStore, id: string): Promise<OverlapDocument> {
  const found = await readOverlap(from, id)
  if (found !== null) return found
  throw new Refusal({
    code: 'OVERLAP_NOT_FOUND',
    path: 'overlap',
    message: '没有找到这一条核实，什么也没有改动。请返回列表，下拉刷新后再点一次。',
  })
}

export async function overlapsWithIds(db: Database, ids: readonly string[]): Promise<OverlapDocument[]> {
  if (ids.length === 0) return []
  const some = { _id: db.command.in([...ids]) }
  return (await db.collection(OVERLAPS).where(some).limit(READ_LIMIT).get()).data as OverlapDocument[]
}

/** Those of a village, or of a place, in a state; the page behind one. */
export async function pageOfOverlaps(
  db: Database,
  where: { region: string } | { village: string },
  state: OverlapState,
  after: string | null,
  count: number,
): Promise<OverlapDocument[]> {
  const condition = { ...where, state, ...(after === null ? {} : { _id: db.command.gt(after) }) }
  return (await db.collection(OVERLAPS).where(condition).orderBy('_id', 'asc').limit(count).get())
    .data as OverlapDocument[]
}

export const sealOverlap = (id: string, facts: OverlapFacts): string =>
  sealing().at(OVERLAPS, id).seal(JSON.stringify(facts), 'overlap')
export const openOverlap = ({ _id, facts }: OverlapDocument): OverlapFacts =>
  JSON.parse(sealing().at(OVERLAPS, _id).open(facts, 'overlap')) as OverlapFacts
export const sealWhyOverlap = (id: string, because: string): string =>
  sealing().at(OVERLAPS, id).seal(because, 'overlapReason')
export const openWhyOverlap = ({ _id, settled }: OverlapDocument): string | null =>
  settled === null ? null : sealing().at(OVERLAPS, _id).open(settled.because, 'overlapReason')
