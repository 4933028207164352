import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Answers } from './contract'
import type { BatchState } from './batch-machine'
import { batchMachine } from './batch-machine'
import type { BatchDocument, Effects, EntryDocument, EntryFacts, MemberDocument, NearWordCounts } from './documents'
import type { RowFlawCode } from './flaws'
import { flawInWords, ROW_FLAWS } from './flaws'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { isKeyOf } from '../../platform/calls'
import { NOTHING_CHOSEN } from '../../platform/files'
import type { ChosenTable } from '../../platform/files'
import type { Database, DocumentStore } from '../../platform/database'
import { READ_LIMIT, isDuplicate, pageLatestFirst, putDocument, readDocument } from '../../platform/database'
import type { DocumentSealing } from '../../platform/sealing'
import { sealing } from '../../platform/sealing'

const BATCHES = 'roster-batches'
const ENTRIES = 'roster-entries'
const MEMBERS = 'roster-members'
const KEY_LENGTH = 24

/** The same bytes from the same sender for the same day are the same batch. */
export function batchId(
  {
    region,
    year,
    roster,
    certifier,
    confirmedOn,
  }: Pick<BatchDocument, 'region' | 'year' | 'roster' | 'certifier' | 'confirmedOn'>,
  bytes: Buffer,
  decided: ChosenTable,
): string {
  // Read otherwise it is another batch: the one that was read wrongly is for a person to set aside.
  const isDecided = !isDeepStrictEqual(decided, NOTHING_CHOSEN)
  const digest = createHash('sha256')
    .update(JSON.stringify([year, roster, certifier, confirmedOn]))
    .update(bytes)
    .update(isDecided ? JSON.stringify(decided) : '')
    .digest('hex')
    .slice(0, KEY_LENGTH)
  return `${region}~${digest}`
}

export const readBatch = (from: DocumentStore, id: string): Promise<BatchDocument | null> =>
  readDocument<BatchDocument>(from, BATCHES, id)
export const putBatch = (to: DocumentStore, batch: BatchDocument): Promise<void> => putDocument(to, BATCHES, batch)

/** @throws Refusal BATCH_NOT_FOUND */
export async function requireBatch(from: DocumentStore, id: string): Promise<BatchDocument> {
  const batch = await readBatch(from, id)
  if (batch !== null) return batch
  throw new Refusal({
    code: 'BATCH_NOT_FOUND',
    path: 'batch',
    message: '没有找到这份名册，什么也没有改动。请返回列表，下拉刷新后再点一次。',
  })
}

/** Latest first, after one. */
export const batchesOf = (
  db: Database,
  region: string,
  year: number,
  count: number,
  after: string | null,
): Promise<BatchDocument[]> => pageLatestFirst<BatchDocument>(db, BATCHES, { region, year }, after, count)

/** How many of a place and year are on their way, be it that somebody has to confirm them or that they stopped. */
export async function countBatchesWaiting(
  { db }: CallContext,
  { region, year }: { region: string; year: number },
): Promise<number> {
  const state = db.command.in(['reading', 'ready', 'applying'] satisfies BatchState[])
  return (await db.collection(BATCHES).where({ region, year, state }).count()).total
}

/** Whether what somebody saw is no more so: another list of the place was confirmed since, or is being entered. */
export async function isOutdated(
  db: Database,
  { _id, region, weighedAt }: BatchDocument,
): Promise<'applying' | 'applied' | null> {
  const found = (
    await db
      .collection(BATCHES)
      .where({ region, state: db.command.in(['applying', 'applied']) })
      .orderBy('at', 'desc')
      .limit(READ_LIMIT)
      .get()
  ).data as BatchDocument[]
  const others = found.filter((one) => one._id !== _id)
  if (others.some(({ state }) => state === 'applying')) return 'applying'
  return others.some(({ confirmed }) => confirmed !== null && confirmed.at > weighedAt) ? 'applied' : null
}

export const sealEffects = (batch: string, effects: Effects): string =>
  sealing().at(BATCHES, batch).seal(JSON.stringify(effects), 'rosterEffects')
export const openEffects = ({ _id, tally }: BatchDocument): Effects =>
  JSON.parse(sealing().at(BATCHES, _id).open(tally.effects, 'rosterEffects')) as Effects
/** The seals of a batch's document. */
export const sealsOfBatch = (batch: string): DocumentSealing => sealing().at(BATCHES, batch)
export const sealFacts = (entry: string, facts: EntryFacts): string =>
  sealing().at(ENTRIES, entry).seal(JSON.stringify(facts), 'rosterEntry')
export const sealNear = (batch: string, near: NearWordCounts): string =>
  sealing().at(BATCHES, batch).seal(JSON.stringify(near), 'rosterNear')
export const openNear = ({ _id, tally: { near } }: BatchDocument): NearWordCounts =>
  near === undefined ? {} : (JSON.parse(sealing().at(BATCHES, _id).open(near, 'rosterNear')) as NearWordCounts)
/** @throws Refusal SEALED_UNREADABLE */
export const factsIn = ({ _id, facts }: Pick<EntryDocument, '_id' | 'facts'>): EntryFacts =>
  JSON.parse(sealing().at(ENTRIES, _id).open(facts, 'rosterEntry')) as EntryFacts

const LINE_DIGITS = 6
export const entryId = (batch: string, round: number, line: number): string =>
  `${roundOf(batch, round)}${String(line).padStart(LINE_DIGITS, '0')}`
/** After all those that have a row. */
export const impliedEntryId = (batch: string, round: number, resident: string): string =>
  `${roundOf(batch, round)}i${resident}`
