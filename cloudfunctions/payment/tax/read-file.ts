import type { CivilDay } from '../../../rules'
import type { Database } from '../../shared/database'
import { readFile, removeFile } from '../../shared/file-parts'
import { Refusal } from '../../shared/refusal'
import { eachCsvRow } from '../../shared/sheets/csv-rows'
import { eachXlsxRow } from '../../shared/sheets/long-xlsx'
import type { SheetRow } from '../../shared/sheets/sheet'
import { advanceTaxFile, storeRows, taxRow } from '../records/tax-files'
import { columnsIn, HEADER_ROWS_TRIED, requireColumns, type ColumnsAt } from './columns'
import type { TaxFileDocument, TaxRowDocument } from './documents'
import { readFileRow } from './file-rows'
import { taxPlaceOf, type TaxPlace } from './places'

/** Of a piece of reading: forty writes of many documents each; the file is read through from its beginning each time. */
const ROWS_A_READING = 20_000
const ROWS_A_WRITE = 500

/**
 * Goes on with reading a file, a piece; read through, its bytes are removed. If somebody else went on with it meanwhile,
 * it is as they left it.
 * @throws Refusal FILE_INCOMPLETE, FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE, HEADER_NOT_FOUND
 */
export async function readOn(db: Database, file: TaxFileDocument, today: CivilDay, bytes?: Buffer): Promise<TaxFileDocument> {
  const { by, file: name } = file.upload
  let [at, left] = [file, ROWS_A_READING]
  let waiting: TaxRowDocument[] = []
  for await (const row of peopleIn(bytes ?? await readFile(db, by, name), file, today)) {
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

/** Refuses a file that is none of the place's tax office, before anything of it is kept. @throws Refusal as {@link readOn} */
export async function requireHeader(bytes: Buffer, region: string): Promise<void> {
  const found = headerIn(taxPlaceOf(region))
  for await (const row of sheetRows(bytes)) if (found(row) !== null) return
  requireColumns(null)
}

/** `ahead`: somebody else is. */
async function stored(db: Database, file: TaxFileDocument, rows: readonly TaxRowDocument[]): Promise<{ file: TaxFileDocument; ahead: boolean }> {
  if (rows.length === 0) return { file, ahead: false }
  const { rows: read, again } = await storeRows(db, file._id, rows)
  return advanceTaxFile(db, file, { rows: file.rows + read, again: file.again + again, readTo: rows.at(-1)!.row })
}

/** The rows below the header that are not kept yet, as they will be. */
async function* peopleIn(bytes: Buffer, file: TaxFileDocument, today: TaxFileDocument['day']): AsyncGenerator<TaxRowDocument> {
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
    const likeness = told.voucher ?? `${told.idNumber} ${told.year} ${told.amount} ${told.paidOn} ${told.arrivedOn} ${told.name}`
    const nth = told.voucher === null ? alike.get(likeness) ?? 0 : 0
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
    throw new Refusal({ code: 'FILE_OLD_XLS', message: '这是旧格式的 .xls 文件，没有读取。请用 WPS 或 Excel 打开后另存为 .xlsx，再导入一次。', path: 'file' })
  }
  return eachCsvRow(file)
}
