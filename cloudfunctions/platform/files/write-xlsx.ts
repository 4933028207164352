import { zipOf } from './zip-write'
import type { ZipPart } from './zip-write'

/**
 * A table as it goes onto paper: lines above, columns, rows, lines below. A text stays text, a number of an identity
 * card too; what can be added up is given as a number.
 */
export interface Table<In extends Cell = string> {
  /** '' = none: the head is the first row. */
  title: string
  lines: readonly string[]
  columns: readonly string[]
  rows: readonly (readonly In[])[]
  foot: readonly string[]
  /** Columns of which a line below says the sum; absent: none. */
  sums?: readonly string[]
}

type Cell = string | number
/** Of the style sheet below: by their places in it. */
const STYLE = { plain: 0, title: 1, head: 2, text: 3, number: 4 } as const

interface Line {
  cells: readonly Cell[]
  style: keyof typeof STYLE
}

/**
 * A workbook of one sheet, to be printed on A4: the title in one cell across, the head on every page (SpreadsheetML,
 * ECMA-376 part 1, 18.3 and 18.8). No text of it is a formula: all stand in the cells as words.
 */
export function writeXlsx(table: Table<Cell>): Buffer {
  const { title, lines, columns, rows, foot } = table
  const titles: Line[] = title === '' ? [] : [{ cells: [title], style: 'title' }]
  const above: Line[] = [...titles, ...lines.map((text): Line => ({ cells: [text], style: 'plain' }))]
  const body: Line[] = [
    { cells: columns, style: 'head' },
    ...rows.map((cells): Line => ({ cells, style: 'text' })),
    ...sumsOf(table),
    ...foot.map((text): Line => ({ cells: [text], style: 'plain' })),
  ]
  return zipOf([
    ...FIXED,
    part('xl/workbook.xml', workbookXml(above.length + 1)),
    part('xl/worksheets/sheet1.xml', sheetXml([...above, ...body], above.length, table)),
  ])
}

/** One line, and none where there is nothing to sum up. Hundredths are added as whole numbers. */
function sumsOf({ columns, rows, sums = [] }: Table<Cell>): Line[] {
  if (sums.length === 0 || rows.length === 0) return []
  const sumOf = (at: number): number =>
    rows.reduce((sum, cells) => sum + Math.round(100 * (typeof cells[at] === 'number' ? cells[at] : 0)), 0) / 100
  const cells = columns.map((name, at): Cell => (sums.includes(name) ? sumOf(at) : at === 0 ? '合计' : ''))
  return [{ cells, style: 'text' }]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const part = (name: string, xml: string): ZipPart => ({ name, bytes: Buffer.from(HEAD + xml, 'utf8') })

const THIN = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"/>`).join('')

/** What is the same in each. */
const FIXED: readonly ZipPart[] = [
  part(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/>` +
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
      `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
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
      '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/>' +
      '<xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf>' +
      '<xf numFmtId="49" fontId="2" borderId="1" applyNumberFormat="1" applyFont="1" applyBorder="1"/>' +
      '<xf numFmtId="49" borderId="1" applyNumberFormat="1" applyBorder="1"/>' +
      '<xf borderId="1" applyBorder="1"/></cellXfs></styleSheet>',
  ),
]

function workbookXml(headRow: number): string {
  return (
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>` +
    `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">表!$${headRow}:$${headRow}</definedName>` +
    '</definedNames></workbook>'
  )
}

/** Of the columns past which a page is turned. */
const UPRIGHT_COLUMNS = 6

function sheetXml(lines: readonly Line[], across: number, { columns, rows }: Table<Cell>): string {
  const widths = widthsOf(columns, rows)
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  const last = columnName(columns.length - 1)
  const orientation = columns.length > UPRIGHT_COLUMNS ? 'landscape' : 'portrait'
  const merges = Array.from({ length: across }, (_, i) => `<mergeCell ref="A${i + 1}:${last}${i + 1}"/>`)
  return (
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>${widths}</cols>` +
    `<sheetData>${lines.map(rowXml).join('')}</sheetData>` +
    (columns.length > 1 && across > 0 ? `<mergeCells count="${across}">${merges.join('')}</mergeCells>` : '') +
    `<pageSetup paperSize="9" orientation="${orientation}" fitToHeight="0"/>` +
    '</worksheet>'
  )
}

function rowXml({ cells, style }: Line, at: number): string {
  const row = at + 1
  return `<row r="${row}">${cells.map((cell, i) => cellXml(cell, `${columnName(i)}${row}`, style)).join('')}</row>`
}

function cellXml(cell: Cell, place: string, style: Line['style']): string {
  const number = style === 'text' ? STYLE.number : STYLE[style]
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${place}" s="${number}"><v>${cell}</v></c>`
  if (cell === '') return `<c r="${place}" s="${STYLE[style]}"/>`
  const words = `<is><t xml:space="preserve">${escaped(String(cell))}</t></is>`
  return `<c r="${place}" s="${STYLE[style]}" t="inlineStr">${words}</c>`
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
function widthsOf(columns: readonly string[], rows: Table<Cell>['rows']): number[] {
  const widthOf = (cell: Cell): number => [...String(cell)].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 0)
  return columns.map((name, i) => {
    const longest = rows.reduce((most, cells) => Math.max(most, widthOf(cells[i] ?? '')), widthOf(name))
    return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, longest) + 2)
  })
}
