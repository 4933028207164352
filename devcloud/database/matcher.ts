import { Query } from 'mingo'
import { PlatformError } from '../platform-error'
import { refused } from './refusals'
import type { Document } from './values'

/** Whether a document meets a query that was checked (`checkedQuery`). */
export function matcher(query: Document): (document: Document) => boolean {
  const compiled = byMingo(() => new Query<Document>(query))
  return (document) => byMingo(() => compiled.test(document))
}

/**
 * What mingo objects to is the caller's fault, as it would be MongoDB's objection. Its words name operators, not
 * values.
 */
export function byMingo<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof PlatformError) throw error
    throw refused(error instanceof Error ? error.message : 'the query failed')
  }
}
