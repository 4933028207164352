import { Refusal } from '../base'

/** A cell as it was read: what it says, and what went wrong on the way. */
export interface SheetCell {
  text: string
  /** number: the program kept it as a number (a day, or an identity number that has lost digits). error: a formula that failed. */
  kind: 'text' | 'number' | 'error'
}

export interface SheetRow {
  /** As the sheet's reader counts: 1 = the first. */
  row: number
  cells: readonly (SheetCell | null)[]
}

export const COLUMNS_MAX = 100

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

export function unreadable(): Refusal {
  return new Refusal({
    code: 'FILE_UNREADABLE',
    message: '这个文件打不开，没有录入。请用 WPS 或 Excel 打开后另存为 .xlsx，再导入一次。',
    path: 'file',
  })
}
