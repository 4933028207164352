import { zipOf } from './zip-write'
import type { ZipPart } from './zip-write'

/** Who made a file, for which place and when, as it stands above its table. */
export interface Made {
  /** As the notice calls it, with township and village where it is of one. */
  place: string
  day: string
  /** As their office calls them; '' = not known: there is room to sign. */
  by: string
}

/**
 * A table as it goes onto paper: lines above, columns, rows, lines below. A text stays text, a number of an identity
 * card too; what can be added up is given as a number.
 */
export interface Table<In extends TableCell = string> {
  /** '' = none: the head is the first row. */
  title: string
  /** Written above {@link lines}; null: it says so otherwise, or goes back to whom it came from. */
  made: Made | null
  lines: readonly string[]
  columns: readonly string[]
  rows: readonly (readonly In[])[]
  foot: readonly string[]
  /** Columns of which a line below says the sum; absent: none. */
  sums?: readonly string[]
  /** Columns whose numbers are yuan, or percent (12.5 = 12.5 %); the others' are counts. */
  formats?: Readonly<Record<string, NumberFormat>>
  /** Of the sheet, where a workbook has several; absent: 表. */
  sheet?: string
}

export type TableCell = string | number
type NumberFormat = 'yuan' | 'percent'
/** Of the style sheet below: by their places in it. */
const STYLE = { plain: 0, title: 1, head: 2, text: 3, count: 4, yuan: 5, percent: 6 } as const

interface Line {
  cells: readonly TableCell[]
  style: 'plain' | 'title' | 'head' | 'text'
}

/**
 * A workbook of one sheet a table, to be printed on A4: the title in one cell across, the head on every page
 * (SpreadsheetML, ECMA-376 part 1, 18.3 and 18.8). No text of it is a formula: all stand in the cells as words.
 */
export function writeXlsx(...tables: readonly Table<TableCell>[]): Buffer {
  const drawn = tables.map((table, at) => ({
    name: table.sheet ?? (at === 0 ? '表' : `表${at + 1}`),
    ...linesOf(table),
  }))
  return zipOf([
    ...fixedParts(drawn.length),
    part('xl/workbook.xml', workbookXml(drawn)),
    ...tables.map((table, at) =>
      part(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(drawn[at]!.lines, drawn[at]!.above, table)),
    ),
  ])
}

/** All lines of a table, and how many of them stand above its head. */
function linesOf(table: Table<TableCell>): { lines: readonly Line[]; above: number } {
  const { title, columns, rows, foot } = table
  const above: Line[] = [
    ...(title === '' ? [] : [{ cells: [title], style: 'title' } as const]),
    ...linesAbove(table).map((text): Line => ({ cells: [text], style: 'plain' })),
  ]
  const body: Line[] = [
    { cells: columns, style: 'head' },
    ...rows.map((cells): Line => ({ cells, style: 'text' })),
    ...sumsOf(table).map((cells): Line => ({ cells, style: 'text' })),
    ...foot.map((text): Line => ({ cells: [text], style: 'plain' })),
  ]
  return { lines: [...above, ...body], above: above.length }
}

/** What stands between the title and the head. */
export const linesAbove = ({ made, lines }: Pick<Table<TableCell>, 'made' | 'lines'>): readonly string[] =>
  made === null ? lines : [`单位：${made.place}`, ...lines, `制表日期：${made.day}；制表人：${made.by}`]

