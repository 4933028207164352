import { countUpTo } from './attempts'
import { writeAudit, writeAuditIn } from './audit'
import type { AppointmentDocument, Permission, Role, CallerStanding, AccessTarget } from './permissions'
import { linkTo, PERMISSIONS, roleFor } from './permissions'
import { WHOLE_VILLAGE_REASONS } from './whole-village'
import { groupsOfHousehold, groupsOfResident, linksOfUser, readResident, villagesOfRegion } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction } from '../../platform/database'
import { inTransaction, runIdempotent, readDocument } from '../../platform/database'

/** A resident as the target of what only staff may do: where they belong. Of nobody it admits nobody. */
export async function accessTargetOfResident(db: Database, id: string): Promise<AccessTarget> {
  const resident = await readResident(db, id)
  return resident === null
    ? { id: 'none' }
    : { id, region: resident.region, village: resident.village, household: resident.household }
}

/**
 * The role in which the caller does it.
 * @throws Refusal NOT_ALLOWED; of whose office is of some village groups OTHER_GROUP, WHOLE_VILLAGE_ONLY; and writes a
 * line of audit
 */
export async function requirePermission(context: CallContext, action: Permission, target: AccessTarget): Promise<Role> {
  noteAsked(context, action)
  // Most do it for themselves or their family: whether they hold an office is then not asked.
  const unappointed = { openid: context.caller.openid, appointment: null, link: await linkFor(context, action, target) }
  const own = roleFor(action, unappointed, target)
  if (own !== null) return own
  const standing = { ...unappointed, appointment: await appointmentOf(context) }
  const placed = await withGroups(context, standing, target)
  const role = roleFor(action, standing, placed)
  if (role !== null) return role
  const refusal = refusalOf(action, standing, placed)
  const region = target.region ?? standing.appointment?.region ?? null
  await auditRefusal(context, action, { target: target.id, region, why: refusal.error.code })
  throw refusal
}

/**
 * Refusals of one user and action on a day that have a line each; then every tenfold has one, and past the last none.
 */
const LINES_A_DAY = 10
const COUNTED_A_DAY = 1_000

async function auditRefusal(
  { db, caller: { openid }, now, today }: CallContext,
  action: Permission,
  line: { target: string; region: string | null; why: string },
): Promise<void> {
  const times = await countUpTo(db, `refused~${openid}~${action}`, today, COUNTED_A_DAY)
  const isTenfold = Number.isInteger(Math.log10(times)) && times <= COUNTED_A_DAY
  if (times > LINES_A_DAY && !isTenfold) return
  const said = times > LINES_A_DAY ? { ...line, target: 'many', why: `${line.why}:${times}` } : line
  // Of those at one moment that all make it a hundred, one line.
  const deed = times > LINES_A_DAY ? today : null
  await writeAudit(db, { deed, at: now, day: today, openid, action, outcome: 'refused', ...said })
}

async function withGroups(
  { db }: CallContext,
  { appointment }: CallerStanding,
  target: AccessTarget,
): Promise<AccessTarget> {
  const { groups, household, resident, village } = target
  if (appointment?.groups == null || groups !== undefined || village === undefined) return target
  if (household !== undefined) return { ...target, groups: await groupsOfHousehold(db, village, household) }
  return resident === undefined ? target : { ...target, groups: await groupsOfResident(db, village, resident) }
}

/** To whose office is of some groups it is said whether another group is in the way, or whose deed it is. */
function refusalOf(action: Permission, { appointment, ...standing }: CallerStanding, target: AccessTarget): Refusal {
  const groups = appointment?.groups ?? null
  const ofVillage =
    appointment === null || groups === null
      ? null
      : roleFor(action, { ...standing, appointment: { ...appointment, groups: null } }, target)
  if (appointment === null)
    return new Refusal({
      code: 'NOT_ALLOWED',
      message:
        '这里没有您能看的：这条链接可能不是发给您的，也可能家人不再让您看了。家人的参保，请在“我的”里添上这位家人。',
    })
  if (ofVillage === null || groups === null)
    return new Refusal({
      code: 'NOT_ALLOWED',
      message: '您没有办理这件事的权限，这次没有进行。如果这应当由您来办，请联系县医保经办机构核对您的岗位和所管的村。',
    })
  const whole = (WHOLE_VILLAGE_REASONS as Readonly<Partial<Record<Permission, string>>>)[action]
  if (whole !== undefined)
    return new Refusal({
      code: 'WHOLE_VILLAGE_ONLY',
      message: `${whole}您管的是${groups.join('、')}，这次没有进行。请交给管全村的经办人员，或者问县医保经办机构。`,
    })
  return new Refusal({
    code: 'OTHER_GROUP',
    message: `这一户不全在您管的${groups.join('、')}，或者还没有写是哪个组，这次没有进行。已经收了钱的，请当面退还；请管全村的经办人员来办。`,
  })
}

