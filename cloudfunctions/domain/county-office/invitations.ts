import { appointmentOf, limitAttempts, requirePermission, writeAuditIn, defineAction } from '../access'
import type { AppointmentDocument } from '../access'
import { secondPersonNeeded } from '../approvals'
import { mayStillGive, requireMayAppoint } from './offices/who-may-appoint'
import type { Invited } from './offices/good-invitation'
import { requireGoodInvitation } from './offices/good-invitation'
import type { InvitationDocument } from './appointments-store'
import {
  codeOf,
  idOf,
  indexOfCode,
  invitationByCode,
  invitationView,
  isInForce,
  namesOfVillages,
  recordAppointmentChange,
  putAppointment,
  putInvitation,
  readAppointment,
  readInvitation,
  scopeOf,
  openWho,
  sealWho,
  sealWords,
  lockAppointments,
  VALID_MS,
} from './appointments-store'
import { invitationMachine } from './invitation-machine'
import { OFFICE_ROLES } from './contract-appointments'
import { groupsOfVillage, printedCode, readCode } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { policies, shanghaiDay } from '../../../rules'
import { appointmentsContract } from './contract-appointments'

/**
 * Makes a code with which somebody takes an office, for seven days and once. Who takes it, the platform says. An
 * officer of
 * the county is appointed by two: refused to one, with what to do.
 * @throws Refusal SECOND_PERSON_NEEDED, and as {@link requireGoodInvitation}
 */
export const inviteOfficer = /* @__PURE__ */ defineAction(appointmentsContract, 'inviteOfficer', {
  permission: ['appoint', 'appointClerk'],
  async run(request, context) {
    const { db, caller, now, today } = context
    await requireGoodInvitation(context, request)
    if (request.role === 'county') throw secondPersonNeeded('appointOfficer', '县级经办人员能办全县的事。')
    if (request.role === 'township') throw secondPersonNeeded('appointOfficer', '乡镇经办人员能复核各村的事。')
    const fresh = invitationOf(request, { _id: idOf('i', context), by: caller.openid, now, today })
    const { _id, region, role } = fresh
    const kept = await inTransaction(db, async (transaction) => {
      const before = await readInvitation(transaction, _id)
      if (before !== null) return before
      await writeInvitation(transaction, fresh)
      await writeAuditIn(transaction, lineOf(context, 'appoint', _id, region, role))
      return fresh
    })
    const { code, expiresOn } = shownCode(kept)
    const sentence = `请把这个邀请码当面交给“${request.who}”，让本人在自己的微信里打开小程序填写，${expiresOn} 前有效，只能用一次。`
    return { invitation: _id, code, expiresOn, sentence }
  },
})

/** The code as it is read out, and its last day. */
export const shownCode = ({ _id, expiresAt }: InvitationDocument) => ({
  code: printedCode(codeOf(_id)),
  expiresOn: shanghaiDay(expiresAt),
})

/** @param made by whom, and by whom it was confirmed where that takes two */
export function invitationOf(
  { region, role, villages, groups, township = null, until, who }: Invited,
  made: { _id: string; by: string; second?: string; now: number; today: CivilDay },
): InvitationDocument {
  const { now, today, ...by } = made
  return {
    ...by,
    region,
    role,
    villages,
    groups,
    ...(township === null ? {} : { township }),
    until,
    who: sealWho('invitations', by._id, who),
    codeIndex: indexOfCode(codeOf(by._id)),
    at: now,
    day: today,
    expiresAt: now + VALID_MS,
    state: 'open',
    usedBy: null,
  }
}

export async function writeInvitation(transaction: Transaction, fresh: InvitationDocument): Promise<void> {
  const { _id, region, role, groups, until, by, at, day } = fresh
  const change = `${_id}~invited`
  await putInvitation(transaction, fresh)
  await recordAppointmentChange(transaction, {
    _id: change,
    region,
    at,
    day,
    what: 'invited',
    by,
    person: '',
    who: sealWho('appointment-changes', change, openWho('invitations', fresh)!),
    words: sealWords(
      change,
      `${OFFICE_ROLES[role]}${groups == null ? '' : `，${groups.join('、')}`}${until === null ? '' : `，到 ${until}`}`,
    ),
  })
}

/** What is written down of a step about an office, in its own transaction. */
const lineOf = (
  { now: at, today: day, caller: { openid } }: CallContext,
  action: 'appoint' | 'acceptAppointment',
  target: string,
  region: string,
  why: string,
) => ({ at, day, openid, action, target, region, outcome: 'done', why }) as const

/** The groups that a village's ledger has, to choose from. @throws Refusal NOT_ALLOWED */
export const villageGroups = /* @__PURE__ */ defineAction(appointmentsContract, 'villageGroups', {
  permission: 'appointClerk',
  async run({ region, village }, context) {
    await requireMayAppoint(context, village, { role: 'clerk', region, villages: [village] })
    const here = (await namesOfVillages(context.db, region)).has(village)
    return { groups: here ? await groupsOfVillage(context.db, village) : [] }
  },
})

