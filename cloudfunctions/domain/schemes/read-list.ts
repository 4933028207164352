import { createHash } from 'node:crypto'
import { schemesContract } from './contract'
import type { Requests, SchemeKind } from './contract'
import type { OverlapDocument, SchemeListDocument } from './documents'
import { overlapMachine } from './overlap-machine'
import { outcomeOfRow, sinceOf, TO_LOOK_AT } from './plan-overlap'
import type { ListedRow, RowOutcome, UnclearListed } from './plan-overlap'
import { viewOfList } from './show'
import { openInList, overlapsWithIds, putList, putOverlap, readList, sealInList, sealOverlap } from './store'
import { defineAction, requirePermission } from '../access'
import { enrolmentId, enrolmentsWithIds } from '../enrolments'
import { putIntoOutbox } from '../messages'
import { guessIdKind, normalisedNumber, numberIndex, residentsByIndexes } from '../people'
import type { Resident } from '../people'
import type { CallContext } from '../../platform/calls'
import {
  RowAccount,
  choiceIn,
  decidedFor,
  layOut,
  openSheets,
  positionOf,
  putFilePart,
  readCell,
  readTable,
  readUpload,
  removeFile,
  requireFewRows,
} from '../../platform/files'
import type { ChosenTable, Head, HeadTable, Sender, SheetRow } from '../../platform/files'
import { columnsShown } from '../../platform/files/contract-columns'

type Field = 'name' | 'idNumber' | 'since' | 'where'

const HEADS: HeadTable<Field> = {
  fields: {
    name: ['姓名', '参保人姓名', '人员姓名', '死者姓名', '死亡人员姓名', '逝者姓名'],
    idNumber: ['证件号码', '身份证号码', '身份证号', '公民身份号码', '身份证件号码', '社会保障号码', '证件号'],
    since: [
      ...['参保日期', '参保时间', '参保开始日期', '首次参保日期', '参保起始时间', '死亡日期', '死亡时间', '去世日期'],
      ...['火化日期', '注销日期'],
    ],
    where: ['单位名称', '参保单位', '工作单位', '参保地', '参保地区', '参保统筹区', '统筹区'],
  },
  needs: ['idNumber'],
  key: ['idNumber', 'name'],
  plain: ['since', 'where'],
}

const schemeSender = ({ region, kind, sender }: { region: string; kind: SchemeKind; sender: string }): Sender => ({
  region,
  kind: `scheme ${kind} ${sender}`,
})

/** Takes a piece of a list. @throws Refusal NOT_ALLOWED */
export const putSchemePart = /* @__PURE__ */ defineAction(schemesContract, 'putSchemePart', {
  permission: 'importSchemeList',
  async run({ region, file, ...part }, context) {
    await requirePermission(context, 'importSchemeList', { id: region, region })
    return { missing: await putFilePart(context.db, context.caller.openid, file, part, context.now) }
  },
})

/**
 * How a list would be read; what a person says of its columns is remembered for its sender.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_COLUMN; as a file that is opened
 */
export const layListOut = /* @__PURE__ */ defineAction(schemesContract, 'schemeColumns', {
  permission: 'importSchemeList',
  async run({ file, key, chosen, ...list }, context) {
    await requirePermission(context, 'importSchemeList', { id: list.region, region: list.region })
    const { db, caller, now } = context
    const bytes = await readUpload(db, caller.openid, file, { key, now })
    const by = caller.openid
    return columnsShown(await layOut(db, schemeSender(list), () => openSheets(bytes, null), HEADS, { chosen, by, now }))
  },
})

const ROWS_MAX = 60_000
const CELL_MAX = 100
const ROWS_AT_ONCE = 500
const ROWS_A_CALL = 4_000
const UNCLEAR_KEPT = 200

/**
 * Holds a list against the ledger. Whom it touches is to be asked: a message for who looks after them, an entry for
 * their clerk. Nobody leaves by it. The same bytes again are the same list, and ask nobody twice.
 * @throws Refusal NOT_ALLOWED, HEADER_NOT_FOUND, FILE_TOO_LONG; as a file that is opened
 */
export const readSchemeList = /* @__PURE__ */ defineAction(schemesContract, 'readSchemeList', {
  permission: 'importSchemeList',
  async run(request, context) {
    const { region, file: upload, key, choice } = request
    await requirePermission(context, 'importSchemeList', { id: region, region })
    const { db, caller, now } = context
    const bytes = await readUpload(db, caller.openid, upload, { key, now })
    const rows = await rowsOf(bytes, await decidedFor(db, schemeSender(request), choice))
    const digest = createHash('sha256').update(`${request.kind}\0`).update(bytes).digest('hex').slice(0, 24)
    const id = `${region}~${digest}`
    let list = (await readList(db, id)) ?? newList(context, id, request, rows)
    for (let looked = 0; looked < ROWS_A_CALL && list.looked < list.rows; looked += ROWS_AT_ONCE) {
      const some = rows.slice(list.looked, list.looked + ROWS_AT_ONCE)
      list = await withRows(context, list, some, request)
      await putList(db, list)
    }
    const isDone = list.looked >= list.rows
    if (isDone) await removeFile(db, caller.openid, upload)
    return { done: isDone, looked: list.looked, list: viewOfList(list) }
  },
})