/** The appointment of the caller that is in force, a township's with its villages of today; null = none. */
export async function appointmentOf({ db, caller, today }: CallContext): Promise<AppointmentDocument | null> {
  const found = await readDocument<AppointmentDocument>(db, 'appointments', caller.openid)
  if (found === null || found.from > today || (found.until !== null && found.until < today)) return null
  if (found.role !== 'township') return found
  const there = await villagesOfRegion(db, found.region)
  return { ...found, villages: there.filter(({ township }) => township === found.township).map(({ _id }) => _id) }
}

/** The village groups that the caller's office is of; null = it is of no group, or there is none. */
export async function appointedGroups(context: CallContext): Promise<readonly string[] | null> {
  return (await appointmentOf(context))?.groups ?? null
}

/** How the caller is linked to whom it is about; null also where the row admits nobody by a link. */
async function linkFor(
  context: CallContext,
  action: Permission,
  { resident }: AccessTarget,
): Promise<CallerStanding['link']> {
  const scopes: object = PERMISSIONS[action]
  return resident === undefined || !('self' in scopes || 'family' in scopes) ? null : linkTo(context, resident)
}

/** Whom the caller is bound as or looks after, by resident: all in one read. */
export async function linksOfCaller({ db, caller }: CallContext): Promise<ReadonlyMap<string, 'self' | 'family'>> {
  const active = (await linksOfUser(db, caller.openid)).filter(({ state }) => state === 'active')
  return new Map(active.map(({ _id, resident }) => [resident, _id.startsWith('self~') ? 'self' : 'family']))
}

/**
 * Whether a link alone admits the caller: what `requirePermission` would have found, of links that were read together.
 * Where it does not, `requirePermission` is to be asked, which refuses and writes it down.
 */
export function admitsByLink(
  context: CallContext,
  action: Permission,
  links: ReadonlyMap<string, 'self' | 'family'>,
  target: AccessTarget & { resident: string },
): boolean {
  noteAsked(context, action)
  const link = links.get(target.resident) ?? null
  return roleFor(action, { openid: context.caller.openid, appointment: null, link }, target) !== null
}

/** For whose office the line of audit is, and what it says beside the action: a code. */
interface Line {
  region: string
  why: string
}

/**
 * Does one deed on the ledger once, with its line of audit in the same transaction; answers the id of what it made or
 * changed, which the line is about.
 */
export function runOperation(
  { db, caller: { openid }, now, today, operation, asked }: CallContext,
  action: Permission,
  line: Line,
  work: (transaction: Transaction) => Promise<string>,
): Promise<string> {
  if (operation === null) throw new Error(`${action} carries no operation`)
  return inTransaction(db, (transaction) =>
    runIdempotent(transaction, { openid, operation, action, at: now, asked }, async () => {
      const target = await work(transaction)
      await writeAuditIn(transaction, { at: now, day: today, openid, action, target, outcome: 'done', ...line })
      return target
    }),
  )
}

/** By caller: each call has one of its own, which every copy of its context carries along. */
const asked = new WeakMap<CallContext['caller'], Set<Permission>>()

function noteAsked({ caller }: CallContext, action: Permission): void {
  const rows = asked.get(caller) ?? new Set()
  asked.set(caller, rows.add(action))
}

/** Why something is answered though its row of the permissions was not asked. */
type Excuse =
  /** The caller did it themself before, and is told again what came of it, whatever they may do by now. */
  | 'toldAgain'
  /** Of somebody whom the caller does not look after, by name and number: no more than everybody may learn. */
  | 'asStranger'
  /** Of an empty list of people. */
  | 'ofNobody'

/** Says that an action answers without its row having been asked, and why it may. */
export function answerWithoutPermission(context: CallContext, action: Permission, _because: Excuse): void {
  noteAsked(context, action)
}

/** Whether a row of the permissions was asked in this call, or why it need not be was said. */
export function wasAsked({ caller }: CallContext, action: Permission): boolean {
  return asked.get(caller)?.has(action) ?? false
}
