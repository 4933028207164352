import type { Page, Pen } from './pen'
import { A4_ACROSS, penOn } from './pen'

/** A paper as a table, as the server draws it up. */
export interface TableOnPaper {
  title: string
  lines: readonly string[]
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  foot: readonly string[]
}

const EDGE = 12
const RIGHT = A4_ACROSS.width - EDGE
const ROW = 6.4
const TEXT = 3.6
const SMALLEST = 2
/** Between a cell's text and the next cell. */
const AIR = 3
const ROWS_A_PAGE = 20

export const pagesOf = ({ rows }: TableOnPaper): number => Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE))

/**
 * Draws one page of a table on a sheet of A4 laid across: title and head on each, the sums and where to sign on the
 * last. Letters get smaller until every column has its room; nothing is cut off.
 * @param page from 0 on
 * @throws RangeError when the columns do not fit even so
 */
export function drawSheet(pen: Pen, table: TableOnPaper, page: number, pixels: number): void {
  const paper = penOn(pen, A4_ACROSS, pixels / A4_ACROSS.width, EDGE)
  const pages = pagesOf(table)
  const rows = table.rows.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE)
  paper.clear()
  paper.write(table.title, A4_ACROSS.width / 2, 18, { size: 6.5, bold: true, align: 'center' })
  if (pages > 1) paper.write(`第 ${page + 1} 页，共 ${pages} 页`, RIGHT, 18, { align: 'right' })
  let y = paper.paragraph(table.lines.join('    '), 26, TEXT) - 2
  const columns = columnsOf(paper, [table.columns, ...table.rows])
  paper.line(y)
  for (const [i, cells] of [table.columns, ...rows].entries()) {
    y += ROW
    for (const [column, text] of cells.entries())
      paper.write(text, columns.lefts[column]!, y - 2, {
        size: columns.size,
        ...(i === 0 ? { bold: true as const } : {}),
      })
    paper.line(y)
  }
  if (page < pages - 1) return
  y += 7
  for (const text of table.foot) y = paper.paragraph(text, y, TEXT)
}

/** Where each column begins, and the size of letters at which all have room. */
function columnsOf(paper: Page, rows: readonly (readonly string[])[]): { lefts: number[]; size: number } {
  const widest = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => paper.widthOf(cells[column] ?? '', 1))))
  const room = RIGHT - EDGE - AIR * widest.length
  const size = Math.min(TEXT, room / widest.reduce((sum, width) => sum + width, 0))
  if (size < SMALLEST) throw new RangeError(`the columns would need letters of ${size} mm`)
  // What is left over widens every column alike: a place to sign needs room too.
  const spare = (room - size * widest.reduce((sum, width) => sum + width, 0)) / widest.length
  const lefts: number[] = []
  let left = EDGE + AIR / 2
  for (const width of widest) {
    lefts.push(left)
    left += width * size + spare + AIR
  }
  return { lefts, size }
}
