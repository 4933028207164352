import { linesAbove } from './write-xlsx'
import type { TableCell, Table } from './write-xlsx'

/** A cell as people read it: of yuan two decimals, of percent its sign. */
export function cellText(
  { columns, formats = {} }: Pick<Table<TableCell>, 'columns' | 'formats'>,
  cell: TableCell,
  at: number,
) {
  if (typeof cell === 'string') return cell
  const format = formats[columns[at] ?? '']
  return format === 'yuan' ? cell.toFixed(2) : format === 'percent' ? `${cell}%` : String(cell)
}

/** Some rows of a table as texts, with what stands above and below: to be looked at, or drawn as a picture. */
export function shownTable(table: Table<TableCell>, from: number, count: number) {
  const { title, columns, rows, foot } = table
  return {
    title,
    lines: linesAbove(table),
    columns,
    rows: rows.slice(from, from + count).map((cells) => cells.map((cell, at) => cellText(table, cell, at))),
    foot,
  }
}
