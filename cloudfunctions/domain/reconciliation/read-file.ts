import { requirePermission, defineAction } from '../access'
import type { TaxFileDocument, TaxRowDocument } from './documents'
import { readFileRow } from './file-rows'
import { matchOn } from './match-rows'
import type { ColumnsAt, TaxPlace } from './places'
import { columnsIn, HEADER_ROWS_TRIED, requireColumns, taxPlaceOf } from './places'
import { tallyOf } from './show'
import {
  addTaxFile,
  advanceTaxFile,
  readTaxFile,
  requireTaxFile,
  storeRows,
  taxFileId,
  taxFileOfUpload,
  taxRow,
} from './store'
import type { Answers } from './contract'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { eachCsvRow, eachXlsxRow, putFilePart, readFile, removeFile } from '../../platform/files'
import type { SheetRow } from '../../platform/files'
import type { CivilDay } from '../../../rules'
import { reconciliationContract } from './contract'

/** Of a piece of reading: forty writes of many documents each; the file is read through from its beginning each time. */
const ROWS_A_READING = 20_000
const ROWS_A_WRITE = 500

/**
 * Goes on with reading a file, a piece; read through, its bytes are removed. If somebody else went on with it meanwhile,
 * it is as they left it.
 * @throws Refusal FILE_INCOMPLETE, FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE, HEADER_NOT_FOUND
 */
export async function continueReading(
  db: Database,
  file: TaxFileDocument,
  today: CivilDay,
  bytes?: Buffer,
): Promise<TaxFileDocument> {
  const { by, file: name } = file.upload
  let [at, left] = [file, ROWS_A_READING]
  let waiting: TaxRowDocument[] = []
  for await (const row of peopleIn(bytes ?? (await readFile(db, by, name)), file, today)) {
    waiting.push(row)
    left--
    if (waiting.length < ROWS_A_WRITE && left > 0) continue
    const after = await stored(db, at, waiting)
    if (after.ahead || left === 0) return after.file
    at = after.file
    waiting = []
  }
  const last = await stored(db, at, waiting)
  if (last.ahead) return last.file
  const read = await advanceTaxFile(db, last.file, { state: 'matching' })
  await removeFile(db, by, name)
  return read.file
}

/** Refuses a file that is none of the place's tax office, before anything of it is kept. @throws Refusal as {@link continueReading} */
async function requireHeader(bytes: Buffer, region: string): Promise<void> {
  const found = headerIn(taxPlaceOf(region))
  for await (const row of sheetRows(bytes)) if (found(row) !== null) return
  requireColumns(null)
}

/** `ahead`: somebody else is. */
async function stored(
  db: Database,
  file: TaxFileDocument,
  rows: readonly TaxRowDocument[],
): Promise<{ file: TaxFileDocument; ahead: boolean }> {
  if (rows.length === 0) return { file, ahead: false }
  const { rows: read, again } = await storeRows(db, file._id, rows)
  return advanceTaxFile(db, file, { rows: file.rows + read, again: file.again + again, readTo: rows.at(-1)!.row })
}

/** The rows below the header that are not kept yet, as they will be. */
async function* peopleIn(
  bytes: Buffer,
  file: TaxFileDocument,
  today: TaxFileDocument['day'],
): AsyncGenerator<TaxRowDocument> {
  const place = taxPlaceOf(file.region)
  const alike = new Map<string, number>()
  const header = headerIn(place)
  let at: ColumnsAt | null = null
  for await (const row of sheetRows(bytes)) {
    if (at === null) {
      at = header(row)
      continue
    }
    const told = readFileRow(row, at, place, today)
    if (told === null) continue
    const likeness =
      told.voucher ?? `${told.idNumber} ${told.year} ${told.amount} ${told.paidOn} ${told.arrivedOn} ${told.name}`
    const nth = told.voucher === null ? (alike.get(likeness) ?? 0) : 0
    if (told.voucher === null) alike.set(likeness, nth + 1)
    if (told.row > file.readTo) yield taxRow(file, told, nth)
  }
  if (at === null) requireColumns(null)
}

/** Asked of one row after the other from the first on: where the columns stand, once it is the header. @throws Refusal HEADER_NOT_FOUND */
function headerIn(place: TaxPlace): (row: SheetRow) => ColumnsAt | null {
  let tried = 0
  return (row) => {
    const header = columnsIn(row, place)
    if (header !== null) return requireColumns(header)
    return ++tried >= HEADER_ROWS_TRIED ? requireColumns(null) : null
  }
}

