import type { Table } from './write-xlsx'

/** So that spreadsheet programs take the file for UTF-8. */
const MARK = '\ufeff'
/** A cell that begins so would be run as a formula. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** A table as CSV for spreadsheet programs: quoted where needed, nothing in it is taken for a formula. */
export function writeCsv({ title, lines, columns, rows, foot }: Table<string | number>): Buffer {
  const all = [[title], ...lines.map((line) => [line]), columns, ...rows, ...foot.map((line) => [line])]
  return Buffer.from(
    `${MARK}${all.map((cells) => cells.map((cell) => quoted(String(cell))).join(',')).join('\r\n')}\r\n`,
  )
}

function quoted(cell: string): string {
  const safe = FORMULA.test(cell) && !/^-?\d+(\.\d+)?%?$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
