import { changeOffice, otherOfficers, requireExtendable, requireOffice, wordsOfEnd } from './appointments'
import { openWho, readInvitation } from './appointments-store'
import { appointmentsContract } from './contract-appointments'
import { invitationOf, requireGoodInvitation, shownCode, writeInvitation } from './invitations'
import { defineProposable } from '../approvals'
import type { Carrying } from '../approvals'
import * as z from 'zod/mini'

const {
  operation: _invited,
  role: _role,
  groups: _groups,
  ...invited
} = appointmentsContract.inviteOfficer.request.shape
const { operation: _extended, ...extended } = appointmentsContract.extendAppointment.request.shape

const whole = (request: z.output<z.ZodMiniObject<typeof invited>>) =>
  ({ ...request, role: 'county', groups: null }) as const

/** An officer of the county: who confirms is not whom the code admits either. Its code is told to who proposed it. */
export const appointOfficer = /* @__PURE__ */ defineProposable('appointOfficer', z.strictObject(invited), {
  async about(request, context) {
    await requireGoodInvitation(context, whole(request))
    const { region, who, until, villages } = request
    const where = villages === null ? '管全县' : `管 ${villages.length} 个村（社区）`
    const words = `任命“${who}”为县级经办人员，${where}，${wordsOfEnd(until)}。`
    return { region, village: null, target: region, words }
  },
  async carryOut(request, { transaction, operation, by, second, now, today }) {
    const confirmed = second === null ? {} : { second }
    await writeInvitation(transaction, invitationOf(whole(request), { _id: operation, by, ...confirmed, now, today }))
    return operation
  },
  async told(made, db) {
    const invitation = await readInvitation(db, made)
    if (invitation?.state !== 'open') return null
    const { code, expiresOn } = shownCode(invitation)
    return `邀请码 ${code}，${expiresOn} 前有效，只能用一次。请当面交给“${openWho('invitations', invitation)!}”本人。`
  },
})

/** A longer term of one. */
export const extendOfficer = /* @__PURE__ */ defineProposable('extendOfficer', z.strictObject(extended), {
  async about({ region, person, until }, context) {
    const office = await requireOffice(context, region, person)
    requireExtendable(context, person, until)
    const words = `把县级经办人员“${openWho('appointments', office) ?? '未登记姓名'}”的任期改为${wordsOfEnd(until)}。`
    return { region, village: null, target: person, words }
  },
  async carryOut({ region, person, until }, { transaction, db, operation: _id, by, now, today }: Carrying) {
    const wanted = { region, person, what: 'extended', until, words: wordsOfEnd(until) } as const
    await changeOffice(transaction, wanted, await otherOfficers(db, region, person), { _id, by, now, today })
    return person
  },
})