/** @throws Refusal INVITATION_NOT_FOUND, NOT_ALLOWED */
export const withdrawInvitation = /* @__PURE__ */ defineAction(appointmentsContract, 'withdrawInvitation', {
  permission: ['appoint', 'appointClerk'],
  async run({ invitation: id }, context) {
    const { db, caller, now, today } = context
    const found = await readInvitation(db, id)
    await requireMayAppoint(
      context,
      id,
      found ?? { role: 'county', region: (await appointmentOf(context))?.region ?? 'none', villages: null },
    )
    const after = await inTransaction(db, async (transaction) => {
      const invitation = await readInvitation(transaction, id)
      if (invitation === null)
        throw new Refusal({
          code: 'INVITATION_NOT_FOUND',
          path: 'invitation',
          message: '没有找到这份邀请，什么也没有改动。请下拉刷新后再看。',
        })
      const state = invitationMachine.next(invitation.state, 'withdraw')
      if (state === null) return invitation
      const withdrawn: InvitationDocument = { ...invitation, state }
      await putInvitation(transaction, withdrawn)
      const change = `${id}~withdrawn`
      await recordAppointmentChange(transaction, {
        _id: change,
        region: invitation.region,
        at: now,
        day: today,
        what: 'withdrawn',
        by: caller.openid,
        person: '',
        who: sealWho('appointment-changes', change, openWho('invitations', invitation)!),
        words: sealWords(change, OFFICE_ROLES[invitation.role]),
      })
      await writeAuditIn(transaction, lineOf(context, 'appoint', id, invitation.region, 'WITHDRAWN'))
      return withdrawn
    })
    return invitationView(after, await namesOfVillages(db, after.region), now)
  },
})

/**
 * Takes an office with a code: for whom the platform says the caller is. One answer for every code that is not right.
 * @throws Refusal TOO_MANY_ATTEMPTS, INVITATION_WRONG, OWN_INVITATION, ALREADY_APPOINTED
 */
export const acceptAppointment = /* @__PURE__ */ defineAction(appointmentsContract, 'acceptAppointment', {
  permission: 'acceptAppointment',
  async run({ code: typed }, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    await requirePermission(context, 'acceptAppointment', { id: 'own', owner: openid })
    const code = readCode(typed)
    const attempts = await limitAttempts(context, 'appoint', code)
    const found = await invitationByCode(db, code)
    if (
      found === null ||
      found.state === 'withdrawn' ||
      found.expiresAt < now ||
      (found.usedBy !== null && found.usedBy !== openid)
    )
      throw wrong()
    if (found.by === openid || found.second === openid)
      throw new Refusal({
        code: 'OWN_INVITATION',
        message: '这个邀请码是您自己发出或者复核的，不能任命自己，没有办理。请交给要任命的人。',
      })
    await attempts.giveBack()
    const appointment = await inTransaction(db, async (transaction) => {
      await lockAppointments(transaction, found.region, now)
      const [invitation, before, inviter] = [
        (await readInvitation(transaction, found._id))!,
        await readAppointment(transaction, openid),
        await readAppointment(transaction, found.by),
      ]
      if (invitation.usedBy === openid && before !== null) return before
      const state = invitationMachine.next(invitation.state, 'accept')
      if (state === null || !(await mayStillGive(db, invitation, inviter, today))) throw wrong()
      if (before !== null && isInForce(before, today))
        throw new Refusal({
          code: 'ALREADY_APPOINTED',
          message: '您现在已经有岗位，没有再接受一个。要换岗位，请县医保经办机构先结束原来的。',
        })
      const { region, role, villages, groups = null, township = null, until } = invitation
      const called = openWho('invitations', invitation)!
      const who = sealWho('appointments', openid, called)
      const change = `${found._id}~accepted`
      const scope = { role, region, villages, groups, ...(township === null ? {} : { township }) }
      const after: AppointmentDocument = { _id: openid, ...scope, from: today, until, who }
      await putAppointment(transaction, after)
      await putInvitation(transaction, { ...invitation, state, usedBy: openid, takenAt: now })
      await recordAppointmentChange(transaction, {
        _id: change,
        region,
        at: now,
        day: today,
        what: 'accepted',
        by: openid,
        person: openid,
        who: sealWho('appointment-changes', change, called),
        words: sealWords(change, OFFICE_ROLES[role]),
      })
      await writeAuditIn(transaction, lineOf(context, 'acceptAppointment', found._id, region, role))
      return after
    })
    const regionName = policies().find(({ region }) => region === found.region)?.regionName ?? found.region
    const scope = scopeOf(appointment, await namesOfVillages(db, found.region))
    const where = scope.villages?.map(({ name }) => name).join('、')
    const groupWords = scope.groups === null ? '。' : `，管${where} ${scope.groups.join('、')}。`
    return {
      region: found.region,
      regionName,
      from: appointment.from,
      ...scope,
      sentence: `您已经是${regionName}${scope.township ?? ''}的${scope.roleName}${groupWords}`,
    }
  },
})

function wrong(): Refusal {
  return new Refusal({
    code: 'INVITATION_WRONG',
    path: 'code',
    message: '邀请码不对，或者已经用过、过期、撤回了，没有办理。请核对后再试，还不行的请发邀请的人重新发一个。',
  })
}
