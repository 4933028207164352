import { Refusal } from '../base'
import type { Database, Transaction } from './database'
import { messageOf } from './database'

const ATTEMPTS = 8
const FIRST_PAUSE_MS = 15

/**
 * Runs a piece of work in a transaction: all of its writes or none. Another's hold on a document ends the work at once
 * (TransactionConflict, which wx-server-sdk 4.0.2 does not retry when a write raises it): it is then done anew, from
 * the reading on, so it may run more than once and must leave nothing outside the transaction.
 * @throws Refusal BUSY when it lost every time; whatever else the work throws, after a rollback
 */
export async function inTransaction<Result>(
  db: Database,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const transaction = Object.assign(await db.startTransaction(), { command: db.command })
    try {
      const result = await work(transaction)
      await transaction.commit()
      return result
    } catch (error) {
      // A transaction that a failed write has ended cannot be rolled back any more; there is nothing left of it either.
      await transaction.rollback().catch(() => undefined)
      if (!isConflict(error)) throw error
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()))
    }
  }
  throw new Refusal({ code: 'BUSY', message: '同一份资料正在被别人修改，这次没有保存。请稍等几秒再试一次。' })
}

function isConflict(error: unknown): boolean {
  return /TransactionConflict|TRANSACTION_CONFLICT/.test(messageOf(error))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
