import { requireVillageAccess, appointedGroups, requirePermission, writeAudit, defineAction } from '../access'
import type { VillageAccess } from '../access'
import type { EnrolmentDocument } from '../enrolments'
import { requireEnrolment } from '../enrolments'
import type { SeasonKey } from '../payments'
import { headsOf, residentsOf } from '../people'
import type { Requests } from './contract'
import type { Answers } from './contract-day'
import { maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, DocumentStore } from '../../platform/database'
import { READ_LIMIT, inTransaction, putDocument, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Fen } from '../../../rules'
import { clerkDayContract } from './contract-day'
import type { ConflictEnd } from './contract-day'
import { conflictMachine } from './conflict-machine'
import type { ConflictEvent, ConflictState } from './conflict-machine'

type Taken = Requests['takeCash']

/** Refusals after which a clerk holds money that stands nowhere. Others can be mended on the phone and sent again. */
const LEAVES_MONEY: ReadonlySet<string> = new Set([
  'OTHER_GROUP',
  'PERSON_PAID',
  'PERSON_HELD',
  'NOTHING_OWED',
  'TOTAL_DIFFERS',
  'CANNOT_TAKE',
  'TAKEN_TOO_LONG_AGO',
  'ORDER_STATE',
  'EVIDENCE_USED',
])

/** Whatever stopped money that was taken earlier is left as a conflict, once; what was put right stays so. */
export async function recordingConflict<Result>(
  taken: Taken,
  { db, caller, now, today }: CallContext,
  deed: () => Promise<Result>,
): Promise<Result> {
  const { takenOn, operation: _id, enrolments, total: amount } = taken
  try {
    return await deed()
  } catch (error) {
    if (takenOn === undefined || !(error instanceof Refusal) || !LEAVES_MONEY.has(error.error.code)) throw error
    const { code, message } = error.error
    const { household, village, region, year } = await requireEnrolment(db, enrolments[0]!)
    const fresh: CashConflictDocument = {
      _id,
      clerk: caller.openid,
      region,
      village,
      household,
      season: `${region}-${year}`,
      enrolments,
      amount,
      takenOn,
      sentOn: today,
      at: now,
      code,
      message,
      state: 'open',
      settled: null,
    }
    await inTransaction(db, async (transaction) => {
      const there = await readConflict(transaction, _id)
      if (there === null) await putConflict(transaction, fresh)
      else if (there.state === 'open' && there.clerk === caller.openid)
        await putConflict(transaction, { ...there, code, message, sentOn: today })
    })
    throw error
  }
}

/** The line that says that a day was taken on a phone's word. */
export async function auditTakenEarlier(
  { operation, takenOn }: Taken,
  { region }: Pick<EnrolmentDocument, 'region'>,
  { db, caller, now, today }: CallContext,
): Promise<void> {
  if (takenOn === undefined || takenOn === today) return
  await writeAudit(db, {
    deed: operation,
    at: now,
    day: today,
    openid: caller.openid,
    action: 'takeCash',
    target: operation,
    region,
    outcome: 'done',
    why: `TAKEN_ON:${takenOn}`,
  })
}

const CONFLICTS = 'cash-conflicts'

/** Of an operation; null = none was left. */
export function readConflict(from: DocumentStore, operation: string): Promise<CashConflictDocument | null> {
  return readDocument<CashConflictDocument>(from, CONFLICTS, operation)
}

export function putConflict(to: DocumentStore, conflict: CashConflictDocument): Promise<void> {
  return putDocument(to, CONFLICTS, conflict)
}

/** Those of a village in a state, in the order of ids; at most 1,000. */
export async function conflictsIn(
  db: Database,
  village: string,
  state: CashConflictDocument['state'],
): Promise<CashConflictDocument[]> {
  return (await db.collection(CONFLICTS).where({ village, state }).orderBy('_id', 'asc').limit(READ_LIMIT).get())
    .data as CashConflictDocument[]
}

const SHOWN_MAX = 100
const EVENT_OF_END: Readonly<Record<ConflictEnd, ConflictEvent>> = { returned: 'giveBack', counted: 'count' }
type Conflict = Answers['settleConflict']

/**
 * Money that was taken at a door and stands nowhere, open ones first. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED;
 * RulesError UNKNOWN_YEAR
 */
