import { createHash } from 'node:crypto'
import type { CallContext } from '../shared/call-context'
import { isDuplicate } from '../shared/database'
import type { Transaction } from '../shared/database'
import { once } from '../shared/operations'
import type { GuardedAction } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import { duplicateOf, entryRefused } from './duplicate-entry'
import { readResident } from './records/residents'
import type { Resident } from './records/residents'

/** Does one deed on the ledger once; answers the id of what it made or changed. */
export function doOnce({ db, caller, now, operation }: CallContext, action: GuardedAction, work: (transaction: Transaction) => Promise<string>): Promise<string> {
  if (operation === null) throw new Error(`${action} carries no operation`)
  return inTransaction(db, (transaction) => once(transaction, { openid: caller.openid, operation, action, at: now }, () => work(transaction)))
}

/** An id that a repetition of the operation makes again, and that tells nothing of either. */
export function idOf(kind: 'r' | 'h', { caller, operation }: CallContext): string {
  return `${kind}${createHash('sha256').update(`${kind}\0${caller.openid}\0${operation}`).digest('base64url').slice(0, 22)}`
}

/** Tells a number that somebody else took at the same moment as any other duplicate. */
export async function namingDuplicates<Result>(context: CallContext, resident: Resident, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    throw entryRefused([await duplicateOf(context.db, resident) ?? 'TWICE_ELSEWHERE'])
  }
}

/** @throws Refusal UNKNOWN_RESIDENT */
export async function requireResident(from: Parameters<typeof readResident>[0], id: string): Promise<Resident> {
  const resident = await readResident(from, id)
  if (resident !== null) return resident
  throw new Refusal({ code: 'UNKNOWN_RESIDENT', message: '没有找到这个人，这次没有办理。请返回重新查找。', path: 'resident' })
}
