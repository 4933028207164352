import type { Budget } from '../budget'
import type { FileNote, SheetCell, SheetFile, SheetInfo, SheetRow } from '../sheet'
import { CELL_MAX, COLUMNS_MAX, unreadable } from '../sheet'
import { decoded } from './decode'
import { MarkupTokens, attribute, sheetFileOf, writeAll } from './markup'
import type { MarkupReader } from './markup'
import { Merges } from './merges'
import { numberText } from './numbers'

/**
 * A workbook in one XML text, as Excel 2003 writes it and systems of offices still do under the name of `.xls`
 * (XML Spreadsheet; namespace urn:schemas-microsoft-com:office:spreadsheet).
 * @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE
 */
export function xmlFile(file: Buffer, budget: Budget): SheetFile {
  const { text, lossy } = decoded(file)
  const reader = new SpreadsheetReader(budget)
  const tokens = new MarkupTokens(reader, budget)
  writeAll(tokens, text, text.startsWith('\ufeff') ? 1 : 0)
  if (reader.sheets.length === 0) throw unreadable()
  return sheetFileOf('xml', reader, lossy)
}

interface Waiting {
  column: number
  type: string
  text: string
  hasFormula: boolean
  hasData: boolean
  style: string
  across: number
  down: number
}

class SpreadsheetReader implements MarkupReader {
  readonly sheets: SheetInfo[] = []
  readonly rows: SheetRow[] = []
  readonly notes = new Set<FileNote['code']>()
  readonly #struckStyles = new Set<string>()
  #style = ''
  #merges: Merges
  #row = 0
  #column = -1
  #cells: (SheetCell | null)[] | null = null
  #marks: Pick<SheetRow, 'hidden' | 'struck'> = {}
  #cell: Waiting | null = null
  #inData = false
  #inVisible = false

  constructor(readonly budget: Budget) {
    this.#merges = new Merges(budget)
  }

  open(name: string, tag: string): void {
    if (name === 'Style') this.#style = attribute(tag, 'ID') ?? ''
    else if (name === 'Font' && attribute(tag, 'StrikeThrough') === '1') this.#struckStyles.add(this.#style)
    else if (name === 'Worksheet') this.#openSheet(tag)
    else if (name === 'Column' && attribute(tag, 'Hidden') === '1') this.notes.add('COLUMNS_HIDDEN')
    else if (name === 'Visible') this.#inVisible = true
    else if (name === 'Row') this.#openRow(tag)
    else if (name === 'Cell') this.#openCell(tag)
    else if (name === 'Data' && this.#cell !== null) {
      this.#inData = this.#cell.hasData = true
      this.#cell.type = attribute(tag, 'Type') ?? 'String'
    }
  }

  close(name: string): void {
    if (name === 'Data') this.#inData = false
    else if (name === 'Visible') this.#inVisible = false
    else if (name === 'Cell') this.#closeCell()
    else if (name === 'Row') this.#closeRow()
  }

  text(words: string): void {
    const sheet = this.sheets.at(-1)
    if (this.#inVisible && sheet !== undefined && words.includes('Hidden')) sheet.hidden = true
    const cell = this.#cell
    if (this.#inData && cell !== null && cell.text.length <= CELL_MAX)
      cell.text += words.slice(0, CELL_MAX + 1 - cell.text.length)
  }

  #openSheet(tag: string): void {
    this.sheets.push({ name: attribute(tag, 'Name') ?? '', hidden: false })
    this.#merges = new Merges(this.budget)
    this.#row = 0
  }

  #openRow(tag: string): void {
    if (this.#cells !== null || this.sheets.length === 0) throw unreadable()
    const said = Number(attribute(tag, 'Index') ?? this.#row + 1)
    if (!Number.isInteger(said) || said <= this.#row) throw unreadable()
    this.#row = said
    this.#column = -1
    this.#cells = []
    this.#marks = attribute(tag, 'Hidden') === '1' ? { hidden: true } : {}
  }

  #openCell(tag: string): void {
    if (this.#cells === null || this.#cell !== null) throw unreadable()
    const column = Number(attribute(tag, 'Index') ?? this.#column + 2) - 1
    if (!Number.isInteger(column) || column <= this.#column) throw unreadable()
    const [across, down] = ['MergeAcross', 'MergeDown'].map((name) => Number(attribute(tag, name) ?? 0) || 0)
    const style = attribute(tag, 'StyleID') ?? ''
    const hasFormula = attribute(tag, 'Formula') !== null
    this.#cell = { column, type: 'String', text: '', hasFormula, hasData: false, style, across: across!, down: down! }
    this.#column = column + across!
  }

  #closeCell(): void {
    const [cells, waiting] = [this.#cells, this.#cell]
    if (cells === null || waiting === null) throw unreadable()
    this.#cell = null
    const { column, across, down } = waiting
    const cell = cellOf(waiting)
    if (cell === null) return
    if (column >= COLUMNS_MAX) {
      this.notes.add('COLUMNS_CUT')
      return
    }
    while (cells.length < column) cells.push(null)
    cells[column] = cell
    if (this.#struckStyles.has(waiting.style)) this.#marks.struck = true
    if (across > 0 || down > 0)
      this.#merges.add({ top: this.#row, bottom: this.#row + down, left: column, right: column + across })
  }

  #closeRow(): void {
    const cells = this.#cells
    if (cells === null) throw unreadable()
    this.#cells = null
    this.#merges.fill(this.#row, cells)
    if (cells.some((cell) => cell !== null))
      this.rows.push({ sheet: this.sheets.length - 1, row: this.#row, cells, ...this.#marks })
  }
}

function cellOf({ type, text, hasFormula, hasData }: Waiting): SheetCell | null {
  if (type === 'Error') return { text: '', kind: 'error', fault: 'FORMULA_ERROR' }
  if (hasFormula && !hasData) return { text: '', kind: 'error', fault: 'FORMULA_EMPTY' }
  if (text.trim() === '') return null
  if (text.length > CELL_MAX) return { text: text.slice(0, CELL_MAX), kind: 'error', fault: 'CELL_TOO_LONG' }
  if (type === 'Number' && Number.isFinite(Number(text))) return numberText(text, Number(text))
  if (type === 'DateTime') return { text: text.replace(/T00:00(:00(\.0+)?)?$/, '').replace('T', ' '), kind: 'day' }
  return { text, kind: 'text' }
}
