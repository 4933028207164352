import type { DraftDocument, WhatIfRun } from './documents'
import { Refusal } from '../../platform/base'
import type { Database, DocumentStore } from '../../platform/database'
import { putDocument, readAll, readDocument } from '../../platform/database'

const DRAFTS = 'policy-drafts'
const RUNS = 'what-if-runs'

export const readDraft = (from: DocumentStore, id: string): Promise<DraftDocument | null> =>
  readDocument<DraftDocument>(from, DRAFTS, id)
export const putDraft = (to: DocumentStore, draft: DraftDocument): Promise<void> => putDocument(to, DRAFTS, draft)
export const draftsOf = (db: Database, region: string): Promise<DraftDocument[]> =>
  readAll<DraftDocument>(db, DRAFTS, { region })

/** @throws Refusal UNKNOWN_DRAFT */
export async function requireDraft(from: DocumentStore, id: string): Promise<DraftDocument> {
  const found = await readDraft(from, id)
  if (found !== null) return found
  throw new Refusal({ code: 'UNKNOWN_DRAFT', path: 'draft', message: '没有这份草稿。请返回列表，刷新后再打开。' })
}

export const readRun = (db: Database, id: string): Promise<WhatIfRun | null> => readDocument<WhatIfRun>(db, RUNS, id)
export const putRun = (db: Database, run: WhatIfRun): Promise<void> => putDocument(db, RUNS, run)
