import type { Answers } from './contract-appointments'
import { requirePermission, writeAuditIn, defineAction } from '../access'
import type { AppointmentDocument } from '../access'
import { secondPersonNeeded } from '../approvals'
import type { AppointmentChange } from './appointments-store'
import {
  appointmentsOf,
  appointmentView,
  CHANGES,
  idOf,
  invitationsOf,
  invitationView,
  isInForce,
  namesOfVillages,
  recordAppointmentChange,
  openWho,
  openWords,
  putAppointment,
  readAppointment,
  sealWho,
  sealWords,
  lockAppointments,
} from './appointments-store'
import { OFFICE_ROLES } from './contract-appointments'
import { mayAppoint, requireAppointments, requireMayAppoint } from './offices/who-may-appoint'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction } from '../../platform/database'
import { inTransaction, pageLatestFirst, placeOf } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber } from '../../../rules'
import { appointmentsContract } from './contract-appointments'

const CHANGES_A_CALL = 50

/** Who holds or held an office of the region, and to whom one is offered. @throws Refusal NOT_ALLOWED */
export const showAppointments = /* @__PURE__ */ defineAction(appointmentsContract, 'appointments', {
  permission: 'appointments',
  async run({ region }, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    const { own, sees } = await requireAppointments(context, region)
    const names = await namesOfVillages(db, region)
    return {
      people: (await appointmentsOf(db, region))
        .filter((one) => sees(one) || one._id === openid)
        .map((one) => appointmentView(one, names, { today, openid, mayChange: mayAppoint(openid, own, one) })),
      invitations: (await invitationsOf(db, region)).filter(sees).map((one) => invitationView(one, names, now)),
    }
  },
})

/** Ends an office today. @throws Refusal APPOINTMENT_NOT_FOUND, NOT_ALLOWED, LAST_COUNTY_OFFICER */
export const endAppointment = /* @__PURE__ */ defineAction(appointmentsContract, 'endAppointment', {
  permission: ['appoint', 'appointClerk'],
  async run({ region, person, because }, context) {
    const until = civilDay(dayNumber(context.today)! - 1)
    return change(context, { region, person, what: 'ended', until, words: because })
  },
})

/**
 * Gives an office another last day; a longer one of who can be a second person takes two.
 * @throws Refusal as above;
 * OWN_APPOINTMENT, DAY_PAST, SECOND_PERSON_NEEDED
 */
export const extendAppointment = /* @__PURE__ */ defineAction(appointmentsContract, 'extendAppointment', {
  permission: ['appoint', 'appointClerk'],
  async run({ region, person, until }, context) {
    requireExtendable(context, person, until)
    return change(context, { region, person, what: 'extended', until, words: wordsOfEnd(until) })
  },
})

export const wordsOfEnd = (until: CivilDay | null): string => (until === null ? '没有期限' : `到 ${until}`)

/** @throws Refusal OWN_APPOINTMENT, DAY_PAST */
export function requireExtendable({ caller, today }: CallContext, person: string, until: CivilDay | null): void {
  if (person === caller.openid)
    throw new Refusal({
      code: 'OWN_APPOINTMENT',
      path: 'person',
      message: '不能给自己延长任期，没有保存。请另一位县级经办人员办理。',
    })
  if (until !== null && until < today)
    throw new Refusal({
      code: 'DAY_PAST',
      path: 'until',
      found: until,
      message: `${until} 已经过了，没有保存。要今天就结束，请用“结束”。`,
    })
}

/** Offices whose holders confirm what others did: to give one takes two people. */
const SECONDS: ReadonlySet<AppointmentDocument['role']> = new Set(['county', 'township'])

interface Wanted {
  region: string
  person: string
  what: 'ended' | 'extended'
  until: CivilDay | null
  words: string
}

async function change(
  context: CallContext,
  { region, person, what, until, words }: Wanted,
): Promise<Answers['endAppointment']> {
  const {
    db,
    caller: { openid },
    now,
    today,
  } = context
  const here = await requireOffice(context, region, person)
  if (SECONDS.has(here.role) && isLonger(here.until, until))
    throw secondPersonNeeded('extendOfficer', '县、乡镇经办人员的任期延长，和任命一样。')
  const others = await otherOfficers(db, region, person)
  const by = { _id: idOf('c', context), by: openid, now, today }
  const after = await inTransaction(db, async (transaction) => {
    const { changed, isNew } = await changeOffice(transaction, { region, person, what, until, words }, others, by)
    if (isNew)
      await writeAuditIn(transaction, {
        at: now,
        day: today,
        openid,
        action: 'appoint',
        target: person,
        region,
        outcome: 'done',
        why: what.toUpperCase(),
      })
    return changed
  })
  return appointmentView(after, await namesOfVillages(db, region), { today, openid, mayChange: true })
}

