import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Collections } from './collections'
import { readIndexFile } from './index-file'
import { Rows } from './rows'
import { requireStorable } from './storable'
import { SqliteFile } from './sqlite-file'
import type { Document } from './values'

/** A document and where it belongs. */
export interface Loaded {
  collection: string
  document: Document
}

/**
 * Documents are appended, which needs little of the file at hand; and so much do indexes take again while they are
 * sorted.
 */
const CACHE_KIB = 12 * 1024
/** Documents a commit: enough that commits cost nothing, few enough that they take little memory. */
const GROUP = 2_000

/**
 * Fills a folder that has no database yet with any number of documents, as they come, in little memory. The indexes are
 * made at the end. Where it fails, or is killed, half a database is left: the caller loads into a folder that it
 * throws away then.
 * @param indexes file that declares collections and indexes
 * @param told of how many documents are in, after each group
 * @returns how many documents
 */
export function loadDocuments(
  folder: string,
  indexes: string,
  documents: Iterable<Loaded>,
  told: (count: number) => void = () => undefined,
): number {
  if (existsSync(join(folder, 'database.sqlite'))) throw new Error(`${folder} has a database already`)
  const declared = readIndexFile(indexes)
  const file = new SqliteFile(folder, CACHE_KIB)
  try {
    const collections = new Collections(file)
    collections.declareForLoading(declared)
    const rows = new Rows(file, collections, () => undefined)
    let count = 0
    for (const group of inGroups(documents)) {
      file.atomically(() =>
        group.forEach(({ collection, document }) => {
          requireStorable(document)
          rows.insert(collections.get(collection), document)
        }),
      )
      count += group.length
      told(count)
    }
    collections.declare(declared)
    return count
  } finally {
    file.close()
  }
}

function* inGroups<Item>(items: Iterable<Item>): Generator<Item[]> {
  let group: Item[] = []
  for (const item of items) {
    group.push(item)
    if (group.length < GROUP) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
