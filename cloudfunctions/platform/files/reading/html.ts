import type { Budget } from '../budget'
import type { FileNote, SheetCell, SheetFile, SheetInfo, SheetRow } from '../sheet'
import { CELL_MAX, COLUMNS_MAX } from '../sheet'
import { decoded } from './decode'
import { MarkupTokens, attribute, sheetFileOf, writeAll } from './markup'
import type { MarkupReader } from './markup'
import { numberText } from './numbers'

/**
 * The tables of a web page that systems of offices hand out under the name of `.xls`: each is a sheet. What a cell
 * shows is what is read, but for a number that the page tells apart (`x:num`).
 * @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE
 */
export function htmlFile(file: Buffer, budget: Budget): SheetFile {
  const { text, lossy } = decoded(file)
  const reader = new TableReader(budget)
  const tokens = new MarkupTokens(reader, budget, 'html')
  writeAll(tokens, text)
  reader.close('table')
  return sheetFileOf('html', reader, lossy)
}

interface Waiting {
  text: string
  /** What the page says that the number is. */
  number: string | null
  isText: boolean
  across: number
  down: number
  struck: boolean
}

class TableReader implements MarkupReader {
  readonly sheets: SheetInfo[] = []
  readonly rows: SheetRow[] = []
  readonly notes = new Set<FileNote['code']>()
  #depth = 0
  #row = 0
  #cells: (SheetCell | null)[] | null = null
  #marks: Pick<SheetRow, 'hidden' | 'struck'> = {}
  #cell: Waiting | null = null
  #struck = 0
  /** Of cells that reach down: by column, how many rows still, and what stands in them. */
  readonly #down = new Map<number, { rows: number; cell: SheetCell | null }>()

  constructor(readonly budget: Budget) {}

  open(name: string, tag: string): void {
    if (name === 'table') this.#openTable()
    else if (this.#depth !== 1) return
    else if (name === 'tr') this.#openRow(tag)
    else if (name === 'td' || name === 'th') this.#openCell(tag)
    else if (name === 'br' && this.#cell !== null) this.#cell.text += '\n'
    else if (STRUCK.has(name)) this.#struck++
  }

  close(name: string): void {
    if (name === 'table' && this.#depth > 0) {
      if (this.#depth === 1) this.#closeRow()
      this.#depth--
    } else if (this.#depth !== 1) return
    else if (name === 'tr') this.#closeRow()
    else if (name === 'td' || name === 'th') this.#closeCell()
    else if (STRUCK.has(name)) this.#struck = Math.max(0, this.#struck - 1)
  }

  text(words: string): void {
    const cell = this.#cell
    if (cell === null) return
    if (cell.text.length <= CELL_MAX) cell.text += words.slice(0, CELL_MAX + 1 - cell.text.length)
    if (this.#struck > 0 && words.trim() !== '') cell.struck = true
  }

  #openTable(): void {
    this.#depth++
    if (this.#depth > 1) return
    this.sheets.push({ name: '', hidden: false })
    this.#row = 0
    this.#down.clear()
  }

  #openRow(tag: string): void {
    this.#closeRow()
    this.#row++
    this.#cells = []
    this.#marks = /display\s*:\s*none/i.test(attribute(tag, 'style') ?? '') ? { hidden: true } : {}
  }

  #openCell(tag: string): void {
    this.#closeCell()
    if (this.#cells === null) this.#openRow('')
    this.#cell = {
      text: '',
      number: attribute(tag, 'num'),
      isText:
        /(^|\s)(x:)?str(\s|=|$)/.test(tag) || /mso-number-format\s*:\s*['"\\]*@/.test(attribute(tag, 'style') ?? ''),
      across: span(attribute(tag, 'colspan')),
      down: span(attribute(tag, 'rowspan')),
      struck: /line-through/.test(attribute(tag, 'style') ?? ''),
    }
  }

  #closeCell(): void {
    const [cells, waiting] = [this.#cells, this.#cell]
    if (cells === null || waiting === null) return
    this.#cell = null
    this.#fromAbove(cells)
    const cell = cellOf(waiting)
    if (cell !== null && waiting.struck) this.#marks.struck = true
    for (let i = 0; i < waiting.across; i++) {
      this.budget.spend('steps')
      if (cells.length >= COLUMNS_MAX) {
        if (cell !== null) this.notes.add('COLUMNS_CUT')
        return
      }
      if (waiting.down > 1)
        this.#down.set(cells.length, { rows: waiting.down - 1, cell: cell && { ...cell, merged: true } })
      cells.push(i === 0 || cell === null ? cell : { ...cell, merged: true })
    }
  }

  /** Columns that a cell of a row above reaches into. */
  #fromAbove(cells: (SheetCell | null)[]): void {
    for (let above = this.#down.get(cells.length); above !== undefined; above = this.#down.get(cells.length)) {
      if (--above.rows === 0) this.#down.delete(cells.length)
      cells.push(above.cell)
      if (cells.length > COLUMNS_MAX) return
    }
  }

  #closeRow(): void {
    this.#closeCell()
    const cells = this.#cells
    if (cells === null) return
    this.#fromAbove(cells)
    this.#cells = null
    if (cells.some((cell) => cell !== null))
      this.rows.push({ sheet: this.sheets.length - 1, row: this.#row, cells, ...this.#marks })
  }
}

const STRUCK: ReadonlySet<string> = new Set(['s', 'del', 'strike'])
const SPAN_MAX = 1_000

const span = (said: string | null): number => Math.min(SPAN_MAX, Math.max(1, Math.trunc(Number(said ?? 1)) || 1))

function cellOf({ text, number, isText }: Waiting): SheetCell | null {
  const words = text.replace(/[ \t\r]*\n[ \t\r\n]*/g, '\n').trim()
  if (number !== null && number !== '' && Number.isFinite(Number(number))) {
    // A day is shown as one, and its number stands beside it.
    const read = numberText(number, Number(number))
    return /^\d{4}[-/年.]/.test(words) ? { text: words, kind: 'day', serial: Number(number) } : read
  }
  if (words === '') return null
  if (words.length > CELL_MAX) return { text: words.slice(0, CELL_MAX), kind: 'error', fault: 'CELL_TOO_LONG' }
  // A spreadsheet program that shows a long number in a page has lost its digits already.
  return !isText && /^-?\d+(\.\d+)?$/.test(words) && words.length <= 11
    ? numberText(words, Number(words))
    : { text: words, kind: 'text' }
}