/** One line, and none where there is nothing to sum up. Hundredths are added as whole numbers. */
export function sumsOf({ columns, rows, sums = [] }: Table<TableCell>): readonly (readonly TableCell[])[] {
  if (sums.length === 0 || rows.length === 0) return []
  const sumOf = (at: number): number =>
    rows.reduce((sum, cells) => sum + Math.round(100 * (typeof cells[at] === 'number' ? cells[at] : 0)), 0) / 100
  return [columns.map((name, at): TableCell => (sums.includes(name) ? sumOf(at) : at === 0 ? '合计' : ''))]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const part = (name: string, xml: string): ZipPart => ({ name, bytes: Buffer.from(HEAD + xml, 'utf8') })

const THIN = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"/>`).join('')

/** What does not hang on what is written, but on how many sheets there are. */
const fixedParts = (sheets: number): readonly ZipPart[] => [
  part(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      each(sheets, (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`) +
      `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
  ),
  part(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ),
  part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">` +
      each(sheets, (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`) +
      `<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  ),
  part(
    'xl/styles.xml',
    `<styleSheet xmlns="${MAIN}"><fonts count="3">` +
      '<font><sz val="11"/><name val="宋体"/></font>' +
      '<font><b/><sz val="16"/><name val="宋体"/></font>' +
      '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>' +
      '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
      '<fill><patternFill patternType="gray125"/></fill></fills>' +
      `<borders count="2"><border/><border>${THIN}</border></borders>` +
      '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/>' +
      '<xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf>' +
      '<xf numFmtId="49" fontId="2" borderId="1" applyNumberFormat="1" applyFont="1" applyBorder="1"/>' +
      `${[NUMBER_FORMAT.text, NUMBER_FORMAT.count, NUMBER_FORMAT.yuan, NUMBER_FORMAT.percent]
        .map((id) => `<xf numFmtId="${id}" borderId="1" applyNumberFormat="1" applyBorder="1"/>`)
        .join('')}</cellXfs></styleSheet>`,
  ),
]

const each = (sheets: number, write: (sheet: number) => string): string =>
  Array.from({ length: sheets }, (_, i) => write(i + 1)).join('')

/** Formats that every program knows without being told them (18.8.30): text, as it is, two decimals, percent of two. */
const NUMBER_FORMAT = { text: 49, count: 0, yuan: 2, percent: 10 } as const

function workbookXml(sheets: readonly { name: string; above: number }[]): string {
  const listed = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  const headRows = sheets.map(({ name, above }, at) => {
    const area = `'${escaped(name).replaceAll("'", "''")}'!$${above + 1}:$${above + 1}`
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${area}</definedName>`
  })
  return (
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join('')}</sheets>` +
    `<definedNames>${headRows.join('')}</definedNames></workbook>`
  )
}

/** Of the columns past which a page is turned. */
const UPRIGHT_COLUMNS = 6

function sheetXml(lines: readonly Line[], across: number, table: Table<TableCell>): string {
  const { columns, rows, formats = {} } = table
  const styles = columns.map((name) => STYLE[formats[name] ?? 'count'])
  const widths = widthsOf(columns, [...rows, ...sumsOf(table)])
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  const last = columnName(columns.length - 1)
  const orientation = columns.length > UPRIGHT_COLUMNS ? 'landscape' : 'portrait'
  const merges = Array.from({ length: across }, (_, i) => `<mergeCell ref="A${i + 1}:${last}${i + 1}"/>`)
  return (
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>${widths}</cols>` +
    `<sheetData>${lines.map((line, at) => rowXml(line, at + 1, styles)).join('')}</sheetData>` +
    (columns.length > 1 && across > 0 ? `<mergeCells count="${across}">${merges.join('')}</mergeCells>` : '') +
    `<pageSetup paperSize="9" orientation="${orientation}" fitToHeight="0"/>` +
    '</worksheet>'
  )
}

function rowXml({ cells, style }: Line, row: number, numbers: readonly number[]): string {
  const drawn = cells.map((cell, i) => cellXml(cell, `${columnName(i)}${row}`, STYLE[style], numbers[i]!))
  return `<row r="${row}">${drawn.join('')}</row>`
}

function cellXml(cell: TableCell, place: string, style: number, number: number): string {
  if (typeof cell === 'number' && Number.isFinite(cell)) {
    // Of percent the program that opens it shows the hundredfold.
    const value = number === STYLE.percent ? Number((cell / 100).toFixed(6)) : cell
    return `<c r="${place}" s="${number}"><v>${value}</v></c>`
  }
  if (cell === '') return `<c r="${place}" s="${style}"/>`
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(String(cell))}</t></is></c>`
}

function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML cannot hold is left out. */
function escaped(text: string): string {
  return [...text]
    .filter((char) => /[\t\n\r\u0020-\ud7ff\ue000-\ufffd]|[\u{10000}-\u{10ffff}]/u.test(char))
    .join('')
    .replace(/[&<>"]/g, (char) => ESCAPES[char]!)
}

const WIDTH_MIN = 6
const WIDTH_MAX = 30

/** By the longest text of each; a Chinese character is as wide as two digits. */
function widthsOf(columns: readonly string[], rows: Table<TableCell>['rows']): number[] {
  const widthOf = (cell: TableCell): number =>
    // A number is shown with two decimals at most behind what it is without them.
    [...String(cell)].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 0) + (typeof cell === 'number' ? 3 : 0)
  return columns.map((name, i) => {
    const longest = rows.reduce((most, cells) => Math.max(most, widthOf(cells[i] ?? '')), widthOf(name))
    return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, longest) + 2)
  })
}
