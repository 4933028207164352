import { randomBytes } from 'node:crypto'
import type { Database } from '../../shared/database'
import { Refusal } from '../../shared/refusal'
import type { Moment } from '../order-moves'
import { advanceTaxFile, rowIdsIn } from '../records/tax-files'
import type { TaxFileDocument } from './documents'
import { matchRows, ROWS_A_TRANSACTION } from './match-rows'

/** Several side by side: on the platform most of the time of each is waiting. */
const TRANSACTIONS_AT_ONCE = 4
const ROWS_AT_ONCE = ROWS_A_TRANSACTION * TRANSACTIONS_AT_ONCE

/**
 * Goes on with matching a file that was read, a piece: how many rows, and the file after. Of transactions that others were
 * in the way of, such as two rows of one person side by side, the rows wait for the next piece.
 * @throws Refusal BUSY where others were in the way of all
 */
export async function matchOn(db: Database, file: TaxFileDocument, { now, today }: Omit<Moment, 'by'>): Promise<{ rows: number; file: TaxFileDocument }> {
  const ids = await rowIdsIn(db, file._id, 'read', ROWS_AT_ONCE, anywhere())
  const parts = Array.from({ length: Math.ceil(ids.length / ROWS_A_TRANSACTION) }, (_, i) => ids.slice(i * ROWS_A_TRANSACTION, (i + 1) * ROWS_A_TRANSACTION))
  const done = await Promise.allSettled(parts.map((part) => matchRows(db, file._id, part, { by: 'tax', now, today })))
  const failed = done.filter((one) => one.status === 'rejected')
  const fault = failed.find(({ reason }) => !isBusy(reason)) ?? (failed.length === parts.length ? failed[0] : undefined)
  if (fault !== undefined) throw fault.reason
  const through = ids.length < ROWS_AT_ONCE && failed.length === 0 && file.state === 'matching'
  return { rows: ids.length, file: through ? (await advanceTaxFile(db, file, { state: 'missing', lookedTo: '' })).file : file }
}

const isBusy = (reason: unknown): boolean => reason instanceof Refusal && reason.error.code === 'BUSY'

/** Ids of rows are even: whoever works beside us begins somewhere else. */
const anywhere = (): string => randomBytes(3).toString('base64url')