async function rowsOf(bytes: Buffer, decided: ChosenTable): Promise<readonly ListedRow[]> {
  const choice = choiceIn(decided, HEADS)
  const account = new RowAccount()
  const rows: ListedRow[] = []
  for await (const item of readTable(account.counting(await openSheets(bytes, null)), HEADS, choice.columns, choice)) {
    if (item.kind === 'left') account.left(item.left)
    else {
      rows.push(readRow(item.row, item.head))
      requireFewRows(rows.length, ROWS_MAX)
      account.taken()
    }
  }
  account.close()
  return rows
}

function readRow(row: SheetRow, { at }: Head<Field>): ListedRow {
  const cell = (field: Field) => row.cells[at.get(field) ?? -1] ?? null
  const id = readCell(cell('idNumber'), 'code')
  const words = (field: Field): string => readCell(cell(field), 'words').value?.slice(0, CELL_MAX) ?? ''
  return {
    position: positionOf(row),
    name: words('name'),
    idNumber: normalisedNumber(id.value?.slice(0, CELL_MAX) ?? ''),
    since: readCell(cell('since'), 'day').value ?? null,
    where: words('where'),
    isFaulty: row.hidden === true || row.struck === true || id.faults.length > 0,
  }
}

function newList(
  { caller, now, today }: CallContext,
  id: string,
  { region, year, kind, sender, called }: Requests['readSchemeList'],
  rows: readonly ListedRow[],
): SchemeListDocument {
  return {
    ...{ _id: id, region, year, kind, day: today, at: now, by: caller.openid },
    sender: sealInList(id, 'sender', sender),
    called: sealInList(id, 'called', called),
    ...{ rows: rows.length, looked: 0, tally: {} },
    unclearRows: sealInList(id, 'unclearRows', []),
  }
}

/** The list with some rows more; whom they name in the ledger is to be asked. */
async function withRows(
  context: CallContext,
  list: SchemeListDocument,
  rows: readonly ListedRow[],
  { year, sender }: Requests['readSchemeList'],
): Promise<SchemeListDocument> {
  const { db } = context
  const indexOf = ({ idNumber }: ListedRow): string => numberIndex(guessIdKind(idNumber), idNumber)
  const numbered = rows.filter(({ idNumber, isFaulty }) => idNumber !== '' && !isFaulty)
  const people = await residentsByIndexes(db, [...new Set(numbered.map(indexOf))])
  const byNumber = new Map(people.map((one) => [normalisedNumber(one.idNumber ?? ''), one]))
  const tally: Partial<Record<RowOutcome, number>> = { ...list.tally }
  const unclear = [...openInList<UnclearListed[]>(list, 'unclearRows')]
  const found: { row: ListedRow; resident: Resident }[] = []
  for (const row of rows) {
    const resident = byNumber.get(row.idNumber) ?? null
    const outcome = outcomeOfRow(row, list.kind, list.region, resident)
    tally[outcome] = (tally[outcome] ?? 0) + 1
    if (TO_LOOK_AT.has(outcome) && unclear.length < UNCLEAR_KEPT) unclear.push({ row, outcome })
    if (outcome === 'found' && resident !== null) found.push({ row, resident })
  }
  await askAbout(context, list, found, { year, sender })
  const unclearRows = sealInList(list._id, 'unclearRows', unclear)
  return { ...list, looked: list.looked + rows.length, tally, unclearRows }
}

async function askAbout(
  { db, today }: CallContext,
  { _id: list, region, kind }: SchemeListDocument,
  found: readonly { row: ListedRow; resident: Resident }[],
  { year, sender }: { year: number; sender: string },
): Promise<void> {
  const idOf = (resident: Resident): string => `${kind}~${resident.id}`
  const before = new Map(
    (
      await overlapsWithIds(
        db,
        found.map(({ resident }) => idOf(resident)),
      )
    ).map((o) => [o._id, o]),
  )
  const years = await enrolmentsWithIds(
    db,
    found.map(({ resident }) => enrolmentId(resident.id, year)),
  )
  const followed = new Set(years.filter((one) => one.followed).map(({ resident }) => resident))
  const asked: OverlapDocument[] = []
  for (const { row, resident } of found) {
    const _id = idOf(resident)
    const known = before.get(_id)
    // A call that was cut off has asked already.
    if (known?.list === list) continue
    asked.push({
      ...{ _id, region, village: resident.village, household: resident.household, resident: resident.id, kind, list },
      state: known === undefined ? 'open' : overlapMachine.require(known.state, 'nameAgain'),
      day: today,
      facts: sealOverlap(_id, { since: sinceOf(row, resident.birthDate, today), where: row.where, sender }),
      told: followed.has(resident.id) ? today : null,
      settled: null,
    })
  }
  for (const overlap of asked) await putOverlap(db, overlap)
  await putIntoOutbox(
    db,
    asked
      .filter(({ told }) => told !== null)
      .map(({ resident }) => {
        const enrolment = enrolmentId(resident, year)
        const about = { day: today, about: today, state: 'waiting' } as const
        return { _id: `${enrolment}~otherScheme~${today}`, enrolment, resident, year, kind: 'otherScheme', ...about }
      }),
  )
}
