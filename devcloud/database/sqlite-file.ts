import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'libsql'
import { inWords, privateFile } from '../data-folder'

export type Cell = string | number | Uint8Array | null

const FILE = 'database.sqlite'
const STATEMENTS_MAX = 300
const CACHE_KIB = 48 * 1024

/** The one SQLite file of a database, opened for this process alone. Statements are prepared once and kept. */
export class SqliteFile {
  private readonly connection: Sqlite.Database
  private readonly statements = new Map<string, Sqlite.Statement>()

  constructor(folder: string, cacheKib = CACHE_KIB) {
    this.connection = new Sqlite(privateFile(folder, FILE))
    try {
      // Exclusive, for locks and snapshots of transactions live in this process. In the WAL a committed write is with
      // the operating system: it survives the end of this process at any moment, kill -9 included. A negative cache
      // size is in KiB.
      for (const pragma of [
        'locking_mode = EXCLUSIVE',
        'journal_mode = WAL',
        'synchronous = NORMAL',
        `cache_size = -${cacheKib}`,
      ]) {
        this.connection.exec(`PRAGMA ${pragma}`)
      }
      this.connection.exec('CREATE TABLE IF NOT EXISTS collections (name TEXT PRIMARY KEY, shape TEXT NOT NULL)')
    } catch (error) {
      this.connection.close()
      throw isBusy(error) ? new Error(`${folder} is in use by another devcloud`) : inWords(error, folder)
    }
  }

  all<Row>(sql: string, cells: readonly Cell[] = []): Row[] {
    return this.prepared(sql).all([...cells]) as Row[]
  }

  run(sql: string, cells: readonly Cell[] = []): number {
    return this.prepared(sql).run([...cells]).changes
  }

  define(sql: string): void {
    this.connection.exec(sql)
  }

  /** All of it or nothing. Not nested: `work` is synchronous, so there is one at a time. */
  atomically<Result>(work: () => Result): Result {
    this.connection.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.connection.exec('COMMIT')
      return result
    } catch (error) {
      // Where the disk is full, SQLite has rolled back already.
      if (this.connection.inTransaction) this.connection.exec('ROLLBACK')
      throw error
    }
  }

  /** To be called when tables changed: statements know the columns of when they were prepared. */
  forgetStatements(): void {
    this.statements.clear()
  }

  close(): void {
    this.statements.clear()
    // Prepared statements end with the garbage collector, and keep the connection until then: so the lock is given back
    // here.
    for (const sql of [
      'PRAGMA journal_mode = DELETE',
      'PRAGMA locking_mode = NORMAL',
      'SELECT name FROM collections LIMIT 1',
    ])
      this.connection.prepare(sql).all()
    this.connection.close()
  }

  private prepared(sql: string): Sqlite.Statement {
    const known = this.statements.get(sql)
    if (known) return known
    if (this.statements.size >= STATEMENTS_MAX) this.statements.clear()
    const statement = this.connection.prepare(sql)
    this.statements.set(sql, statement)
    return statement
  }
}

/** Whether a folder has a database in which there is anything. */
export function holdsDocuments(folder: string): boolean {
  if (!existsSync(join(folder, FILE))) return false
  const file = new SqliteFile(folder)
  try {
    const collections = file.all<{ rowid: number }>('SELECT rowid FROM collections')
    return collections.some(({ rowid }) => file.all(`SELECT 1 FROM documents${rowid} LIMIT 1`).length > 0)
  } finally {
    file.close()
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /locked|busy/i.test(error.message)
}