const roundOf = (batch: string, round: number): string => `${batch}~${round}~`

/** Writes a part that may have been written before. */
export async function putEntries(db: Database, entries: readonly EntryDocument[]): Promise<void> {
  if (entries.length === 0) return
  try {
    await db.collection(ENTRIES).add({ data: entries })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    for (const entry of entries) await putDocument(db, ENTRIES, entry)
  }
}

type EntryQuery = Partial<Pick<EntryDocument, 'state'>> & {
  resident?: unknown
  taken?: unknown
  same?: unknown
  sentBack?: unknown
  noted?: unknown
}

/** Those of a batch's round, in the order of ids, after one. */
export async function entriesIn(
  db: Database,
  { _id: batch, round }: Pick<BatchDocument, '_id' | 'round'>,
  equal: EntryQuery,
  after: string,
  count: number,
): Promise<EntryDocument[]> {
  return (
    await db
      .collection(ENTRIES)
      .where({ batch, round, ...equal, _id: db.command.gt(after) })
      .orderBy('_id', 'asc')
      .limit(count)
      .get()
  ).data as EntryDocument[]
}

export async function entriesWithIds(db: Database, ids: readonly string[]): Promise<EntryDocument[]> {
  if (ids.length === 0) return []
  return (
    await db
      .collection(ENTRIES)
      .where({ _id: db.command.in([...ids]) })
      .limit(READ_LIMIT)
      .get()
  ).data as EntryDocument[]
}

export const readEntry = (from: DocumentStore, id: string): Promise<EntryDocument | null> =>
  readDocument<EntryDocument>(from, ENTRIES, id)
export const putEntry = (to: DocumentStore, entry: EntryDocument): Promise<void> => putDocument(to, ENTRIES, entry)

/** Which of these residents a batch's round names. */
export async function namedAmong(
  db: Database,
  { _id: batch, round }: BatchDocument,
  residents: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = (
    await db
      .collection(ENTRIES)
      .where({ batch, resident: db.command.in([...residents]) })
      .field({ resident: true, round: true })
      .limit(READ_LIMIT)
      .get()
  ).data as Pick<EntryDocument, 'resident' | 'round'>[]
  return new Set(found.filter((one) => one.round === round).map(({ resident }) => resident))
}

export async function countEntries(
  db: Database,
  { _id: batch, round }: BatchDocument,
  state: EntryDocument['state'],
): Promise<number> {
  return (await db.collection(ENTRIES).where({ batch, round, state }).count()).total
}

/** All but those of the present round, or all. */
export async function removeEntries(db: Database, batch: string, but: number | null): Promise<void> {
  await db
    .collection(ENTRIES)
    .where(but === null ? { batch } : { batch, round: db.command.neq(but) })
    .remove()
}

export const listKey = (region: string, certifier: string): string =>
  sealing().blindIndex(`${region}:${certifier}`, 'certifiersList').slice(0, KEY_LENGTH)
export const putMember = (to: DocumentStore, list: string, resident: string, live: boolean): Promise<void> =>
  putDocument<MemberDocument>(to, MEMBERS, { _id: `${list}~${resident}`, list, resident, live })

/** Whom an office certifies, in the order of ids, after one. */
export async function membersAfter(
  db: Database,
  list: string,
  after: string,
  count: number,
): Promise<MemberDocument[]> {
  return (
    await db
      .collection(MEMBERS)
      .where({ list, live: true, _id: db.command.gt(after) })
      .orderBy('_id', 'asc')
      .limit(count)
      .get()
  ).data as MemberDocument[]
}

type BatchView = Answers['rosterBatch']

export function viewOf({
  _id,
  roster,
  certifier,
  name,
  state,
  confirmedOn,
  day,
  tally,
  applied,
  failed,
  missingColumns,
  open,
  confirmed,
}: BatchDocument): BatchView {
  const { rows, taken, same, sentBack, noted, people, implied, flaws } = tally
  return {
    batch: _id,
    roster,
    certifier,
    name,
    state,
    stateName: batchMachine.states[state],
    confirmedOn,
    uploadedOn: day,
    sentence: sentenceOf({ state, sentBack, people, failed, confirmed: confirmed !== null }),
    rows,
    taken,
    same,
    sentBack,
    noted,
    people,
    implied,
    applied,
    failed,
    missingColumns,
    open,
    flaws: Object.entries(flaws)
      .filter(([code]) => isKeyOf(ROW_FLAWS, code))
      .map(([code, count]) => ({ ...flawInWords({ code: code as RowFlawCode }), rows: count }))
      .sort((a, b) => b.rows - a.rows),
  }
}

function sentenceOf({
  state,
  sentBack,
  people,
  failed,
}: {
  state: BatchDocument['state']
  sentBack: number
  people: number
  failed: number
  confirmed: boolean
}): string {
  const back = sentBack === 0 ? '' : `；${sentBack} 行要退回认定部门核实，请下载退回表`
  switch (state) {
    case 'reading':
      return '还没有核对完，请继续核对。'
    case 'ready':
      return people === 0 ? `没有要登记的变化${back}。` : `确认后会改动 ${people} 人，请先看清影响再确认${back}。`
    case 'applying':
      return '已经确认，还没有登记完，请继续登记。'
    case 'applied':
      return failed === 0
        ? `已经登记完${back}。`
        : `已经登记完，有 ${failed} 人这期间情况变了，没有登记上，请逐个核对${back}。`
    case 'withdrawing':
      return '正在撤回，还没有撤完，请继续撤回。'
    case 'withdrawn':
      return '登记以后整份撤回了。'
    case 'discarded':
      return '已经作废，没有登记任何人。'
  }
}
