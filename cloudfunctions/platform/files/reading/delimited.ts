import { Refusal } from '../../base'
import type { Budget } from '../budget'
import type { FileNote, SheetCell, SheetFile, SheetRow } from '../sheet'
import { CELL_MAX, COLUMNS_MAX } from '../sheet'
import { decoded } from './decode'

/**
 * The rows of a text file with separators (RFC 4180; comma, tab, semicolon or upright line). A quote that nobody
 * closed, or that closes only after whole rows, is a character like others, and is told: it swallows no row.
 * @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE, FILE_FIELD_TOO_LONG
 */
export function delimitedFile(file: Buffer, budget: Budget): SheetFile {
  const { text, lossy } = decoded(file)
  const notes: FileNote[] = lossy ? [{ code: 'CHARACTERS_LOST' }] : []
  return {
    form: 'text',
    sheets: [{ name: '', hidden: false }],
    notes,
    async *rows() {
      yield* textRows(text, notes, budget)
    },
  }
}

function* textRows(text: string, notes: FileNote[], budget: Budget): Generator<SheetRow> {
  const said = /^\ufeff?sep=(.)\r?\n/.exec(text.slice(0, 10))
  const form = said === null ? formOf(text) : { separator: said[1]!, fields: formOf(text.slice(said[0].length)).fields }
  const fields = new Fields(text, form, budget)
  let row = 0
  while (!fields.ended) {
    const { cells, isStray, isCut } = fields.row()
    row++
    if (row === 1 && said !== null) continue
    if (isStray) notes.push({ code: 'STRAY_QUOTES', row })
    if (isCut) notes.push({ code: 'COLUMNS_CUT', row })
    const read = cells.map(cellOf)
    if (read.some((cell) => cell !== null)) yield { sheet: 0, row, cells: read }
  }
}

function cellOf(field: string): SheetCell | null {
  if (field.trim() === '') return null
  if (field.length > CELL_MAX) return { text: field.slice(0, CELL_MAX), kind: 'error', fault: 'CELL_TOO_LONG' }
  return field.includes('\ufffd')
    ? { text: field, kind: 'error', fault: 'CHARACTERS_LOST' }
    : { text: field, kind: 'text' }
}

interface Form {
  separator: string
  /** As most lines have them. */
  fields: number
}

const SEPARATORS = [',', '\t', ';', '|'] as const
const LINES_LOOKED_AT = 40
const LOOKED_AT = 64 * 1024

/** The separator that cuts the most lines into the same number of fields; titles and notes may stand above. */
function formOf(text: string): Form {
  const lines = text
    .slice(0, LOOKED_AT)
    .split(/\r\n|\r|\n/, LINES_LOOKED_AT)
    .filter((line) => line.trim() !== '')
  const forms = SEPARATORS.map((separator) => {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const fields = line.replace(/"[^"]*"/g, '').split(separator).length
      if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1)
    }
    const [fields, times] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [1, 0])
    return { separator, fields, times }
  })
  return forms.reduce((best, one) => (one.times * one.fields > best.times * best.fields ? one : best))
}

/** Longer is no field of anybody: a file with one quote too many, or made to do harm. */
const FIELD_MAX = 1_000_000

/** Cuts a text into rows of fields, from left to right. */
class Fields {
  ended = false
  #at: number

  constructor(
    readonly text: string,
    readonly form: Form,
    readonly budget: Budget,
  ) {
    this.#at = text.startsWith('\ufeff') ? 1 : 0
  }

  row(): { cells: string[]; isStray: boolean; isCut: boolean } {
    const cells: string[] = []
    let [isStray, isCut] = [false, false]
    for (;;) {
      this.budget.spend('steps')
      const end = this.#endOfQuoted()
      const to = this.#endOfPlain(end ?? this.#at)
      const field = this.text.slice(this.#at, to)
      if (field.length > FIELD_MAX) throw fieldTooLong(field.length)
      isStray ||= end === null && field.includes('"') && !isTextMark(field)
      const words = end === null ? field : unquoted(this.text.slice(this.#at, end)) + this.text.slice(end, to)
      if (cells.length < COLUMNS_MAX) cells.push(words)
      else isCut ||= words.trim() !== ''
      this.#at = to
      if (this.text[to] !== this.form.separator) break
      this.#at++
    }
    if (this.#at >= this.text.length) this.ended = true
    else this.#at += this.text.startsWith('\r\n', this.#at) ? 2 : 1
    this.ended ||= this.#at >= this.text.length
    return { cells, isStray, isCut }
  }

  /** Behind the quote that closes the field that begins here; null where none does. */
  #endOfQuoted(): number | null {
    const from = this.text[this.#at] === '=' ? this.#at + 1 : this.#at
    if (this.text[from] !== '"') return null
    for (let at = from + 1; ;) {
      const quote = this.text.indexOf('"', at)
      const to = quote === -1 ? this.text.length : quote
      this.budget.spend('steps', Math.ceil((to - at) / STRIDE) + 1)
      if (to - from > FIELD_MAX) throw fieldTooLong(to - from)
      if (quote === -1) return null
      if (this.text[quote + 1] === '"') {
        at = quote + 2
        continue
      }
      return this.#closes(quote) && !this.#swallows(from, quote) ? quote + 1 : null
    }
  }

  /** Only a separator, an end of line or spaces before them stand behind a quote that closes. */
  #closes(quote: number): boolean {
    let next = quote + 1
    while (this.text[next] === ' ') next++
    const char = this.text[next]
    return char === undefined || char === this.form.separator || char === '\r' || char === '\n'
  }

  /** A later line of what would be the field looks like a row of its own. */
  #swallows(from: number, quote: number): boolean {
    const inner = this.text.slice(from + 1, quote)
    if (!/[\r\n]/.test(inner) || this.form.fields < 3) return false
    const [, ...later] = inner.split(/\r\n|\r|\n/)
    return later.some((line) => line.split(this.form.separator).length >= this.form.fields - 1)
  }

  #endOfPlain(from: number): number {
    const { separator } = this.form
    let at = from
    for (; at < this.text.length; at++) {
      const char = this.text[at]
      if (char === separator || char === '\n' || char === '\r') break
    }
    return at
  }
}

/** A search through so many characters costs a step. */
const STRIDE = 64

const isTextMark = (field: string): boolean => /^="[^"]*"$/.test(field.trim())

function unquoted(field: string): string {
  return field.startsWith('=') ? field : field.slice(1, -1).replaceAll('""', '"')
}

function fieldTooLong(length: number): Refusal {
  return new Refusal({
    code: 'FILE_FIELD_TOO_LONG',
    message: '文件里有一格超过一百万字，没有读取。多半是引号没有配对：请用 WPS 或 Excel 打开，另存为 .xlsx 再上传。',
    path: 'file',
    found: String(length),
  })
}
