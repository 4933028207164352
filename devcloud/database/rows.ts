import { cellAt, isMixed } from './cells'
import { columnOf } from './collections'
import { writeDocument } from './ejson'
import { duplicateKey, refused } from './refusals'
import { idOf, requireSize } from './storable'
import type { Collection, Collections } from './collections'
import type { Index } from './index-file'
import type { Cell, SqliteFile } from './sqlite-file'
import type { Document, Id } from './values'

export interface Row {
  rowid: number
  id: Id
  doc: string
}

/** Told of each document right before it changes; `before` is its text, null when there was none. */
export type BeforeChange = (collection: Collection, id: Id, before: string | null) => void

/** Documents one by one. Everything that is written goes through here; the caller wraps it in `atomically`. */
export class Rows {
  constructor(
    private readonly file: SqliteFile,
    private readonly collections: Collections,
    private readonly beforeChange: BeforeChange,
  ) {}

  get(collection: Collection, id: Id): Row | undefined {
    return this.file.all<Row>(`SELECT rowid, id, doc FROM ${collection.table} WHERE id = ?`, [id])[0]
  }

  insert(collection: Collection, document: Document): void {
    const id = idOf(document)
    const text = writeDocument(document)
    requireSize(text)
    const paths = [...collection.columns.keys()]
    const cells = this.cells(collection, document, paths)
    this.requireUnique(collection, document, id, { nullsOnly: true })
    this.beforeChange(collection, id, null)
    const columns = [...columnNames(collection, paths), 'id', 'doc']
    const sql = `INSERT INTO ${collection.table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
    this.change(collection, sql, [...cells, id, text])
  }

  /**
   * Whether anything was different. `paths`: the indexed fields that may be; an index that is left alone costs nothing.
   */
  replace(
    collection: Collection,
    row: Row,
    document: Document,
    paths: readonly string[] = [...collection.columns.keys()],
  ): boolean {
    const text = writeDocument(document)
    if (text === row.doc) return false
    requireSize(text)
    const cells = this.cells(collection, document, paths)
    if (paths.length > 0) this.requireUnique(collection, document, row.id, { nullsOnly: true })
    this.beforeChange(collection, row.id, row.doc)
    const settings = [...columnNames(collection, paths), 'doc'].map((name) => `${name} = ?`)
    this.change(collection, `UPDATE ${collection.table} SET ${settings.join(', ')} WHERE rowid = ?`, [
      ...cells,
      text,
      row.rowid,
    ])
    return true
  }

  remove(collection: Collection, row: Row): void {
    this.beforeChange(collection, row.id, row.doc)
    this.file.run(`DELETE FROM ${collection.table} WHERE rowid = ?`, [row.rowid])
  }

  /** The unique indexes' keys of a document, as texts: two documents with a key in common cannot both be. */
  uniqueKeys(collection: Collection, document: Document): string[] {
    return collection.indexes
      .filter(({ unique }) => unique)
      .map((index) => JSON.stringify([collection.name, index.name, ...keyCells(index, document)]))
  }

  /**
   * Refuses a document whose key another one has. SQLite does so itself, but takes two NULLs for different, where to
   * MongoDB two missing fields are the same: `nullsOnly` looks at keys with a NULL alone. `gone` tells of the documents
   * that a transaction has written over.
   */
  requireUnique(
    collection: Collection,
    document: Document,
    id: Id,
    { nullsOnly, gone = () => false }: { nullsOnly: boolean; gone?: (other: Id) => boolean },
  ): void {
    for (const index of collection.indexes) {
      if (!index.unique) continue
      const cells = keyCells(index, document)
      if (nullsOnly && !cells.includes(null)) continue
      const same = index.fields.map(([path]) => `${columnOf(collection, path) ?? 'id'} IS ?`).join(' AND ')
      const others = this.file.all<{ id: Id }>(`SELECT id FROM ${collection.table} WHERE ${same} AND id IS NOT ?`, [
        ...cells,
        id,
      ])
      if (others.some((other) => !gone(other.id))) throw duplicateKey(collection.name, index.name)
    }
  }

  private cells(collection: Collection, document: Document, paths: readonly string[]): Cell[] {
    return paths.map((path) => {
      const cell = cellAt(document, path)
      if (isMixed(cell)) {
        if (collection.indexes.some(({ unique, fields }) => unique && fields.some(([field]) => field === path))) {
          throw refused(`devcloud keeps plain values only in the field ${path}, which has a unique index`)
        }
        this.collections.noteMixed(collection, path)
      }
      return cell
    })
  }

  private change(collection: Collection, sql: string, cells: readonly Cell[]): void {
    try {
      this.file.run(sql, cells)
    } catch (error) {
      const columns = error instanceof Error ? /UNIQUE constraint failed: (.*)/.exec(error.message)?.[1] : undefined
      if (columns === undefined) throw error
      throw duplicateKey(collection.name, indexOver(collection, columns))
    }
  }
}

function columnNames(collection: Collection, paths: readonly string[]): string[] {
  return paths.map((path) => collection.columns.get(path)?.name ?? 'id')
}

/** `columns` as SQLite names them: `documents1.f1, documents1.f2`. */
function indexOver(collection: Collection, columns: string): string {
  const over = ({ fields }: Index) =>
    fields.map(([path]) => `${collection.table}.${columnOf(collection, path) ?? 'id'}`).join(', ')
  return collection.indexes.find((index) => index.unique && over(index) === columns)?.name ?? '_id_'
}

function keyCells(index: Index, document: Document): Cell[] {
  return index.fields.map(([path]) => (path === '_id' ? idOf(document) : cellAt(document, path)))
}
