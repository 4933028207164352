import type { Answers, Requests } from './contract'
import { requirePermission, defineAction } from '../access'
import { batchMachine } from './batch-machine'
import type { BatchDocument, RosterRow } from './documents'
import { noTally, PEOPLE_AT_ONCE, BatchJudge } from './judge-batch'
import { rosterHeads } from './sheet-rows'
import { entriesIn, factsIn, putBatch, readBatch, removeEntries, requireBatch, sealsOfBatch } from './store'
import { listTerms } from './terms'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { keptRowsOf, layOut, openSheets, openedFile, putFilePart, readFile, removeFile } from '../../platform/files'
import { columnsShown } from '../../platform/files/contract-columns'
import { missingColumns } from '../../../rules/office'
import { keepList, peopleFrom, rosterSender } from './file/kept-list'
import type { KeptList } from './file/kept-list'
import { rostersContract } from './contract'

/** Of a call: each part is some six requests, of many documents each. */
const PARTS_A_CALL = 10

/** Takes a piece of a list. @throws Refusal NOT_ALLOWED */
export const putRosterPart = /* @__PURE__ */ defineAction(rostersContract, 'putRosterPart', {
  permission: 'importRoster',
  async run({ region, file, ...part }, context) {
    await requirePermission(context, 'importRoster', { id: region, region })
    return { missing: await putFilePart(context.db, context.caller.openid, file, part, context.now) }
  },
})

/**
 * How a list would be read; what a person says of its columns is remembered for its certifier.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_CERTIFIER, UNKNOWN_COLUMN, FILE_INCOMPLETE, FILE_ENCRYPTED, FILE_KEY_WRONG,
 * FILE_ENCRYPTION_UNREAD, FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const layRosterOut = /* @__PURE__ */ defineAction(rostersContract, 'rosterColumns', {
  permission: 'importRoster',
  async run({ file: name, key, chosen, ...list }, context) {
    await requirePermission(context, 'importRoster', { id: list.region, region: list.region })
    const { db, caller, now, today } = context
    const { terms } = listTerms({ ...list, confirmedOn: today })
    const { file } = openedFile(await readFile(db, caller.openid, name), key)
    const laid = await layOut(db, rosterSender(list), () => openSheets(file, null), rosterHeads(terms), {
      chosen,
      by: caller.openid,
      now,
    })
    return columnsShown(laid)
  },
})

/**
 * Reads a list that was put here and checks its rows against the ledger, as many people as a call can; asked again
 * until `done`. Nothing is entered. The same list again is the same batch. The key opens the file for this call and
 * goes with it.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_CERTIFIER, DAY_IN_FUTURE, FILE_INCOMPLETE, FILE_ENCRYPTED, FILE_KEY_WRONG,
 * FILE_ENCRYPTION_UNREAD, FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE, FILE_TOO_LONG, HEADER_NOT_FOUND,
 * FILE_NOT_ENCRYPTED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR, UNKNOWN_VALUE
 */
export const readRoster = /* @__PURE__ */ defineAction(rostersContract, 'readRoster', {
  permission: 'importRoster',
  async run(request, context) {
    const { region, file: name, confirmedOn } = request
    await requirePermission(context, 'importRoster', { id: region, region })
    const { db, caller, today } = context
    listTerms(request)
    if (confirmedOn > today)
      throw new Refusal({
        code: 'DAY_IN_FUTURE',
        path: 'confirmedOn',
        found: confirmedOn,
        message: `${confirmedOn} 还没有到，没有读取。请填认定部门确认名册的那一天。`,
      })
    const of = { owner: caller.openid, file: name, now: context.now }
    const asked = JSON.stringify([request.year, request.roster, request.certifier, confirmedOn, request.choice ?? null])
    const before = await keptRowsOf<KeptList>(db, of)
    const kept = before?.summary.asked === asked ? before : await keepList(context, request, of, asked)
    const batch = await batchOf(context, request, kept.summary)
    const after = await goOn(context, batch, (cursor) => peopleFrom(db, of, kept, cursor))
    if (after.phase === 'done') await removeFile(db, caller.openid, name)
    return progressOf(after)
  },
})

