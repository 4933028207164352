import type { CellValue, Worksheet } from 'exceljs'
import { inflateRawSync } from 'node:zlib'
import { Refusal } from '../base'
import type { SheetCell, SheetRow } from './sheet'
import { COLUMNS_MAX, requireFewRows, unreadable } from './sheet'

/** Nothing of these is needed, and some cover a million rows in one word, which exceljs would spell out. */
const IGNORED = [
  'dataValidations',
  'conditionalFormatting',
  'mergeCells',
  'hyperlinks',
  'drawing',
  'legacyDrawing',
  'picture',
  'tableParts',
  'autoFilter',
  'extLst',
  'rowBreaks',
  'colBreaks',
  'pageSetup',
  'headerFooter',
  'sheetProtection',
]

/**
 * The rows of a workbook's first sheet that has any. exceljs, more than a megabyte, is loaded for this only.
 * @throws Refusal FILE_TOO_LARGE, FILE_TOO_LONG, FILE_UNREADABLE
 */
export async function xlsxRows(file: Buffer, most: number): Promise<SheetRow[]> {
  requireModestZip(file)
  const sheet = await firstSheet(file)
  requireFewRows(sheet.actualRowCount, most)
  const rows: SheetRow[] = []
  sheet.eachRow((row, number) => {
    const values = Array.isArray(row.values) ? row.values.slice(1, COLUMNS_MAX + 1) : []
    rows.push({ row: number, cells: Array.from(values, (value) => cellOf(value ?? null)) })
  })
  return rows
}

async function firstSheet(file: Buffer): Promise<Worksheet> {
  const { default: exceljs } = await import('exceljs')
  const workbook = new exceljs.Workbook()
  try {
    await workbook.xlsx.load(file as unknown as ArrayBuffer, { ignoreNodes: IGNORED })
  } catch {
    // Its words may quote the file.
    throw unreadable()
  }
  const sheet = workbook.worksheets.find(({ actualRowCount, state }) => actualRowCount > 0 && state === 'visible')
  if (sheet === undefined) throw unreadable()
  return sheet
}

/** A formula stands for its value, a link or coloured text for its words. */
function cellOf(value: CellValue): SheetCell | null {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return { text: value.toISOString().slice(0, 10), kind: 'text' }
  if (typeof value === 'number') return { text: plainNumber(value), kind: 'number' }
  if (typeof value !== 'object') return { text: String(value), kind: 'text' }
  if ('error' in value) return { text: '', kind: 'error' }
  if ('richText' in value) return { text: value.richText.map(({ text }) => text).join(''), kind: 'text' }
  if ('hyperlink' in value) return cellOf(value.text)
  return 'result' in value ? cellOf(value.result ?? null) : null
}

/** All the digits that a double holds, without an exponent. */
function plainNumber(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value)
}

const INFLATED_MAX = 30 * 1024 * 1024
const ENTRIES_MAX = 200
const END_RECORD = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const END_RECORD_BYTES = 22
const COMMENT_MAX = 0xffff
const STORED = 0
const DEFLATED = 8

/**
 * Refuses a zip that would swell: what it says of its sizes is not believed, each entry is inflated up to what is left
 * of the limit. Formats after PKWARE's APPNOTE.TXT 4.3.
 * @throws Refusal FILE_TOO_LARGE, FILE_UNREADABLE
 */
function requireModestZip(file: Buffer): void {
  let left = INFLATED_MAX
  try {
    for (const { deflated, bytes } of entriesOf(file)) {
      left -= deflated ? inflateRawSync(bytes, { maxOutputLength: Math.max(1, left) }).length : bytes.length
      if (left < 0) throw tooLarge()
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof RangeError && Reflect.get(error, 'code') === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw unreadable()
  }
}

export interface ZipEntry {
  name: string
  deflated: boolean
  bytes: Buffer
}

/** What a zip holds, as it is packed. @throws Refusal FILE_TOO_LARGE, FILE_UNREADABLE; RangeError when it is cut off */
export function entriesOf(file: Buffer): ZipEntry[] {
  const end = endRecord(file)
  const count = file.readUInt16LE(end + 10)
  if (count > ENTRIES_MAX) throw tooLarge()
  let at = file.readUInt32LE(end + 16)
  return Array.from({ length: count }, () => {
    if (file.readUInt32LE(at) !== DIRECTORY_ENTRY) throw unreadable()
    const [method, size, local] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)]
    if (method !== STORED && method !== DEFLATED) throw unreadable()
    const name = file.toString('utf8', at + 46, at + 46 + file.readUInt16LE(at + 28))
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
    const begin = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    return { name, deflated: method === DEFLATED, bytes: file.subarray(begin, begin + size) }
  })
}

function endRecord(file: Buffer): number {
  for (let at = file.length - END_RECORD_BYTES; at >= Math.max(0, file.length - END_RECORD_BYTES - COMMENT_MAX); at--) {
    if (file.readUInt32LE(at) === END_RECORD) return at
  }
  throw unreadable()
}

export function tooLarge(): Refusal {
  return new Refusal({
    code: 'FILE_TOO_LARGE',
    message: '这个文件展开后太大了，没有录入。请只留下要导入的那张表，去掉图片和其他工作表，另存后再导入。',
    path: 'file',
  })
}
