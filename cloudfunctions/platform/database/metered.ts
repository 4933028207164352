import { aroundRequests } from './around-requests'
import type { DatabaseRequest } from './around-requests'
import type { Database } from './database'

/**
 * What the database was asked. The platform's quota (50,000 reads and 30,000 writes a day on the old base plan) does
 * not say whether it counts requests or documents, so both are counted.
 */
export interface Usage {
  /** Requests that read. */
  reads: number
  /** Requests that write. */
  writes: number
  documentsRead: number
  documentsWritten: number
}

export const NO_USAGE: Usage = { reads: 0, writes: 0, documentsRead: 0, documentsWritten: 0 }

export interface MeteredDatabase extends Database {
  readonly usage: Usage
}

/** The database, with every request counted. */
export function metered(db: Database): MeteredDatabase {
  const usage = { ...NO_USAGE }
  const counted = aroundRequests(db, async (request, send) => {
    const answer = await send()
    count(usage, request, answer)
    return answer
  })
  return { ...counted, usage }
}

function count(usage: Usage, request: DatabaseRequest, answer: unknown): void {
  switch (request.kind) {
    case 'start':
    case 'commit':
    case 'rollback':
      return
    case 'get':
      return read(usage, (answer as { data: unknown[] }).data.length)
    case 'getDocument':
      return read(usage, (answer as { data: unknown }).data === null ? 0 : 1)
    case 'count':
      return read(usage, 0)
    case 'update':
    case 'updateDocument':
      return written(usage, (answer as { stats: { updated: number } }).stats.updated)
    case 'remove':
      return written(usage, (answer as { stats: { removed: number } }).stats.removed)
    case 'setDocument':
    case 'removeDocument':
      return written(usage, 1)
    case 'add':
      return written(usage, request.documents)
  }
}

function read(usage: Usage, documents: number): void {
  usage.reads++
  usage.documentsRead += documents
}

function written(usage: Usage, documents: number): void {
  usage.writes++
  usage.documentsWritten += documents
}
