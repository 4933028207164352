import type { CellValue, Worksheet } from 'exceljs'
import { COLUMNS_MAX, requireFewRows, unreadable } from './sheet'
import type { Cell, SheetRow } from './sheet'
import { requireModestZip } from './zip-limits'

/** Nothing of these is needed, and some cover a million rows in one word, which exceljs would spell out. */
const IGNORED = [
  'dataValidations', 'conditionalFormatting', 'mergeCells', 'hyperlinks', 'drawing', 'legacyDrawing', 'picture', 'tableParts',
  'autoFilter', 'extLst', 'rowBreaks', 'colBreaks', 'pageSetup', 'headerFooter', 'sheetProtection',
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
function cellOf(value: CellValue): Cell | null {
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