const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

function sheetRows(file: Buffer): AsyncGenerator<SheetRow> | Generator<SheetRow> {
  if (file.subarray(0, 4).equals(ZIP)) return eachXlsxRow(file)
  if (file.subarray(0, 4).equals(OLD_OFFICE)) {
    throw new Refusal({
      code: 'FILE_OLD_XLS',
      message: '这是旧格式的 .xls 文件，没有读取。请用 WPS 或 Excel 打开后另存为 .xlsx，再导入一次。',
      path: 'file',
    })
  }
  return eachCsvRow(file)
}

/** Takes a piece of a file of the tax office. @throws Refusal NOT_ALLOWED */
export const putTaxPart = /* @__PURE__ */ defineAction(reconciliationContract, 'putTaxPart', {
  permission: 'importTaxFile',
  async run({ region, file, ...part }, context) {
    await requirePermission(context, 'importTaxFile', { id: region, region })
    return { missing: await putFilePart(context.db, context.caller.openid, file, part, context.now) }
  },
})

/**
 * Begins to read the file that was put here and keeps its rows, as many as a call can. Asked once it is enough: a timer
 * goes on (`tax-watch`); asked again until `done` it is quicker. The same file a second time is known by its bytes and
 * changes nothing.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_TAX_FILE, FILE_INCOMPLETE, FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE, HEADER_NOT_FOUND
 */
export const readTaxRows = /* @__PURE__ */ defineAction(reconciliationContract, 'readTaxFile', {
  permission: 'importTaxFile',
  async run({ region, file: name }, context) {
    await requirePermission(context, 'importTaxFile', { id: region, region })
    const { db, caller, now, today } = context
    const upload = { by: caller.openid, file: name }
    // Its bytes are gone when somebody else has read it through meanwhile.
    const known = await taxFileOfUpload(db, region, upload)
    if (known !== null && known.state !== 'reading') return answerOf(known)
    const bytes = await readFile(db, caller.openid, name)
    const file =
      (await readTaxFile(db, taxFileId(region, bytes))) ??
      (await begun(db, bytes, { region, by: caller.openid, at: now, day: today, upload }))
    // A file that was here before is remembered by this upload too: the answer may be lost again.
    const isNews = file.state !== 'reading' && (file.upload.by !== upload.by || file.upload.file !== name)
    const taken =
      file.trouble === null && !isNews ? file : (await advanceTaxFile(db, file, { upload, trouble: null })).file
    const after = taken.state === 'reading' ? await continueReading(db, taken, today, bytes) : taken
    if (after.state !== 'reading') await removeFile(db, caller.openid, name)
    return answerOf(after)
  },
})

const answerOf = ({ _id, rows, again, state }: TaxFileDocument): Answers['readTaxFile'] => ({
  taxFile: _id,
  rows,
  again,
  done: state !== 'reading',
})

async function begun(
  db: Database,
  bytes: Buffer,
  of: Pick<TaxFileDocument, 'region' | 'by' | 'at' | 'day' | 'upload'>,
): Promise<TaxFileDocument> {
  await requireHeader(bytes, of.region)
  return addTaxFile(db, {
    _id: taxFileId(of.region, bytes),
    ...of,
    state: 'reading',
    version: 0,
    trouble: null,
    readTo: 0,
    rows: 0,
    again: 0,
    lookedTo: '',
  })
}

/**
 * Matches rows of a file that was read, as many as a call can; asked again until `done`, by whoever and however often.
 * The timer does the same beside it.
 * @throws Refusal TAX_FILE_NOT_FOUND, NOT_ALLOWED, TAX_FILE_NOT_READ, BUSY
 */
export const matchTaxRows = /* @__PURE__ */ defineAction(reconciliationContract, 'matchTaxRows', {
  permission: 'importTaxFile',
  async run({ taxFile }, context) {
    const { db, now, today } = context
    const file = await requireTaxFile(db, taxFile)
    await requirePermission(context, 'importTaxFile', { id: taxFile, region: file.region })
    if (file.state === 'reading')
      throw new Refusal({
        code: 'TAX_FILE_NOT_READ',
        path: 'taxFile',
        message: '这个文件还没有读完，没有开始核对。请先把文件读完。',
      })
    const { rows, file: after } = await matchOn(db, file, { now, today })
    const done = after.state !== 'matching'
    return { done, matchedNow: rows, tally: done ? await tallyOf(db, taxFile) : null }
  },
})
