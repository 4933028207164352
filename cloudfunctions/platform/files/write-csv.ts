import { cellText } from './shown-table'
import { linesAbove, sumsOf } from './write-xlsx'
import type { TableCell, Table } from './write-xlsx'

/** So that spreadsheet programs take the file for UTF-8. */
const MARK = '\ufeff'
/** A cell that begins so would be run as a formula. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * A table as CSV for spreadsheet programs, with the same lines above and sums below as a workbook: quoted where needed,
 * nothing in it is taken for a formula.
 */
export function writeCsv(table: Table<TableCell>): Buffer {
  const { title, columns, rows, foot } = table
  const textOf = (cell: TableCell, at: number): string => cellText(table, cell, at)
  const alone = (line: string): string[] => [line]
  const all = [
    ...(title === '' ? [] : [[title]]),
    ...linesAbove(table).map(alone),
    [...columns],
    ...[...rows, ...sumsOf(table)].map((cells) => cells.map(textOf)),
    ...foot.map(alone),
  ]
  return Buffer.from(`${MARK}${all.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`)
}

function quoted(cell: string): string {
  const safe = FORMULA.test(cell) && !/^-?\d+(\.\d+)?%?$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
