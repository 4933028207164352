import { cellFaults, normalisedNumber, readDayText } from '../people'
import type { RosterRow } from './documents'
import { Refusal } from '../../platform/base'
import { eachCsvRow, eachXlsxRow, requireFewRows } from '../../platform/files'
import type { SheetCell, SheetRow } from '../../platform/files'
import { civilDay, dayNumber } from '../../../rules'
import type { RosterTerms } from '../../../rules/office'
import { bareHeading, headingsOf } from '../../../rules/office'

const ROWS_MAX = 60_000
/** Titles and notes may stand above. */
const HEADER_ROWS_TRIED = 10
const CELL_MAX = 200

type Field = RosterTerms['columns'][number]['holds']

interface RosterSheet {
  /** As they stand in the sheet. */
  headings: readonly string[]
  rows: readonly RosterRow[]
}

/** All rows of a list, in order. @throws Refusal HEADER_NOT_FOUND, FILE_TOO_LONG, FILE_UNREADABLE, FILE_TOO_LARGE */
export async function rosterSheet(file: Buffer, terms: RosterTerms): Promise<RosterSheet> {
  const rows: RosterRow[] = []
  const above: SheetRow[] = []
  let header: Header | null = null
  for await (const row of sheetRows(file)) {
    if (header === null) {
      above.push(row)
      header = headerIn(row, terms)
      if (header === null && above.length >= HEADER_ROWS_TRIED) break
    } else if (rows.length === 0 && isSecondHeader(row, header, terms)) header = withSecond(header, row, terms)
    else {
      const read = readRow(row, header)
      if (read !== null) rows.push(read)
      requireFewRows(rows.length, ROWS_MAX)
    }
  }
  if (header === null) throw headerNotFound(['表头'])
  const lacking = terms.columns
    .filter(({ holds }) => NEEDED.has(holds) && !header.at.has(holds))
    .map(({ heading }) => heading)
  if (lacking.length > 0) throw headerNotFound(lacking)
  return { headings: header.headings, rows }
}

/** Without these no row can be read at all. */
const NEEDED: ReadonlySet<Field> = new Set<Field>(['name', 'idNumber', 'category'])

function headerNotFound(lacking: readonly string[]): Refusal {
  return new Refusal({
    code: 'HEADER_NOT_FOUND',
    path: 'file',
    found: lacking.join('、'),
    message: `名册里没有找到：${lacking.join('、')}，没有读取。表格前十行里要有一行表头，栏目名按通知的写法；请核对后再上传。`,
  })
}

const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

function sheetRows(file: Buffer): AsyncGenerator<SheetRow> | Generator<SheetRow> {
  if (file.subarray(0, 4).equals(ZIP)) return eachXlsxRow(file)
  if (file.subarray(0, 4).equals(OLD_OFFICE)) {
    throw new Refusal({
      code: 'FILE_OLD_XLS',
      message: '这是旧格式的 .xls 文件，没有读取。请用 WPS 或 Excel 打开后另存为 .xlsx，再上传一次。',
      path: 'file',
    })
  }
  return eachCsvRow(file)
}

interface Header {
  at: ReadonlyMap<Field, number>
  headings: readonly string[]
}

/** A row with a column of numbers and another that is known. */
function headerIn(row: SheetRow, terms: RosterTerms): Header | null {
  const at = columnsIn(row, terms)
  return at.has('idNumber') && at.size > 1 ? { at, headings: row.cells.map((cell) => cell?.text.trim() ?? '') } : null
}

function columnsIn({ cells }: SheetRow, { columns }: RosterTerms): Map<Field, number> {
  const at = new Map<Field, number>()
  cells.forEach((cell, i) => {
    const bare = cell === null ? '' : bareHeading(cell.text)
    const column =
      bare === ''
        ? undefined
        : (columns.find((one) => headingsOf(one).some((heading) => bareHeading(heading) === bare)) ??
          ALWAYS_KNOWN.find(({ heading }) => heading === bare))
    if (column !== undefined && !at.has(column.holds)) at.set(column.holds, i)
  })
  return at
}

/** Of a list of changes whose notice names no columns. */
const ALWAYS_KNOWN: readonly { heading: string; holds: Field }[] = [
  { heading: '新增或减少', holds: 'change' },
  { heading: '镇街', holds: 'township' },
  { heading: '乡镇', holds: 'township' },
  { heading: '村居', holds: 'village' },
  { heading: '村', holds: 'village' },
]

/** A heading over several columns has theirs in the row below it. */
function isSecondHeader(row: SheetRow, { at }: Header, terms: RosterTerms): boolean {
  const below = columnsIn(row, terms)
  return (
    below.size > 0 &&
    [...below.keys()].every((field) => !at.has(field)) &&
    (row.cells[at.get('idNumber')!] ?? null) === null
  )
}

function withSecond({ at, headings }: Header, row: SheetRow, terms: RosterTerms): Header {
  const below = columnsIn(row, terms)
  const width = Math.max(headings.length, row.cells.length)
  const both = Array.from({ length: width }, (_, i) => row.cells[i]?.text.trim() ?? headings[i] ?? '')
  return { at: new Map([...at, ...below]), headings: both }
}

/** null = a sum below the people, or a row that says nothing. */
function readRow({ row, cells }: SheetRow, { at, headings }: Header): RosterRow | null {
  const cell = (field: Field): SheetCell | null => cells[at.get(field) ?? -1] ?? null
  const text = (field: Field): string => cell(field)?.text.trim().slice(0, CELL_MAX) ?? ''
  const [name, number] = [text('name'), text('idNumber')]
  if (number === '' && (name === '' || /^(合计|总计|小计|注|填报)/.test(name))) return null
  const since = cell('since')
  return {
    line: row,
    name,
    idNumber: normalisedNumber(number),
    category: text('category'),
    change: text('change'),
    level: text('level'),
    township: text('township'),
    village: text('village'),
    phone: text('phone'),
    address: text('address'),
    since: since === null ? '' : dayOrText(since),
    faults: cellFaults(
      [...at.values()].map((i) => cells[i] ?? null),
      cell('idNumber'),
    ) as RosterRow['faults'],
    cells: headings.map((_, i) => cells[i]?.text.trim().slice(0, CELL_MAX) ?? ''),
  }
}

function dayOrText(cell: SheetCell): string {
  const text = readDayText(cell)
  const day = dayNumber(text)
  return day === null ? text : civilDay(day)
}
