import { taxRowMachine } from './tax-row-machine'
import { putTaxRow, readTaxRow, ROWS, rowsWithIds, sealFactsOfRow } from './store'
import type { Database, Transaction } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/** What was missing of a place stands as a file of its own. */
export const missingFile = (region: string): string => `missing~${region}`
const missingId = (enrolment: string): string => `missing~${enrolment}`

interface MissingPayment {
  enrolment: string
  region: string
  year: number
  amount: number
  paidOn: CivilDay
}

/** What is not told yet; how many. */
export async function recordMissing(db: Database, payments: readonly MissingPayment[]): Promise<number> {
  const told = new Set(
    (
      await rowsWithIds(
        db,
        payments.map(({ enrolment }) => missingId(enrolment)),
      )
    )
      .filter(({ state }) => state !== 'settled')
      .map(({ _id }) => _id),
  )
  const fresh = payments.filter(({ enrolment }) => !told.has(missingId(enrolment)))
  for (const { enrolment, region, year, amount, paidOn } of fresh) {
    const _id = missingId(enrolment)
    await putTaxRow(db, {
      _id,
      file: missingFile(region),
      region,
      row: 0,
      person: '',
      year,
      amount,
      paidOn,
      arrivedOn: null,
      elsewhere: false,
      faults: [],
      facts: sealFactsOfRow(_id, { name: '', idNumber: '', voucher: null }),
      said: '',
      state: 'open',
      outcome: 'missing',
      why: 'NOT_IN_FILE',
      enrolment,
      due: amount,
      heldBack: 0,
      settlement: null,
    })
  }
  return fresh.length
}

/** Whose payment was voided, or goes back, is missing no more; within the deed. */
export async function stopAwaiting(transaction: Transaction, enrolment: string): Promise<void> {
  const row = await readTaxRow(transaction, missingId(enrolment))
  const state = row === null ? null : taxRowMachine.next(row.state, 'cease')
  if (row !== null && state !== null) await putTaxRow(transaction, { ...row, state })
}

/** What has arrived is missing no more. */
export async function clearMissing(db: Database, enrolments: readonly string[]): Promise<void> {
  if (enrolments.length > 0)
    await db
      .collection(ROWS)
      .where({ _id: db.command.in(enrolments.map(missingId)), state: db.command.in(['open', 'proposed']) })
      .update({ data: { state: 'settled' } })
}
