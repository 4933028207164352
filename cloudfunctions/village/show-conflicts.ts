import { residentsOf } from '../enrollment/records/residents'
import type { CashConflictDocument } from '../payment/cash-documents'
import { conflictsIn, putConflict, readConflict } from '../payment/records/cash-conflicts'
import { writeAudit } from '../shared/audit'
import type { CallContext } from '../shared/call-context'
import { maskedName } from '../shared/masking'
import { appointedGroups, requireAllowed } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import { inTransaction } from '../shared/transaction'
import { allowedDesk, type AllowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { headsOf } from './records/village-list'

const SHOWN_MAX = 100
type Conflict = Answers['settleConflict']

/** Money that was taken at a door and stands nowhere, open ones first. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR */
export async function showConflicts(asked: Requests['conflicts'], context: CallContext): Promise<Answers['conflicts']> {
  const desk = await allowedDesk(context, 'conflicts', asked)
  const found = await Promise.all((['open', 'returned', 'counted'] as const).map((state) => conflictsIn(context.db, asked.village, state)))
  const ofYear = found.flatMap((some) => some.filter(concernsDesk(desk, context)).sort((a, b) => b.at - a.at)).slice(0, SHOWN_MAX)
  return { conflicts: await shownConflicts(context, ofYear) }
}

/** Conflicts of the season and the desk's households; what the caller took is theirs to give back, wherever its household is now. */
export const concernsDesk = ({ season, households }: AllowedDesk, { caller }: CallContext) => (conflict: CashConflictDocument): boolean =>
  conflict.season === season && (households === null || conflict.clerk === caller.openid || households.has(conflict.household))

export async function shownConflicts({ db, caller }: CallContext, conflicts: readonly CashConflictDocument[]): Promise<Conflict[]> {
  const heads = await headsOf(db, conflicts.map(({ household }) => household))
  const names = new Map((await residentsOf(db, [...new Set(heads.values())])).map(({ id, name }) => [id, maskedName(name)]))
  return conflicts.map(({ _id, household, amount, enrolments, takenOn, sentOn, code, message, state, clerk }) => ({
    conflict: _id, household, head: names.get(heads.get(household) ?? '') ?? null, amount, people: enrolments.length, takenOn, sentOn, code, message, state, mine: clerk === caller.openid,
  }))
}

/**
 * Somebody has put it right. `counted` is only for what was entered by another deed: the same request sent again settles
 * itself. What is settled stays as it is.
 * @throws Refusal CONFLICT_NOT_FOUND, NOT_ALLOWED, CONFLICT_SETTLED
 */
export async function settleConflict({ conflict: id, end, note }: Requests['settleConflict'], context: CallContext): Promise<Conflict> {
  const { db, caller, now, today } = context
  const there = await readConflict(db, id)
  if (there === null) throw new Refusal({ code: 'CONFLICT_NOT_FOUND', path: 'conflict', message: '没有找到这笔没记上的钱，什么也没有改动。请返回刷新后再点一次。' })
  const own = there.clerk === caller.openid ? await appointedGroups(context) : null
  await requireAllowed(context, 'settleConflict', { id, region: there.region, village: there.village, household: there.household, ...(own === null ? {} : { groups: own }) })
  const settled = await inTransaction(db, async (transaction) => {
    const conflict = (await readConflict(transaction, id))!
    if (conflict.state === end) return conflict
    if (conflict.state !== 'open') throw new Refusal({ code: 'CONFLICT_SETTLED', path: 'conflict', found: conflict.state, message: '这笔钱已经处理过了，没有再改。请返回刷新看看现在的情况。' })
    const after: CashConflictDocument = { ...conflict, state: end, settled: { by: caller.openid, at: now, day: today, note: note === null ? null : sealing().seal(note, 'deskNote') } }
    await putConflict(transaction, after)
    return after
  })
  await writeAudit(db, { _id: `settle-conflict~${id}`, at: now, day: today, openid: caller.openid, action: 'settleConflict', target: id, region: settled.region, outcome: 'done', why: end })
  return (await shownConflicts(context, [settled]))[0]!
}