export const showConflicts = /* @__PURE__ */ defineAction(clerkDayContract, 'conflicts', {
  permission: 'conflicts',
  async run(asked, context) {
    const desk = await requireVillageAccess(context, 'conflicts', asked)
    const found = await Promise.all(
      (['open', 'returned', 'counted'] as const).map((state) => conflictsIn(context.db, asked.village, state)),
    )
    const ofYear = found
      .flatMap((some) => some.filter(isClerksMatter(desk, context)).sort((a, b) => b.at - a.at))
      .slice(0, SHOWN_MAX)
    return { conflicts: await shownConflicts(context, ofYear) }
  },
})

/**
 * Conflicts of the season and the desk's households; what the caller took is theirs to give back, wherever its
 * household is now.
 */
export const isClerksMatter =
  ({ season, households }: VillageAccess, { caller }: CallContext) =>
  (conflict: CashConflictDocument): boolean =>
    conflict.season === season &&
    (households === null || conflict.clerk === caller.openid || households.has(conflict.household))

export async function shownConflicts(
  { db, caller }: CallContext,
  conflicts: readonly CashConflictDocument[],
): Promise<Conflict[]> {
  const heads = await headsOf(
    db,
    conflicts.map(({ household }) => household),
  )
  const names = new Map(
    (await residentsOf(db, [...new Set(heads.values())])).map(({ id, name }) => [id, maskedName(name)]),
  )
  return conflicts.map(({ _id, household, amount, enrolments, takenOn, sentOn, code, message, state, clerk }) => ({
    conflict: _id,
    household,
    head: names.get(heads.get(household) ?? '') ?? null,
    amount,
    people: enrolments.length,
    takenOn,
    sentOn,
    code,
    message,
    state,
    mine: clerk === caller.openid,
  }))
}

/**
 * Somebody has put it right. `counted` is only for what was entered by another deed: the same request sent again
 * settles itself. What is settled stays as it is.
 * @throws Refusal CONFLICT_NOT_FOUND, NOT_ALLOWED, CONFLICT_SETTLED
 */
export const settleConflict = /* @__PURE__ */ defineAction(clerkDayContract, 'settleConflict', {
  permission: 'settleConflict',
  async run({ conflict: id, end, note }, context) {
    const { db, caller, now, today } = context
    const there = await readConflict(db, id)
    if (there === null)
      throw new Refusal({
        code: 'CONFLICT_NOT_FOUND',
        path: 'conflict',
        message: '没有找到这笔没记上的钱，什么也没有改动。请返回刷新后再点一次。',
      })
    const own = there.clerk === caller.openid ? await appointedGroups(context) : null
    await requirePermission(context, 'settleConflict', {
      id,
      region: there.region,
      village: there.village,
      household: there.household,
      ...(own === null ? {} : { groups: own }),
    })
    const settled = await inTransaction(db, async (transaction) => {
      const conflict = (await readConflict(transaction, id))!
      if (conflict.state === end) return conflict
      const after: CashConflictDocument = {
        ...conflict,
        state: conflictMachine.require(conflict.state, EVENT_OF_END[end]),
        settled: {
          by: caller.openid,
          at: now,
          day: today,
          note: note === null ? null : sealing().at('cash-conflicts', id).seal(note, 'deskNote'),
        },
      }
      await putConflict(transaction, after)
      return after
    })
    await writeAudit(db, {
      deed: id,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'settleConflict',
      target: id,
      region: settled.region,
      outcome: 'done',
      why: end,
    })
    return (await shownConflicts(context, [settled]))[0]!
  },
})

/**
 * Money that a clerk took at a door without a network and that could not be entered when it was sent; `_id` is the
 * operation's. Somebody puts it right: the money goes back, or the same request counts later after all.
 */
export interface CashConflictDocument {
  _id: string
  clerk: string
  region: string
  village: string
  household: string
  season: SeasonKey
  enrolments: readonly string[]
  amount: Fen
  takenOn: CivilDay
  sentOn: CivilDay
  /** ms since 1970 */
  at: number
  /** Of the refusal, and what was told. */
  code: string
  message: string
  state: ConflictState
  settled: { by: string; at: number; day: CivilDay; /** Sealed. */ note: string | null } | null
}
