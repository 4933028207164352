import { randomBytes } from 'node:crypto'
import type { Database } from '../../shared/database'
import type { Moment } from '../order-moves'
import { advanceTaxFile, rowIdsIn } from '../records/tax-files'
import type { TaxFileDocument } from './documents'
import { matchRows, ROWS_A_TRANSACTION } from './match-rows'

/** Several side by side: on the platform most of the time of each is waiting. */
const TRANSACTIONS_AT_ONCE = 4
const ROWS_AT_ONCE = ROWS_A_TRANSACTION * TRANSACTIONS_AT_ONCE

/** Goes on with matching a file that was read, a piece: how many rows, and the file after. @throws Refusal BUSY */
export async function matchOn(db: Database, file: TaxFileDocument, { now, today }: Omit<Moment, 'by'>): Promise<{ rows: number; file: TaxFileDocument }> {
  const ids = await rowIdsIn(db, file._id, 'read', ROWS_AT_ONCE, anywhere())
  const parts = Array.from({ length: Math.ceil(ids.length / ROWS_A_TRANSACTION) }, (_, i) => ids.slice(i * ROWS_A_TRANSACTION, (i + 1) * ROWS_A_TRANSACTION))
  await Promise.all(parts.map((part) => matchRows(db, file._id, part, { by: 'tax', now, today })))
  const through = ids.length < ROWS_AT_ONCE && file.state === 'matching'
  return { rows: ids.length, file: through ? (await advanceTaxFile(db, file, { state: 'missing', lookedTo: '' })).file : file }
}

/** Ids of rows are even: whoever works beside us begins somewhere else. */
const anywhere = (): string => randomBytes(3).toString('base64url')
