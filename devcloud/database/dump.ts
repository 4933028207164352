import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Collections } from './collections'
import { readDocument, readStored } from './ejson'
import { readIndexFile } from './index-file'
import { Rows } from './rows'
import { SqliteFile } from './sqlite-file'
import type { Value } from './values'

/**
 * A database as JSON lines, one a document: `{"collection": …, "document": …}`, the document in canonical Extended
 * JSON, as the SDK sends it. An empty collection has no line. Not while a devcloud has the folder open.
 */
export interface Line {
  collection: string
  document: unknown
}

const INT32_MAX = 2 ** 31 - 1

const PAGE = 500

/** Writes all documents, by collection; how many. */
export function exportDocuments(folder: string, outfile: string): number {
  return withFile(folder, (file) => {
    const collections = new Collections(file)
    const names = file.all<{ name: string }>('SELECT name FROM collections ORDER BY name').map(({ name }) => name)
    const out = openSync(outfile, 'w', 0o600)
    let count = 0
    try {
      for (const name of names) {
        for (const doc of documentsOf(file, collections.get(name).table)) {
          const line: Line = { collection: name, document: canonical(readStored(doc)) }
          writeSync(out, `${JSON.stringify(line)}\n`)
          count += 1
        }
      }
    } finally {
      closeSync(out)
    }
    return count
  })
}

/**
 * The form that the platform's console takes and gives (https://docs.cloudbase.net/database/import): a file of JSON
 * lines for each collection, one document a line, dates as `{"$date": …}`. An empty collection has an empty file.
 * @returns how many documents
 */
export function exportCollections(folder: string, outfolder: string): number {
  mkdirSync(outfolder, { recursive: true, mode: 0o700 })
  return withFile(folder, (file) => {
    const collections = new Collections(file)
    let count = 0
    for (const { name } of file.all<{ name: string }>('SELECT name FROM collections ORDER BY name')) {
      const out = openSync(join(outfolder, `${name}${CONSOLE_FILE}`), 'wx', 0o600)
      try {
        for (const doc of documentsOf(file, collections.get(name).table)) {
          writeSync(out, `${JSON.stringify(relaxed(readStored(doc)))}\n`)
          count += 1
        }
      } finally {
        closeSync(out)
      }
    }
    return count
  })
}

const CONSOLE_FILE = '.json'

/** In the order in which they came, page by page. */
function* documentsOf(file: SqliteFile, table: string): Generator<string> {
  for (let last = 0; ;) {
    const page = file.all<{ rowid: number; doc: string }>(
      `SELECT rowid, doc FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE}`,
      [last],
    )
    for (const { rowid, doc } of page) {
      last = rowid
      yield doc
    }
    if (page.length < PAGE) return
  }
}

/**
 * Adds all documents or none; how many. From a file of lines that name their collection, or from a folder with a file
 * for each, as the console gives them. One whose id or unique key is there already is a refusal of the
 * whole.
 */
export function importDocuments(folder: string, infile: string, indexes: string | undefined): number {
  const lines = statSync(infile).isDirectory() ? linesOfFolder(infile) : linesIn(infile).map(readLine)
  return withFile(folder, (file) => {
    const collections = new Collections(file)
    if (indexes !== undefined) collections.declare(readIndexFile(indexes))
    const known = new Set(file.all<{ name: string }>('SELECT name FROM collections').map(({ name }) => name))
    for (const name of new Set(lines.map(({ collection }) => collection)))
      if (!known.has(name)) collections.create(name)
    // Nothing else has the file open, so there is nobody whose transaction could mind.
    const rows = new Rows(file, collections, () => undefined)
    file.atomically(() =>
      lines.forEach(({ collection, document }) => {
        rows.insert(collections.get(collection), readDocument(JSON.stringify(document), Date.now()))
      }),
    )
    return lines.length
  })
}

const linesIn = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')

function linesOfFolder(folder: string): Line[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(CONSOLE_FILE))
  return files.flatMap((file) =>
    linesIn(join(folder, file)).map((text, at) => {
      const document = parsed(text)
      if (typeof document !== 'object' || document === null)
        throw new Error(`${file}, line ${at + 1} is not a document`)
      return { collection: basename(file, CONSOLE_FILE), document }
    }),
  )
}

function withFile<T>(folder: string, work: (file: SqliteFile) => T): T {
  const file = new SqliteFile(folder)
  try {
    return work(file)
  } finally {
    file.close()
  }
}

function readLine(text: string, at: number): Line {
  const value: unknown = parsed(text)
  if (typeof value !== 'object' || value === null) throw notALine(at)
  const collection: unknown = Reflect.get(value, 'collection')
  const document: unknown = Reflect.get(value, 'document')
  if (typeof collection !== 'string' || typeof document !== 'object' || document === null) throw notALine(at)
  return { collection, document }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function notALine(at: number): Error {
  return new Error(`line ${at + 1} is not {"collection": …, "document": {…}}`)
}

/** Numbers and dates with their types, as a document database has them. */
function canonical(value: Value): unknown {
  if (typeof value === 'number') return canonicalNumber(value)
  if (value instanceof Date) return { $date: { $numberLong: String(value.getTime()) } }
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } }
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, canonical(item)]))
}

/** Numbers as they are and dates as text, as the console and `mongoexport` write them. */
function relaxed(value: Value): unknown {
  if (value instanceof Date) return { $date: value.toISOString() }
  if (value instanceof RegExp) return canonical(value)
  if (Array.isArray(value)) return value.map(relaxed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, relaxed(item)]))
}

function canonicalNumber(value: number): unknown {
  if (!Number.isInteger(value) || Object.is(value, -0))
    return { $numberDouble: Object.is(value, -0) ? '-0.0' : String(value) }
  return Math.abs(value) <= INT32_MAX
    ? { $numberInt: String(value) }
    : { [Number.isSafeInteger(value) ? '$numberLong' : '$numberDouble']: String(value) }
}
