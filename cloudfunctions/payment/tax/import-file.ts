import type { CallContext } from '../../shared/call-context'
import type { Database } from '../../shared/database'
import { putFilePart, readFile, removeFile } from '../../shared/file-parts'
import { requireAllowed } from '../../shared/permissions'
import { Refusal } from '../../shared/refusal'
import { eachCsvRow } from '../../shared/sheets/csv-rows'
import { eachXlsxRow } from '../../shared/sheets/long-xlsx'
import type { SheetRow } from '../../shared/sheets/sheet'
import type { Answers, Requests } from '../contract'
import { putTaxFile, readTaxFile, requireTaxFile, rowsIn, storeRows, taxFileId, taxRow } from '../records/tax-files'
import { columnsIn, HEADER_ROWS_TRIED, requireColumns, type ColumnsAt } from './columns'
import type { TaxFileDocument, TaxRowDocument } from './documents'
import { readFileRow } from './file-rows'
import { matchRows, ROWS_A_TRANSACTION } from './match-rows'
import { taxPlaceOf } from './places'
import { tallyOf } from './show-file'

/** Of a reading call: forty writes of many documents each; the file is read through from its beginning each time. */
const ROWS_A_READING = 20_000
const ROWS_A_WRITE = 500
/** Of a matching call, several transactions side by side: on the platform most of the time of each is waiting. */
const TRANSACTIONS_A_CALL = 4

/** Takes a piece of a file of the tax office. @throws Refusal NOT_ALLOWED */
export async function putTaxPart({ region, file, ...part }: Requests['putTaxPart'], context: CallContext): Promise<Answers['putTaxPart']> {
  await requireAllowed(context, 'importTaxFile', { id: region, region })
  return { missing: await putFilePart(context.db, context.caller.openid, file, part, context.now) }
}

/**
 * Reads the file that was put here and keeps its rows, as many as a call can; asked again until `done`. The same file a
 * second time is known by its bytes and changes nothing.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_TAX_FILE, FILE_INCOMPLETE, FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE, HEADER_NOT_FOUND
 */
export async function readTaxRows({ region, file: name }: Requests['readTaxFile'], context: CallContext): Promise<Answers['readTaxFile']> {
  await requireAllowed(context, 'importTaxFile', { id: region, region })
  const { db, caller, now, today } = context
  const bytes = await readFile(db, caller.openid, name)
  const _id = taxFileId(region, bytes)
  const fresh: TaxFileDocument = { _id, region, state: 'reading', by: caller.openid, at: now, day: today, readTo: 0, rows: 0, again: 0 }
  const before = (await readTaxFile(db, _id)) ?? fresh
  const after = before.state === 'reading' ? await readOn(context, before, bytes) : before
  if (after.state !== 'reading') await removeFile(db, caller.openid, name)
  return { taxFile: _id, rows: after.rows, again: after.again, done: after.state !== 'reading' }
}

async function readOn({ db, today }: CallContext, file: TaxFileDocument, bytes: Buffer): Promise<TaxFileDocument> {
  let [at, left] = [file, ROWS_A_READING]
  let waiting: TaxRowDocument[] = []
  const store = async () => { at = await stored(db, at, waiting); waiting = [] }
  for await (const row of peopleIn(bytes, file, today)) {
    waiting.push(row)
    left--
    if (waiting.length === ROWS_A_WRITE) await store()
    if (left === 0) break
  }
  if (waiting.length > 0) await store()
  if (left === 0) return at
  const done: TaxFileDocument = { ...at, state: 'matching' }
  await putTaxFile(db, done)
  return done
}

async function stored(db: Database, file: TaxFileDocument, rows: readonly TaxRowDocument[]): Promise<TaxFileDocument> {
  const { rows: read, again } = await storeRows(db, file._id, rows)
  const after = { ...file, rows: file.rows + read, again: file.again + again, readTo: rows.at(-1)!.row }
  await putTaxFile(db, after)
  return after
}

/** The rows below the header that are not kept yet, as they will be. */
async function* peopleIn(bytes: Buffer, file: TaxFileDocument, today: TaxFileDocument['day']): AsyncGenerator<TaxRowDocument> {
  const place = taxPlaceOf(file.region)
  const alike = new Map<string, number>()
  let at: ColumnsAt | null = null
  let tried = 0
  for await (const row of sheetRows(bytes)) {
    if (at === null) {
      const header = columnsIn(row, place)
      if (header !== null) at = requireColumns(header)
      else if (++tried >= HEADER_ROWS_TRIED) requireColumns(null)
      continue
    }
    const told = readFileRow(row, at, place, today)
    if (told === null) continue
    const likeness = told.voucher ?? `${told.idNumber} ${told.year} ${told.amount} ${told.paidOn} ${told.arrivedOn} ${told.name}`
    const nth = told.voucher === null ? alike.get(likeness) ?? 0 : 0
    if (told.voucher === null) alike.set(likeness, nth + 1)
    if (told.row > file.readTo) yield taxRow(file, told, nth)
  }
  if (at === null) requireColumns(null)
}

const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

function sheetRows(file: Buffer): AsyncGenerator<SheetRow> | Generator<SheetRow> {
  if (file.subarray(0, 4).equals(ZIP)) return eachXlsxRow(file)
  if (file.subarray(0, 4).equals(OLD_OFFICE)) {
    throw new Refusal({ code: 'FILE_OLD_XLS', message: '这是旧格式的 .xls 文件，没有读取。请用 WPS 或 Excel 打开后另存为 .xlsx，再导入一次。', path: 'file' })
  }
  return eachCsvRow(file)
}

/**
 * Matches rows of a file that was read, as many as a call can; asked again until `done`, by whoever and however often.
 * @throws Refusal TAX_FILE_NOT_FOUND, NOT_ALLOWED, TAX_FILE_NOT_READ, BUSY
 */
export async function matchTaxRows({ taxFile }: Requests['matchTaxRows'], context: CallContext): Promise<Answers['matchTaxRows']> {
  const { db, now, today } = context
  const file = await requireTaxFile(db, taxFile)
  await requireAllowed(context, 'importTaxFile', { id: taxFile, region: file.region })
  if (file.state === 'reading') throw new Refusal({ code: 'TAX_FILE_NOT_READ', path: 'taxFile', message: '这个文件还没有读完，没有开始核对。请先把文件读完。' })
  const rows = await rowsIn(db, taxFile, 'read', ROWS_A_TRANSACTION * TRANSACTIONS_A_CALL)
  const parts = Array.from({ length: Math.ceil(rows.length / ROWS_A_TRANSACTION) }, (_, i) => rows.slice(i * ROWS_A_TRANSACTION, (i + 1) * ROWS_A_TRANSACTION))
  await Promise.all(parts.map((part) => matchRows(db, taxFile, part.map(({ _id }) => _id), { by: 'tax', now, today })))
  const done = rows.length < ROWS_A_TRANSACTION * TRANSACTIONS_A_CALL
  if (done && file.state !== 'done') await putTaxFile(db, { ...file, state: 'done' })
  return { done, matchedNow: rows.length, tally: done ? await tallyOf(db, taxFile) : null }
}
