import type { SheetRow } from './sheet'
import { COLUMNS_MAX, requireFewRows, unreadable } from './sheet'
import type { Table } from './xlsx-write'

const ENCODINGS = ['utf-8', 'gb18030'] as const

/**
 * The rows of a text file with separators (RFC 4180; comma, semicolon or tab), in UTF-8, UTF-16 with its mark, or
 * GB18030, as spreadsheet programs in China save it.
 * @throws Refusal FILE_TOO_LONG, FILE_UNREADABLE
 */
export function csvRows(file: Buffer, most: number): SheetRow[] {
  const rows: SheetRow[] = []
  for (const row of eachCsvRow(file)) {
    requireFewRows(row.row, most)
    rows.push(row)
  }
  return rows
}

/** The same one by one, for files too long to be held. */
export function* eachCsvRow(file: Buffer): Generator<SheetRow> {
  const text = decoded(file)
  if (text.includes('\0')) throw unreadable()
  let row = 0
  for (const fields of splitRows(text, separatorOf(text))) {
    row++
    const cells = fields
      .slice(0, COLUMNS_MAX)
      .map((field) => (field.trim() === '' ? null : { text: field, kind: 'text' as const }))
    if (cells.some((cell) => cell !== null)) yield { row, cells }
  }
}

function decoded(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file)
  for (const encoding of ENCODINGS) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file)
    } catch {
      // The next encoding.
    }
  }
  throw unreadable()
}

function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1)
  return [',', '\t', ';'].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best))
}

/** A quoted field may hold separators and line ends; a quote in it is written twice. */
function* splitRows(text: string, separator: string): Generator<string[]> {
  const plain = new RegExp(`[^${separator}\\r\\n]*`, 'y')
  const quoted = /"((?:[^"]|"")*)"/y
  const fieldAt = (pattern: RegExp, at: number): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  let fields: string[] = []
  for (let at = 0; ;) {
    let field = ''
    if (text[at] === '"') {
      const found = fieldAt(quoted, at)
      if (found === null) throw unreadable()
      field = found[1]!.replace(/""/g, '"')
      at = quoted.lastIndex
    }
    field += fieldAt(plain, at)![0]
    at = plain.lastIndex
    fields.push(field)
    if (text[at] === separator) {
      at++
      continue
    }
    yield fields
    if (at >= text.length) return
    fields = []
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
}

/** So that spreadsheet programs take the file for UTF-8. */
const MARK = '\ufeff'
/** A cell that begins so would be run as a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** A table as CSV for spreadsheet programs: quoted where needed, nothing in it is taken for a formula. */
export function writeCsv({ title, lines, columns, rows, foot }: Table): Buffer {
  const all = [[title], ...lines.map((line) => [line]), columns, ...rows, ...foot.map((line) => [line])]
  return Buffer.from(`${MARK}${all.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`)
}

function quoted(cell: string): string {
  const safe = FORMULA.test(cell) && !/^-?\d+(\.\d+)?%?$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
