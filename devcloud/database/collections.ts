import { PlatformError } from '../platform-error'
import { cellAt, isMixed } from './cells'
import { readStored } from './ejson'
import { collectionName } from './index-file'
import { invalidParameter, refused } from './refusals'
import type { Index } from './index-file'
import type { Cell, SqliteFile } from './sqlite-file'

/** What is kept of a collection beside its documents. */
interface Shape {
  /** Path of each indexed field → its column. `_id` is none of them: it has its own. */
  columns: Map<string, Column>
  indexes: readonly Index[]
}

interface Column {
  name: string
  /** Whether the field ever held what a column cannot order. */
  mixed: boolean
}

export interface Collection extends Shape {
  name: string
  table: string
}

const PAGE = 500

/** The collections of a file. Each is a table: `id`, the document's text, and a column for each indexed field. */
export class Collections {
  private readonly known = new Map<string, Collection>()

  constructor(private readonly file: SqliteFile) {
    for (const { rowid, name, shape } of file.all<{ rowid: number; name: string; shape: string }>(
      'SELECT rowid, name, shape FROM collections',
    )) {
      const { columns, indexes } = JSON.parse(shape) as { columns: [string, Column][]; indexes: Index[] }
      this.known.set(name, { name, table: `documents${rowid}`, columns: new Map(columns), indexes })
    }
  }

  get(name: unknown): Collection {
    const known = typeof name === 'string' ? this.known.get(name) : undefined
    if (known) return known
    requireName(name)
    throw new PlatformError(
      'DATABASE_COLLECTION_NOT_EXIST',
      '[ResourceNotFound] Db or Table not exist: create the collection first',
    )
  }

  create(name: unknown): void {
    const wanted = requireName(name)
    if (this.known.has(wanted)) throw refused('Table exist: there is such a collection already')
    this.file.atomically(() => this.add(wanted))
    this.file.forgetStatements()
  }

  /**
   * Makes the file's collections and indexes those that are declared. A collection that is not stays, without indexes.
   */
  declare(declared: ReadonlyMap<string, readonly Index[]>): void {
    this.file.atomically(() => {
      for (const name of declared.keys()) if (!this.known.has(name)) this.add(name)
      for (const collection of this.known.values()) this.reindex(collection, declared.get(collection.name) ?? [])
    })
    this.file.forgetStatements()
  }

  /**
   * Makes what is declared but for the indexes, whose columns are there to be filled. `declare` makes them afterwards,
   * each in one go, which is faster than keeping them in order while a great many documents come in.
   */
  declareForLoading(declared: ReadonlyMap<string, readonly Index[]>): void {
    this.file.atomically(() => {
      for (const [name, indexes] of declared) {
        if (!this.known.has(name)) this.add(name)
        const collection = this.get(name)
        this.makeColumns(collection, indexes)
        this.keep(collection)
      }
    })
    this.file.forgetStatements()
  }

  /**
   * Notes that an indexed field holds what its column cannot order. From then on the matcher looks at each document.
   */
  noteMixed(collection: Collection, path: string): void {
    const column = collection.columns.get(path)
    if (!column || column.mixed) return
    column.mixed = true
    this.keep(collection)
  }

  private add(name: string): void {
    const shape: Shape = { columns: new Map(), indexes: [] }
    this.file.run('INSERT INTO collections (name, shape) VALUES (?, ?)', [name, shapeText(shape)])
    const row = this.file.all<{ rowid: number }>('SELECT rowid FROM collections WHERE name = ?', [name])[0]
    const collection: Collection = { name, table: `documents${row?.rowid ?? 0}`, ...shape }
    this.file.define(`CREATE TABLE ${collection.table} (id NOT NULL UNIQUE, doc TEXT NOT NULL)`)
    this.known.set(name, collection)
  }