/** The office, where the caller may change it. @throws Refusal NOT_ALLOWED, APPOINTMENT_NOT_FOUND */
export async function requireOffice(
  context: CallContext,
  region: string,
  person: string,
): Promise<AppointmentDocument> {
  const found = await readAppointment(context.db, person)
  const here = found?.region === region ? found : null
  await requireMayAppoint(context, here === null ? region : person, here ?? { role: 'county', region, villages: null })
  if (here !== null) return here
  throw new Refusal({
    code: 'APPOINTMENT_NOT_FOUND',
    path: 'person',
    message: '没有找到这个岗位，什么也没有改动。请下拉刷新后再看。',
  })
}

/** Whether an office lasts longer than before; null = until further notice. */
const isLonger = (before: CivilDay | null, until: CivilDay | null): boolean =>
  before !== null && (until === null || until > before)

/** The county's other officers, of whom somebody has to be left. */
export const otherOfficers = async (db: Database, region: string, person: string): Promise<readonly string[]> =>
  (await appointmentsOf(db, region))
    .filter(({ _id, role }) => role === 'county' && _id !== person)
    .map(({ _id }) => _id)

/**
 * Gives an office its last day, and writes down that. The same again changes nothing. @throws Refusal
 * LAST_COUNTY_OFFICER
 */
export async function changeOffice(
  transaction: Transaction,
  { region, person, what, until, words }: Wanted,
  others: readonly string[],
  { _id, by, now, today }: { _id: string; by: string; now: number; today: CivilDay },
): Promise<{ changed: AppointmentDocument; isNew: boolean }> {
  await lockAppointments(transaction, region, now)
  const before = (await readAppointment(transaction, person))!
  if (before.until === until || (what === 'ended' && !isInForce(before, today) && before.from <= today))
    return { changed: before, isNew: false }
  if (before.role === 'county' && until !== null) await requireAnother(transaction, others, until, today)
  const changed: AppointmentDocument = { ...before, until }
  await putAppointment(transaction, changed)
  await recordAppointmentChange(transaction, {
    _id,
    region,
    at: now,
    day: today,
    what,
    by,
    person,
    who: renamed(openWho('appointments', before), _id),
    words: sealWords(_id, words),
  })
  return { changed, isNew: true }
}

const renamed = (who: string | null, change: string): string | null =>
  who === null ? null : sealWho('appointment-changes', change, who)

/** Somebody of the whole region's office has to be left who stays at least as long. */
async function requireAnother(
  transaction: Transaction,
  others: readonly string[],
  until: CivilDay,
  today: CivilDay,
): Promise<void> {
  for (const id of others) {
    const other = await readAppointment(transaction, id)
    if (
      other !== null &&
      other.villages === null &&
      isInForce(other, today) &&
      (other.until === null || other.until > until)
    )
      return
  }
  throw new Refusal({
    code: 'LAST_COUNTY_OFFICER',
    path: 'person',
    message: '这是本地最后一位县级经办人员，结束以后就没有人能任命别人了，没有办理。请先任命另一位。',
  })
}

/** @throws Refusal NOT_ALLOWED */
export const appointmentHistory = /* @__PURE__ */ defineAction(appointmentsContract, 'appointmentHistory', {
  permission: 'appointments',
  async run({ region, after }, context) {
    await requirePermission(context, 'appointments', { id: region, region })
    const { db } = context
    const names = new Map((await appointmentsOf(db, region)).map((one) => [one._id, openWho('appointments', one)]))
    const found = await pageLatestFirst<AppointmentChange>(db, 'appointment-changes', { region }, after, CHANGES_A_CALL)
    const changes = found.map((one) => {
      const { at, day, what, by } = one
      return {
        day,
        time: clockTimeOf(at),
        what: CHANGES[what],
        who: openWho('appointment-changes', one),
        by: names.get(by) ?? OFFICE_ROLES.county,
        words: openWords(one),
      }
    })
    return { changes, next: found.length < CHANGES_A_CALL ? null : placeOf(found.at(-1)!) }
  },
})

const SHANGHAI_MS = 8 * 3_600_000
/** `HH:MM` in Asia/Shanghai. */
export const clockTimeOf = (at: number): string => new Date(at + SHANGHAI_MS).toISOString().slice(11, 16)
