import type { OutwardAnswerDocument, OutwardFileDocument, OutwardLineDocument } from './documents'
import type { OutwardLineState } from './outward-machine'
import type { LineFacts } from './plan-lines'
import type { OutwardKind } from './contract'
import { seasonId } from '../people'
import { Refusal } from '../../platform/base'
import type { Database, DocumentStore } from '../../platform/database'
import { addDocument, inPieces, putDocument, READ_LIMIT, readAll, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'

const FILES = 'outward-files'
const LINES = 'outward-lines'
const ANSWERS = 'outward-answers'
const IDS_A_REQUEST = 500
const LINES_AN_ADD = 200

/** Files of a place, year and kind, the latest first. */
export async function filesOf(db: Database, region: string, year: number, kind: OutwardKind, count: number) {
  const { data } = await db
    .collection(FILES)
    .where({ season: seasonId(region, year), kind })
    .orderBy('number', 'desc')
    .limit(count)
    .get()
  return data as OutwardFileDocument[]
}

/** @throws Refusal OUTWARD_NOT_FOUND */
export async function requireOutwardFile(from: DocumentStore, id: string): Promise<OutwardFileDocument> {
  const found = await readDocument<OutwardFileDocument>(from, FILES, id)
  if (found !== null) return found
  throw new Refusal({
    code: 'OUTWARD_NOT_FOUND',
    path: 'outward',
    message: '没有找到这份文件，什么也没有改动。请返回列表，下拉刷新后再点一次。',
  })
}

export const putOutwardFile = (to: DocumentStore, file: OutwardFileDocument): Promise<void> =>
  putDocument(to, FILES, file)
/** False: somebody else began it a moment ago. */
export const addOutwardFile = (db: Database, file: OutwardFileDocument): Promise<boolean> =>
  addDocument(db, FILES, file)

/** A file that nobody stands in leaves no number behind. */
export async function removeOutwardFile(db: Database, id: string): Promise<void> {
  await db.collection(FILES).doc(id).remove()
}

export const sealMaker = (id: string, maker: string): string => sealing().at(FILES, id).seal(maker, 'outwardMaker')
export const makerIn = ({ _id, maker }: OutwardFileDocument): string =>
  sealing().at(FILES, _id).open(maker, 'outwardMaker')

/** The same content, the same digest, by the deployment's key. */
export const lineDigest = (told: string): string => sealing().blindIndex(told, 'outward')
export const sealLine = (id: string, facts: LineFacts): string =>
  sealing().at(LINES, id).seal(JSON.stringify(facts), 'outwardLine')
export const factsInLine = ({ _id, facts }: Pick<OutwardLineDocument, '_id' | 'facts'>): LineFacts =>
  JSON.parse(sealing().at(LINES, _id).open(facts, 'outwardLine')) as LineFacts

/** Adds those that are not there yet: a call that was cut off may have added some. */
export async function addLines(db: Database, lines: readonly OutwardLineDocument[]): Promise<void> {
  for (const some of inPieces(lines, LINES_AN_ADD)) {
    const ids = some.map(({ _id }) => _id)
    const { data } = await db
      .collection(LINES)
      .where({ _id: db.command.in(ids) })
      .limit(LINES_AN_ADD)
      .field({ _id: true })
      .get()
    const there = new Set((data as { _id: string }[]).map(({ _id }) => _id))
    const missing = some.filter(({ _id }) => !there.has(_id))
    if (missing.length > 0) await db.collection(LINES).add({ data: missing })
  }
}

export const linesInFile = (db: Database, file: string): Promise<OutwardLineDocument[]> =>
  readAll<OutwardLineDocument>(db, LINES, { file })

export async function removeLines(db: Database, file: string): Promise<void> {
  await db.collection(LINES).where({ file }).remove()
}

type LineTold = Pick<OutwardLineDocument, '_id' | 'enrolment' | 'number' | 'state' | 'change' | 'digest'>

/** What was told of some people by files of a kind, by enrolment, the earliest first. */
export async function toldOf(
  db: Database,
  kind: OutwardKind,
  enrolments: readonly string[],
): Promise<ReadonlyMap<string, readonly LineTold[]>> {
  const told = new Map<string, LineTold[]>()
  for (const ids of inPieces(enrolments, IDS_A_REQUEST))
    for (const line of await readAll<LineTold>(db, LINES, { kind, enrolment: db.command.in(ids) }))
      told.set(line.enrolment, [...(told.get(line.enrolment) ?? []), line])
  for (const lines of told.values()) lines.sort((a, b) => a.number - b.number)
  return told
}

/** A page of a file's people, in the order of ids. */
export async function pageOfLines(
  db: Database,
  file: string,
  state: OutwardLineState | null,
  after: string | null,
  count: number,
): Promise<OutwardLineDocument[]> {
  const condition = {
    file,
    ...(state === null ? {} : { state }),
    ...(after === null ? {} : { _id: db.command.gt(after) }),
  }
  return (await db.collection(LINES).where(condition).orderBy('_id', 'asc').limit(count).get())
    .data as OutwardLineDocument[]
}

/** What one acknowledgement says of many in the same words. */
export async function enterAnswer(
  db: Database,
  ids: readonly string[],
  said: Pick<OutwardLineDocument, 'state' | 'answer' | 'reason'>,
): Promise<void> {
  for (const some of inPieces(ids, IDS_A_REQUEST))
    await db
      .collection(LINES)
      .where({ _id: db.command.in(some) })
      .update({ data: said })
}

export async function countLines(db: Database, file: string, state: OutwardLineState): Promise<number> {
  return (await db.collection(LINES).where({ file, state }).count()).total
}

export const readAnswer = (from: DocumentStore, id: string): Promise<OutwardAnswerDocument | null> =>
  readDocument<OutwardAnswerDocument>(from, ANSWERS, id)
export const putAnswer = (to: DocumentStore, answer: OutwardAnswerDocument): Promise<void> =>
  putDocument(to, ANSWERS, answer)
/** Those of a file, the latest first. */
export async function answersOf(db: Database, file: string): Promise<OutwardAnswerDocument[]> {
  return (await readAll<OutwardAnswerDocument>(db, ANSWERS, { file })).sort((a, b) => b.at - a.at)
}

/** Those of these ids. */
export async function answersWithIds(db: Database, ids: readonly string[]): Promise<OutwardAnswerDocument[]> {
  if (ids.length === 0) return []
  return (
    await db
      .collection(ANSWERS)
      .where({ _id: db.command.in([...ids]) })
      .limit(READ_LIMIT)
      .get()
  ).data as OutwardAnswerDocument[]
}

const ANSWER_TEXTS = { called: 'fileName', reasons: 'outwardReasons', unclearRows: 'outwardUnclear' } as const
type AnswerText = keyof typeof ANSWER_TEXTS

export const sealAnswer = (id: string, text: AnswerText, value: unknown): string =>
  sealing().at(ANSWERS, id).seal(JSON.stringify(value), ANSWER_TEXTS[text])
export const openAnswer = <Value>(answer: OutwardAnswerDocument, text: AnswerText): Value =>
  JSON.parse(sealing().at(ANSWERS, answer._id).open(answer[text], ANSWER_TEXTS[text])) as Value
