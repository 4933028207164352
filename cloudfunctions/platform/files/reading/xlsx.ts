import type { Budget } from '../budget'
import type { CellFault, FileNote, SheetCell, SheetFile, SheetRow } from '../sheet'
import { CELL_MAX, COLUMNS_MAX, unreadable } from '../sheet'
import type { ZipEntry } from '../zip'
import { unpacked } from '../zip'
import { MarkupTokens, attribute } from './markup'
import type { MarkupReader } from './markup'
import { Merges, areaOf } from './merges'
import { dayCell, numberText } from './numbers'
import { isStruck, isTrue, openWorkbook, pieces } from './workbook'
import type { Parts, Workbook } from './workbook'

/**
 * All worksheets of a workbook, row by row: only the shared texts are held. Of SpreadsheetML (ECMA-376 part 1, 18.3) it
 * reads what cells say, and tells what a person sees and a program does not: what is hidden, merged or struck out.
 * @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE
 */
export async function xlsxFile(parts: Parts, budget: Budget): Promise<SheetFile> {
  const book = await openWorkbook(parts, budget)
  const notes: FileNote[] = [...book.notes]
  return {
    form: 'xlsx',
    sheets: book.sheets.map(({ name, hidden }) => ({ name, hidden })),
    notes,
    async *rows() {
      for (const [sheet, { part }] of book.sheets.entries()) yield* sheetRows(book, part, sheet, notes, budget)
    },
  }
}

async function* sheetRows(
  book: Workbook,
  part: ZipEntry,
  sheet: number,
  notes: FileNote[],
  budget: Budget,
): AsyncGenerator<SheetRow> {
  const reader = new RowReader(book, sheet, await mergesIn(part, budget), budget)
  const tokens = new MarkupTokens(reader, budget)
  for await (const piece of pieces(part, budget)) {
    tokens.write(piece)
    yield* reader.taken()
  }
  tokens.end()
  notes.push(...[...reader.notes].map((code) => ({ code, sheet })))
}

const AFTER_ROWS = /<\/(?:\w{1,20}:)?sheetData\s*>|<(?:\w{1,20}:)?sheetData\s*\/>/
const OVERLAP = 64

/** Which cells are merged stands behind all rows, and is needed at the first: so the part is unpacked twice. */
async function mergesIn(part: ZipEntry, budget: Budget): Promise<Merges> {
  const merges = new Merges(budget)
  const reader: MarkupReader = {
    open(name, tag) {
      if (name === 'mergecell') merges.add(areaOf(attribute(tag, 'ref') ?? ''))
    },
    close: () => undefined,
    text: () => undefined,
  }
  const tokens = new MarkupTokens(reader, budget, 'html')
  let [tail, isBehind] = ['', false]
  for await (const piece of unpacked(part, budget)) {
    const text = tail + piece.toString('latin1')
    const at = isBehind ? 0 : text.search(AFTER_ROWS)
    isBehind ||= at !== -1
    if (isBehind) tokens.write(text.slice(at))
    tail = isBehind ? '' : text.slice(-OVERLAP)
  }
  return merges
}

/** A cell while it is read. */
interface Waiting {
  column: number
  type: string
  style: number
  value: string
  words: string
  hasFormula: boolean
  hasValue: boolean
  struck: boolean
}

/** What is being read of a cell: its value, the words in it, or nothing that counts. */
type Place = 'value' | 'words' | null

class RowReader implements MarkupReader {
  readonly notes = new Set<FileNote['code']>()
  #rows: SheetRow[] = []
  #row = 0
  #cells: (SheetCell | null)[] | null = null
  #marks: Pick<SheetRow, 'hidden' | 'struck'> = {}
  #column = -1
  #cell: Waiting | null = null
  #place: Place = null
  #spoken = 0
  #defaultHidden = false

  constructor(
    readonly book: Workbook,
    readonly sheet: number,
    readonly merges: Merges,
    readonly budget: Budget,
  ) {}

