import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import type { SheetCell, SheetRow } from './sheet'
import { COLUMNS_MAX, unreadable } from './sheet'
import type { ZipEntry } from './xlsx-read'
import { entriesOf, tooLarge } from './xlsx-read'

/** Of a sheet unpacked, piece by piece: a hundred thousand rows are some 50 MB. */
const UNPACKED_MAX = 400 * 1024 * 1024
/** One row, or one shared text, is never longer. */
const ELEMENT_MAX = 4 * 1024 * 1024

/**
 * The rows of a workbook's first visible sheet, one by one, for files too long to be held: only the table of shared
 * texts is. Of SpreadsheetML (ECMA-376 part 1, 18.3 and 18.4) it reads what cells say; a day in a cell of dates is the
 * spreadsheet's serial number.
 * @throws Refusal FILE_TOO_LARGE, FILE_UNREADABLE
 */
export async function* eachXlsxRow(file: Buffer): AsyncGenerator<SheetRow> {
  const entries = new Map(readEntries(file).map((entry) => [entry.name, entry]))
  const texts: string[] = []
  for await (const item of elements(entries.get('xl/sharedStrings.xml'), 'si')) texts.push(wordsOf(item.inner))
  let row = 0
  for await (const element of elements(entries.get(await firstSheet(entries)), 'row')) {
    row = Number(attribute(element.head, 'r') ?? row + 1)
    const cells = cellsOf(element.inner, texts)
    if (cells.some((cell) => cell !== null)) yield { row, cells }
  }
}

function readEntries(file: Buffer): ZipEntry[] {
  try {
    return entriesOf(file)
  } catch (error) {
    throw error instanceof RangeError ? unreadable() : error
  }
}

type Entries = ReadonlyMap<string, ZipEntry>

async function firstSheet(entries: Entries): Promise<string> {
  const targets = new Map<string, string>()
  for await (const { head } of elements(entries.get('xl/_rels/workbook.xml.rels'), 'Relationship'))
    targets.set(attribute(head, 'Id') ?? '', attribute(head, 'Target') ?? '')
  for await (const { head } of elements(entries.get('xl/workbook.xml'), 'sheet')) {
    const target = targets.get(attribute(head, 'r:id') ?? '')
    if ((attribute(head, 'state') ?? 'visible') === 'visible' && target !== undefined)
      return target.startsWith('/') ? target.slice(1) : `xl/${target}`
  }
  throw unreadable()
}

interface Element {
  head: string
  inner: string
}

/** Every element of a name in a part of the file, as the part is unpacked. None of them may hold one of its own name. */
async function* elements(entry: ZipEntry | undefined, name: string): AsyncGenerator<Element> {
  if (entry === undefined) return
  const pattern = new RegExp(`<(?:\\w+:)?${name}((?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</(?:\\w+:)?${name}>)`, 'g')
  let [waiting, seen] = ['', 0]
  for await (const piece of unpacked(entry)) {
    waiting += piece
    seen += piece.length
    if (seen > UNPACKED_MAX) throw tooLarge()
    let read = 0
    for (const match of waiting.matchAll(pattern)) {
      read = match.index + match[0].length
      yield { head: match[1]!, inner: match[2] ?? '' }
    }
    waiting = waiting.slice(read)
    if (waiting.length > ELEMENT_MAX) throw unreadable()
  }
}

async function* unpacked({ deflated, bytes }: ZipEntry): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const source = Readable.from([bytes])
  try {
    for await (const piece of deflated ? source.pipe(createInflateRaw()) : source)
      yield decoder.decode(piece as Buffer, { stream: true })
  } catch {
    throw unreadable()
  }
}

const CELL = /<(?:\w+:)?c((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g

function cellsOf(row: string, texts: readonly string[]): (SheetCell | null)[] {
  const cells: (SheetCell | null)[] = []
  for (const [, head = '', inner = ''] of row.matchAll(CELL)) {
    const column = columnOf(attribute(head, 'r')) ?? cells.length
    if (column >= COLUMNS_MAX) continue
    while (cells.length < column) cells.push(null)
    cells[column] = cellOf(attribute(head, 't') ?? 'n', inner, texts)
  }
  return cells
}

/** From 0 on; null where the cell does not say. */
function columnOf(reference: string | null): number | null {
  const letters = /^[A-Z]+/.exec(reference ?? '')?.[0]
  return letters === undefined
    ? null
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function cellOf(type: string, inner: string, texts: readonly string[]): SheetCell | null {
  const value = /<(?:\w+:)?v(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?v>/.exec(inner)?.[1]
  if (type === 'e') return { text: '', kind: 'error' }
  const text =
    type === 'inlineStr'
      ? wordsOf(inner)
      : type === 's'
        ? texts[Number(value)]
        : value === undefined
          ? undefined
          : plain(value)
  if (text === undefined || text.trim() === '') return null
  return type === 'n' ? { text: withoutExponent(text), kind: 'number' } : { text, kind: 'text' }
}

const withoutExponent = (text: string): string =>
  /e/i.test(text) && Number.isInteger(Number(text)) ? BigInt(Number(text)).toString() : text

/** The words of a text in one piece or in coloured ones; how they are spoken is left out. */
function wordsOf(inner: string): string {
  const spoken = /<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g
  return [...inner.replace(spoken, '').matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?t>/g)]
    .map(([, words]) => plain(words!))
    .join('')
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function plain(xml: string): string {
  return xml.includes('&')
    ? xml.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
        if (!name.startsWith('#')) return ENTITIES[name] ?? whole
        const code = name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1))
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole
      })
    : xml
}

function attribute(head: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(head)
  return found === null ? null : plain(found[1] ?? found[2] ?? '')
}
