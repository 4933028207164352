import { requirePermission, defineAction } from '../access'
import type { Permission } from '../access'
import { openEnrolments, recordInOpenYears, seasonsOf } from '../enrolments'
import type { Resident, VillageDocument } from '../people'
import {
  flawsInWords,
  guessIdKind,
  numberIndex,
  residentByNumber,
  residentsByIndexes,
  sealResident,
  factsOfResident,
  villagesOfRegion,
} from '../people'
import type { KnownPeople, RowResult } from './import-row'
import { importRow } from './import-row'
import type { LedgerRow, SheetPerson } from './import-rows'
import { LEDGER_HEADS, ledgerRows } from './import-rows'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import {
  LEFT_OUT,
  RowAccount,
  RowsKeeper,
  choiceIn,
  decidedFor,
  keptPart,
  keptRowsOf,
  layOut,
  lineOf,
  notesInWords,
  openSheets,
  partHolding,
  putFilePart,
  readUpload,
  readTable,
  removeFile,
  requireFewRows,
} from '../../platform/files'
import type { ChosenTable, ClosedAccount, KeptFile, KeptRows } from '../../platform/files'
import { columnsShown } from '../../platform/files/contract-columns'
import { sealing } from '../../platform/sealing'
import { residentsContract } from './contract'

/** Rows are told apart by all others of their file; a village has fewer. */
const ROWS_MAX = 5_000

/** Takes a piece of a ledger file. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED */
export const putLedgerPart = /* @__PURE__ */ defineAction(residentsContract, 'putFilePart', {
  permission: 'putFilePart',
  async run({ region, village, file, ...part }, context) {
    await allowedVillages(context, 'putFilePart', region, village)
    return { missing: await putFilePart(context.db, context.caller.openid, file, part, context.now) }
  },
})

const LEDGER = 'ledger'

/**
 * How a ledger file would be read; what a person says of its columns is remembered for the place.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, UNKNOWN_COLUMN; FILE_INCOMPLETE, FILE_ENCRYPTED, FILE_KEY_WRONG,
 * FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE
 */
export const layLedgerOut = /* @__PURE__ */ defineAction(residentsContract, 'ledgerColumns', {
  permission: 'importResidents',
  async run({ region, village, file, key, chosen }, context) {
    const { db, caller, now } = context
    await allowedVillages(context, 'importResidents', region, village)
    const bytes = await readUpload(db, caller.openid, file, { key, now })
    const laid = await layOut(db, { region, kind: LEDGER }, () => openSheets(bytes, null), LEDGER_HEADS, {
      chosen,
      by: caller.openid,
      now,
    })
    return columnsShown(laid)
  },
})

/**
 * Enters the people of a ledger file from row `from` on, as many as a call can, and says of every row what became of
 * it. Asked again with `next` until that is null; then the file is removed. The same file again changes nothing.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; FILE_INCOMPLETE, FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE,
 * FILE_TOO_LONG, HEADER_NOT_FOUND
 */
export const importResidents = /* @__PURE__ */ defineAction(residentsContract, 'importResidents', {
  permission: 'importResidents',
  async run({ region, village, file, from, key = null, choice = null }, context) {
    const { db, caller, now } = context
    const villages = await allowedVillages(context, 'importResidents', region, village)
    const of = { owner: caller.openid, file, now }
    const asked = JSON.stringify([region, village, choice])
    const before = await keptRowsOf<KeptLedger>(db, of)
    const kept =
      before?.summary.asked === asked
        ? before
        : await keepLedger(
            db,
            of,
            await sheetOf(
              await readUpload(db, caller.openid, file, { key, now }),
              await decidedFor(db, { region, kind: LEDGER }, choice),
            ),
            { asked, place: { region, villages, village: villages.find(({ _id }) => _id === village) ?? null } },
          )
    const { ignored, notes, left, total } = kept.summary
    const { waiting, after } = await rowsFrom(db, of, kept, from, villages)
    const results = await importBatch(context, waiting, villages)
    const next = waiting[results.length]?.row ?? after
    if (next === null) await removeFile(db, caller.openid, file)
    return {
      rows: results.map(({ row, outcome, flaws }) => ({ row: lineOf(row), outcome, flaws: flawsInWords(flaws) })),
      ignored,
      notes,
      left,
      total,
      next,
    }
  },
})

/** A row as it waits beside its file: of its village the id. */
type KeptLedgerRow = Omit<LedgerRow, 'village'> & { village: string | null }

interface KeptLedger {
  /** Of which place, and under what choice, it was read. */
  asked: string
  ignored: readonly string[]
  notes: readonly string[]
  left: readonly { row: number; why: string; text: string }[]
  total: number
}

/** All rows of a sheet are told apart by each other: they are read once, and wait as they were understood. */
async function keepLedger(
  db: Database,
  of: KeptFile,
  { people, ignored, account, notes }: LedgerSheet,
  { asked, place }: { asked: string; place: Parameters<typeof ledgerRows>[1] },
): Promise<KeptRows<KeptLedger>> {
  const keeper = new RowsKeeper<KeptLedgerRow>(db, of, ROWS_A_CALL)
  for (const { village, ...row } of ledgerRows(people, place))
    await keeper.add({ ...row, village: village?._id ?? null }, row.row)
  const left = account.leftRows.map(({ row, why, text }) => ({ row, why: LEFT_OUT[why], text }))
  return keeper.end({ asked, ignored, notes, left, total: people.length })
}