/** The batch that this list is: begun, begun anew, or one that was here before. */
async function batchOf(
  context: CallContext,
  request: Requests['readRoster'],
  { batch: id, encrypted, headings, found, account, notes, total }: KeptList,
): Promise<BatchDocument> {
  const { db, caller, now } = context
  const before = await readBatch(db, id)
  const isOver = before?.state === 'discarded' || before?.state === 'withdrawn'
  if (before !== null && !isOver) {
    if (before.state === 'reading' || before.upload === request.file) return before
    const cameAgain = [...(before.cameAgain ?? []), { by: caller.openid, at: now }].slice(-TIMES_REMEMBERED)
    const again = { ...before, cameAgain, upload: request.file }
    await putBatch(db, again)
    return again
  }
  if (isOver) await removeEntries(db, id, null)
  const seals = sealsOfBatch(id)
  const { leftRows, rows, taken, exceptions, left } = account
  return {
    ...freshBatch(request, context, id),
    ...{ encrypted, headings, total, notes, upload: request.file, account: { rows, taken, exceptions, left } },
    ...(request.called === undefined ? {} : { called: seals.seal(request.called, 'fileName') }),
    ...(leftRows.length === 0 ? {} : { leftRows: seals.seal(JSON.stringify(leftRows), 'leftRows') }),
    missingColumns: missingColumns(listTerms(request).terms, found).missing,
    open: openIn(request, found),
  }
}

const TIMES_REMEMBERED = 20

function freshBatch(
  { region, year, roster, certifier, confirmedOn }: Requests['readRoster'],
  { caller, now, today }: CallContext,
  id: string,
): BatchDocument {
  const terms = listTerms({ region, year, roster, certifier, confirmedOn })
  return {
    _id: id,
    region,
    year,
    roster,
    certifier,
    confirmedOn,
    kind: terms.kind,
    name: terms.batch.name,
    state: 'reading',
    by: caller.openid,
    at: now,
    day: today,
    encrypted: false,
    headings: [],
    missingColumns: [],
    open: [],
    round: 1,
    weighedOn: today,
    weighedAt: now,
    phase: 'rows',
    cursor: '',
    total: 0,
    tally: noTally(id),
    applied: 0,
    failed: 0,
    confirmed: null,
    discarded: null,
  }
}

function openIn(request: Requests['readRoster'], headings: readonly string[]): BatchDocument['open'] {
  const { terms, batch } = listTerms(request)
  return [...batch.open, ...missingColumns(terms, headings).open]
}

/**
 * Checks a batch anew, from the rows that are kept: someone was entered meanwhile, or it is another day. Until `done`.
 * @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, BATCH_STATE
 */
export const recheckRoster = /* @__PURE__ */ defineAction(rostersContract, 'recheckRoster', {
  permission: 'importRoster',
  async run({ batch: id, begin }, context) {
    const { db, now, today } = context
    const found = await requireBatch(db, id)
    await requirePermission(context, 'importRoster', { id, region: found.region })
    // One that is being checked anew goes on; all else has to be ready for it.
    const goesOn = found.state === 'reading' && found.round > 1 && !begin
    const state = goesOn ? found.state : batchMachine.require(found.state, 'recheck')
    if (found.state === 'ready' && !begin) return progressOf(found)
    const batch: BatchDocument =
      found.state === 'ready'
        ? {
            ...found,
            state,
            round: found.round + 1,
            phase: 'rows',
            cursor: '',
            weighedOn: today,
            weighedAt: now,
            tally: noTally(id),
          }
        : found
    const before = { _id: id, round: batch.round - 1 }
    return progressOf(
      await goOn(context, batch, async (cursor) =>
        (await entriesIn(db, before, {}, cursor, PEOPLE_AT_ONCE)).map((entry) => ({
          rows: factsIn(entry).rows.map(({ row }) => row),
          cursor: entry._id,
        })),
      ),
    )
  },
})

type NextPeople = (cursor: string) => Promise<readonly { rows: readonly RosterRow[]; cursor: string }[]>

/** A call's work on a batch: people of the sheet, then whom a whole list leaves out. */
async function goOn(context: CallContext, start: BatchDocument, nextPeople: NextPeople): Promise<BatchDocument> {
  if (start.state !== 'reading') return start
  const weighing = new BatchJudge(context, start)
  let batch = start
  for (let part = 0; part < PARTS_A_CALL && batch.phase !== 'done'; part++) {
    if (batch.phase === 'rows') {
      const people = await nextPeople(batch.cursor)
      const withRows = people.filter(({ rows }) => rows.length > 0)
      batch =
        people.length === 0
          ? { ...batch, phase: batch.kind === 'whole' ? 'implied' : 'done', cursor: '' }
          : await weighing.people(
              batch,
              withRows.map(({ rows }) => rows),
              people.at(-1)!.cursor,
            )
    } else batch = (await weighing.missing(batch)) ?? { ...batch, phase: 'done', cursor: '' }
  }
  if (batch.phase !== 'done') return batch
  const ready: BatchDocument = { ...batch, state: batchMachine.require(batch.state, 'finishReading') }
  await putBatch(context.db, ready)
  await removeEntries(context.db, ready._id, ready.round)
  return ready
}

const progressOf = ({ _id, state, tally, total }: BatchDocument): Answers['readRoster'] => ({
  batch: _id,
  done: state !== 'reading',
  checked: tally.rows,
  rows: total,
})
