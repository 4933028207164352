import { Refusal } from '../base'

/** A cell as it was read: what it says, and what went wrong on the way. */
export interface SheetCell {
  text: string
  /**
   * number: the program kept it as a number (a day, or an identity number that has lost digits). day: a number that the
   * sheet shows as a day, here `YYYY-MM-DD`, with its time behind where it has one. error: what {@link fault} says.
   */
  kind: 'text' | 'number' | 'day' | 'error'
  fault?: CellFault
  /** The number of a day or number, counted as from 1900: days since 30 December 1899. */
  serial?: number
  /** The value stands in the first cell of a merged area to which this one belongs. */
  merged?: true
}

/**
 * Why a cell says nothing that can be relied upon: a formula that failed, one that has no value until somebody opens
 * and saves the file, more than a cell holds, characters that could not be told.
 */
export type CellFault = 'FORMULA_ERROR' | 'FORMULA_EMPTY' | 'CELL_TOO_LONG' | 'CHARACTERS_LOST'

export interface SheetRow {
  /** As the sheet's reader counts: 1 = the first. */
  row: number
  cells: readonly (SheetCell | null)[]
  /** Which of the file's sheets; the first is 0. */
  sheet?: number
  /** Hidden, or filtered out. */
  hidden?: true
  /** A line runs through a text of it. */
  struck?: true
}

/** More than a sheet has rows. */
const ROWS_OF_A_SHEET = 10_000_000

/** A row's place among all rows of its file, in their order: of the first sheet as the sheet counts. */
export const positionOf = ({ sheet = 0, row }: Pick<SheetRow, 'sheet' | 'row'>): number => sheet * ROWS_OF_A_SHEET + row
/** As its sheet counts. */
export const lineOf = (position: number): number => position % ROWS_OF_A_SHEET

export interface SheetInfo {
  name: string
  hidden: boolean
}

/** What a reader found and nobody sees in the rows. */
export interface FileNote {
  code: keyof typeof FILE_NOTES
  /** Absent: it is of the whole file. */
  sheet?: number
  row?: number
  found?: string
}

const FILE_NOTES = {
  STRAY_QUOTES: '有没配对的引号，已按普通字符读，没有丢行',
  COLUMNS_CUT: '列太多，只读了前 256 列',
  COLUMNS_HIDDEN: '有隐藏的列，也读了',
  ROWS_FILTERED: '表格开着筛选',
  NOT_A_SHEET: '是图表，没有读',
  CHARACTERS_LOST: '有字符认不出来，可能是保存时编码选错了',
} as const
const NOTES_TOLD = 20

/** What a reader found, in words for whoever sent the file: the first of it. */
export function notesInWords({ notes, sheets }: Pick<SheetFile, 'notes' | 'sheets'>): string[] {
  return notes.slice(0, NOTES_TOLD).map(({ code, sheet, row, found }) => {
    const where = [
      sheet === undefined || sheets.length < 2 ? '' : `“${sheets[sheet]?.name ?? ''}”`,
      row === undefined ? '' : `第 ${row} 行`,
    ]
    return `${where.join('')}${found === undefined ? '' : `“${found}”`}${FILE_NOTES[code]}`
  })
}

/** A file of sheets in whatever form; {@link SheetFile.notes} are whole when the rows have been read through. */
export interface SheetFile {
  form: 'xlsx' | 'text' | 'html' | 'xml'
  sheets: readonly SheetInfo[]
  rows(): AsyncGenerator<SheetRow>
  notes: readonly FileNote[]
}

export const COLUMNS_MAX = 256
/** What spreadsheets hold in a cell. */
export const CELL_MAX = 32_767

/** @throws Refusal FILE_TOO_LONG */
export function requireFewRows(rows: number, most: number): void {
  if (rows <= most) return
  throw new Refusal({
    code: 'FILE_TOO_LONG',
    message: `表格有 ${rows} 行，一次最多 ${most} 行，没有录入。请分成几个文件再导入。`,
    path: 'file',
    found: String(rows),
  })
}

/** `found`: what it seems to be instead. */
export function unreadable(found?: string): Refusal {
  const seems = found === undefined ? '' : `看起来是${found}。`
  return new Refusal({
    code: 'FILE_UNREADABLE',
    message: `这个文件打不开，没有读取。${seems}请用 WPS 或 Excel 打开后另存为 .xlsx，再上传一次。`,
    path: 'file',
    ...(found === undefined ? {} : { found }),
  })
}