/** Rows of one part from a position on; `after`: where the next part begins, null = there is none. */
async function rowsFrom(
  db: Database,
  of: KeptFile,
  { starts }: KeptRows<KeptLedger>,
  from: number,
  villages: readonly VillageDocument[],
): Promise<{ waiting: LedgerRow[]; after: number | null }> {
  const part = Math.max(0, partHolding(starts, from))
  const rows = part < starts.length ? await keptPart<KeptLedgerRow>(db, of, part) : []
  const byId = new Map(villages.map((village) => [village._id, village]))
  const waiting = rows
    .filter(({ row }) => row >= from)
    .map(({ village, ...row }) => ({ ...row, village: byId.get(village ?? '') ?? null }))
  return { waiting, after: starts[part + 1] ?? null }
}

async function allowedVillages(
  context: CallContext,
  action: Permission,
  region: string,
  village: string | null,
): Promise<readonly VillageDocument[]> {
  await requirePermission(context, action, { id: village ?? region, region, ...(village === null ? {} : { village }) })
  const villages = await villagesOfRegion(context.db, region)
  if (village === null || villages.some(({ _id }) => _id === village)) return villages
  throw new Refusal({
    code: 'UNKNOWN_VILLAGE',
    message: '这个县（市、区）没有这个村（社区），没有录入。请返回重新选择。',
    path: 'village',
  })
}

interface LedgerSheet {
  people: readonly SheetPerson[]
  /** Headings that are not understood, or the second of their kind. */
  ignored: readonly string[]
  account: ClosedAccount
  /** What the reader has to say of the file. */
  notes: readonly string[]
}

/** @throws Refusal HEADER_NOT_FOUND, FILE_TOO_LONG; as {@link openSheets} */
async function sheetOf(file: Buffer, decided: ChosenTable): Promise<LedgerSheet> {
  const choice = choiceIn(decided, LEDGER_HEADS)
  const account = new RowAccount()
  const people: SheetPerson[] = []
  const sheets = account.counting(await openSheets(file, null))
  for await (const item of readTable(sheets, LEDGER_HEADS, choice.columns, choice)) {
    if (item.kind === 'left') account.left(item.left)
    else {
      account.taken()
      people.push(item)
    }
    requireFewRows(people.length, ROWS_MAX)
  }
  const heads = [...new Set(people.map(({ head }) => head))]
  const ignored = heads.flatMap(({ columns }) => columns.filter(({ field }) => field === null))
  return {
    people,
    ignored: [...new Set(ignored.map(({ heading }) => heading.slice(0, 20)))],
    account: account.close(),
    notes: notesInWords(sheets),
  }
}

/** A call's work: at some 150 ms a write on the platform, well within the 20 s that `enrollment` is given. */
const ROWS_A_CALL = 300
const WRITES_A_CALL = 60

/** Enters rows until one of the limits is reached; how many of them are done is the length of the answer. */
async function importBatch(
  context: CallContext,
  rows: readonly LedgerRow[],
  villages: readonly VillageDocument[],
): Promise<RowResult[]> {
  const known = await lookUp(context, rows)
  const results: RowResult[] = []
  let writes = 0
  for (const row of rows) {
    const result = await importRow(context, known, row)
    if (result.resident !== null) known.remember(result.resident)
    if (result.outcome === 'added' || result.outcome === 'corrected') writes++
    results.push(result)
    if (writes >= WRITES_A_CALL) break
  }
  await seeToEnrolments(context, results, villages)
  return results
}

type Memory = KnownPeople & { remember(resident: Resident): void }

/** Everybody whom these rows name, in one reading. */
async function lookUp({ db }: CallContext, rows: readonly LedgerRow[]): Promise<Memory> {
  const named = rows.flatMap(({ entry: { idKind, idNumber }, household }) => [
    ...(idNumber === null || idKind === 'newborn' ? [] : [numberIndex(idKind, idNumber)]),
    ...(household?.by === 'head' ? [numberIndex(guessIdKind(household.value), household.value)] : []),
  ])
  const asked = new Set(named)
  const found = new Map(
    (await residentsByIndexes(db, [...asked])).map((resident) => [
      numberIndex(resident.idKind, resident.idNumber!),
      resident,
    ]),
  )
  return {
    async byNumber(idKind, idNumber) {
      const index = numberIndex(idKind, idNumber)
      return found.get(index) ?? (asked.has(index) ? null : residentByNumber(db, idKind, idNumber))
    },
    remember(resident) {
      if (resident.idNumber !== null) found.set(numberIndex(resident.idKind, resident.idNumber), resident)
    },
  }
}

/** Also of those whom the ledger had already: a call that broke off may have left them without. */
async function seeToEnrolments(
  context: CallContext,
  results: readonly RowResult[],
  villages: readonly VillageDocument[],
): Promise<void> {
  const townships = new Map(villages.map(({ _id, township }) => [_id, township]))
  const people = results.flatMap(({ resident }) => (resident === null ? [] : [resident]))
  const [first] = people
  if (first === undefined) return
  const placed = people.map((resident) => ({
    resident: sealResident(resident),
    township: townships.get(resident.village) ?? '',
  }))
  for (const { year } of await seasonsOf(context.db, first.region))
    await openEnrolments(context.db, placed, year, context.today)
  for (const { resident, factsChanged, row } of results) {
    if (resident === null || !factsChanged) continue
    const { birthDate, hukou } = factsOfResident(sealResident(resident), sealing())
    await recordInOpenYears({ ...context, operation: `import-${row}-${context.now}` }, resident.id, null, {
      kind: 'corrected',
      facts: { birthDate: birthDate ?? null, hukou: hukou ?? null },
    })
  }
}
