import { COLUMNS_MAX, requireFewRows, unreadable } from './sheet'
import type { SheetRow } from './sheet'

const ENCODINGS = ['utf-8', 'gb18030'] as const

/**
 * The rows of a text file with separators (RFC 4180; comma, semicolon or tab), in UTF-8, UTF-16 with its mark, or
 * GB18030, as spreadsheet programs in China save it.
 * @throws Refusal FILE_TOO_LONG, FILE_UNREADABLE
 */
export function csvRows(file: Buffer, most: number): SheetRow[] {
  const text = decoded(file)
  if (text.includes('\0')) throw unreadable()
  const rows = splitRows(text, separatorOf(text))
  requireFewRows(rows.length, most)
  return rows.flatMap((fields, i) => {
    const cells = fields.slice(0, COLUMNS_MAX).map((field) => (field.trim() === '' ? null : { text: field, kind: 'text' as const }))
    return cells.some((cell) => cell !== null) ? [{ row: i + 1, cells }] : []
  })
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
function splitRows(text: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (quoted && char === '"' && text[at + 1] === '"') { field += '"'; at++ }
    else if (char === '"' && (quoted || field === '')) quoted = !quoted
    else if (quoted) field += char
    else if (char === separator) { rows.at(-1)!.push(field); field = '' }
    else if (char === '\n') { rows.at(-1)!.push(field); field = ''; rows.push([]) }
    else if (char !== '\r') field += char
  }
  if (quoted) throw unreadable()
  rows.at(-1)!.push(field)
  return rows
}