  private reindex(collection: Collection, wanted: readonly Index[]): void {
    if (JSON.stringify(wanted) === JSON.stringify(collection.indexes)) return
    const { table, columns } = collection
    for (const { name } of this.file.all<{ name: string }>(
      'SELECT name FROM sqlite_schema WHERE type = ? AND tbl_name = ? AND sql IS NOT NULL',
      ['index', table],
    )) {
      this.file.define(`DROP INDEX "${name}"`)
    }
    const paths = indexedPaths(wanted)
    for (const [path, { name }] of [...columns]) {
      if (paths.has(path)) continue
      this.file.define(`ALTER TABLE ${table} DROP COLUMN ${name}`)
      columns.delete(path)
    }
    const added = this.makeColumns(collection, wanted)
    if (added.length > 0) this.fill(collection, added)
    collection.indexes = wanted
    wanted.forEach((index, at) => this.createIndex(collection, index, at))
    this.keep(collection)
  }

  /** The paths that had no column yet. */
  private makeColumns({ table, columns }: Collection, wanted: readonly Index[]): string[] {
    const added = [...indexedPaths(wanted)].filter((path) => !columns.has(path))
    for (const path of added) {
      const name = unusedName(columns)
      columns.set(path, { name, mixed: false })
      this.file.define(`ALTER TABLE ${table} ADD COLUMN ${name}`)
    }
    return added
  }

  private fill(collection: Collection, paths: readonly string[]): void {
    const { table, columns } = collection
    const settings = paths.map((path) => `${columns.get(path)?.name} = ?`).join(', ')
    for (let last = 0, more = true; more;) {
      const page = this.file.all<{ rowid: number; doc: string }>(
        `SELECT rowid, doc FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE}`,
        [last],
      )
      for (const { rowid, doc } of page) {
        const document = readStored(doc)
        const cells = paths.map((path): Cell => this.cell(collection, path, cellAt(document, path)))
        this.file.run(`UPDATE ${table} SET ${settings} WHERE rowid = ?`, [...cells, rowid])
        last = rowid
      }
      more = page.length === PAGE
    }
  }

  private cell(collection: Collection, path: string, cell: Cell): Cell {
    const column = collection.columns.get(path)
    if (column && isMixed(cell)) column.mixed = true
    return cell
  }

  private createIndex(collection: Collection, { name, fields, unique }: Index, at: number): void {
    const mixed = fields.find(([path]) => collection.columns.get(path)?.mixed)
    if (unique && mixed)
      throw new Error(
        `${collection.name}: the unique index ${name} needs plain values, but ${mixed[0]} holds lists or objects`,
      )
    const columns = fields.map(([path]) => columnOf(collection, path) ?? 'id')
    const twice = unique
      ? this.file.all(`SELECT 1 FROM ${collection.table} GROUP BY ${columns.join(', ')} HAVING count(*) > 1 LIMIT 1`)
      : []
    if (twice.length > 0)
      throw new Error(
        `${collection.name}: the unique index ${name} cannot be made, for some documents have the same values`,
      )
    const directed = fields.map(([, direction], i) => `${columns[i]}${direction < 0 ? ' DESC' : ''}`)
    this.file.define(
      `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${collection.table}_${at} ON ${collection.table} (${directed.join(', ')})`,
    )
  }

  private keep(collection: Collection): void {
    this.file.run('UPDATE collections SET shape = ? WHERE name = ?', [shapeText(collection), collection.name])
  }
}

/** The column of a field; undefined when it has none, or one that says too little. */
export function columnOf(collection: Collection, path: string): string | undefined {
  if (path === '_id') return 'id'
  const column = collection.columns.get(path)
  return column && !column.mixed ? column.name : undefined
}

function indexedPaths(indexes: readonly Index[]): Set<string> {
  return new Set(indexes.flatMap(({ fields }) => fields.map(([path]) => path)).filter((path) => path !== '_id'))
}

function unusedName(columns: Shape['columns']): string {
  const used = new Set([...columns.values()].map(({ name }) => name))
  let number = 1
  while (used.has(`f${number}`)) number++
  return `f${number}`
}

function requireName(name: unknown): string {
  const read = collectionName.safeParse(name)
  if (!read.success)
    throw invalidParameter(
      "a collection's name has 2 to 33 letters, digits, _ or -, and begins with a letter or a digit",
    )
  return read.data
}

function shapeText({ columns, indexes }: Shape): string {
  return JSON.stringify({ columns: [...columns], indexes })
}