  /** The rows that were closed since it was asked last. */
  taken(): SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, tag: string): void {
    if (name === 'c') this.#openCell(tag)
    else if (this.#cell !== null) this.#openInCell(name, tag, this.#cell)
    else if (name === 'row') this.#openRow(tag)
    else if (name === 'sheetFormatPr') this.#defaultHidden = isTrue(attribute(tag, 'zeroHeight'))
    else if (name === 'col' && isTrue(attribute(tag, 'hidden'))) this.notes.add('COLUMNS_HIDDEN')
    else if (name === 'filterColumn') this.notes.add('ROWS_FILTERED')
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#place = null
    else if (name === 'rPh') this.#spoken--
    else if (name === 'c') this.#closeCell()
    else if (name === 'row') this.#closeRow()
  }

  text(words: string): void {
    const cell = this.#cell
    if (cell === null || this.#place === null) return
    const before = cell[this.#place]
    // One character more than fits says that it was too long.
    if (before.length <= CELL_MAX) cell[this.#place] = before + words.slice(0, CELL_MAX + 1 - before.length)
  }

  #openRow(tag: string): void {
    if (this.#cells !== null) throw unreadable()
    const said = Number(attribute(tag, 'r') ?? this.#row + 1)
    if (!Number.isInteger(said) || said <= this.#row) throw unreadable()
    this.#row = said
    const hidden = attribute(tag, 'hidden')
    this.#marks = (hidden === null ? this.#defaultHidden : isTrue(hidden)) ? { hidden: true } : {}
    this.#cells = []
    this.#column = -1
  }

  #openCell(tag: string): void {
    if (this.#cells === null || this.#cell !== null) throw unreadable()
    const column = columnOf(attribute(tag, 'r')) ?? this.#column + 1
    if (column <= this.#column) throw unreadable()
    this.#column = column
    this.#cell = {
      column,
      type: attribute(tag, 't') ?? 'n',
      style: Number(attribute(tag, 's') ?? 0),
      value: '',
      words: '',
      hasFormula: false,
      hasValue: false,
      struck: false,
    }
  }

  #openInCell(name: string, tag: string, cell: Waiting): void {
    if (name === 'v') {
      this.#place = 'value'
      cell.hasValue = true
    } else if (name === 't') this.#place = this.#spoken === 0 ? 'words' : null
    else if (name === 'f') cell.hasFormula = true
    else if (name === 'rPh') this.#spoken++
    else if (name === 'strike') cell.struck ||= isStruck(tag)
    else if (name === 'row') throw unreadable()
  }

  #closeCell(): void {
    const [cells, waiting] = [this.#cells, this.#cell]
    if (cells === null || waiting === null) throw unreadable()
    this.#cell = null
    if (waiting.column >= COLUMNS_MAX) {
      this.notes.add('COLUMNS_CUT')
      return
    }
    const read = cellOf(waiting, this.book)
    if (read === null) return
    while (cells.length < waiting.column) cells.push(null)
    cells[waiting.column] = read
    const shared = waiting.type === 's' && this.book.struckTexts.has(Number(waiting.value))
    if (waiting.struck || shared || this.book.styles[waiting.style]?.struck) this.#marks.struck = true
  }

  #closeRow(): void {
    const cells = this.#cells
    if (cells === null) throw unreadable()
    this.#cells = null
    this.merges.fill(this.#row, cells)
    if (cells.some((cell) => cell !== null))
      this.#rows.push({ sheet: this.sheet, row: this.#row, cells, ...this.#marks })
  }
}

/** From 0 on; null where the cell does not say. */
function columnOf(reference: string | null): number | null {
  if (reference === null) return null
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) return at === 0 ? null : column - 1
    column = column * 26 + letter
    if (at > 3) throw unreadable()
  }
  return column - 1
}

const failed = (fault: CellFault): SheetCell => ({ text: '', kind: 'error', fault })

function cellOf(cell: Waiting, book: Workbook): SheetCell | null {
  const { type, value } = cell
  if (type === 'e') return failed('FORMULA_ERROR')
  if (cell.hasFormula && (!cell.hasValue || (value === '' && type !== 'str'))) return failed('FORMULA_EMPTY')
  if (type === 'n' || type === '') return value.trim() === '' ? null : numberCell(value, cell, book)
  if (type === 'd') return textCell(value.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' '), 'day')
  if (type === 'b') return textCell(isTrue(value) ? 'TRUE' : 'FALSE', 'text')
  if (type === 's') {
    const text = value === '' ? '' : book.texts[Number(value)]
    if (text === undefined) throw unreadable()
    return textCell(text, 'text')
  }
  return textCell(type === 'inlineStr' ? cell.words : value, 'text')
}

function textCell(text: string, kind: 'text' | 'day'): SheetCell | null {
  if (text.trim() === '') return null
  return text.length > CELL_MAX
    ? { text: text.slice(0, CELL_MAX), kind: 'error', fault: 'CELL_TOO_LONG' }
    : { text, kind }
}

function numberCell(value: string, { style }: Waiting, book: Workbook): SheetCell | null {
  const number = Number(value)
  if (!Number.isFinite(number)) return { text: value, kind: 'text' }
  const day = book.styles[style]?.isDay === true ? dayCell(number, book.from1904) : null
  return day ?? numberText(value, number, book.from1904)
}
