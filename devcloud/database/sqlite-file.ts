import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'libsql'

export type Cell = string | number | Uint8Array | null

const STATEMENTS_MAX = 300
const CACHE_KIB = 48 * 1024

/** The one SQLite file of a database, opened for this process alone. Statements are prepared once and kept. */
export class SqliteFile {
  private readonly connection: Sqlite.Database
  private readonly statements = new Map<string, Sqlite.Statement>()

  constructor(folder: string, cacheKib = CACHE_KIB) {
    mkdirSync(folder, { recursive: true })
    this.connection = new Sqlite(join(folder, 'database.sqlite'))
    try {
      // Exclusive, for locks and snapshots of transactions live in this process. In the WAL a committed write is with the
      // operating system: it survives the end of this process at any moment, kill -9 included.
      // A negative cache size is in KiB.
      for (const pragma of ['locking_mode = EXCLUSIVE', 'journal_mode = WAL', 'synchronous = NORMAL', `cache_size = -${cacheKib}`]) {
        this.connection.exec(`PRAGMA ${pragma}`)
      }
      this.connection.exec('CREATE TABLE IF NOT EXISTS collections (name TEXT PRIMARY KEY, shape TEXT NOT NULL)')
    } catch (error) {
      this.connection.close()
      throw isBusy(error) ? new Error(`${folder} is in use by another devcloud`) : error
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
      this.connection.exec('ROLLBACK')
      throw error
    }
  }

  /** To be called when tables changed: statements know the columns of when they were prepared. */
  forgetStatements(): void {
    this.statements.clear()
  }

  close(): void {
    this.statements.clear()
    // Prepared statements end with the garbage collector, and keep the connection until then: so the lock is given back here.
    for (const sql of ['PRAGMA journal_mode = DELETE', 'PRAGMA locking_mode = NORMAL', 'SELECT name FROM collections LIMIT 1']) this.connection.prepare(sql).all()
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

function isBusy(error: unknown): boolean {
  return error instanceof Error && /locked|busy/i.test(error.message)
}
