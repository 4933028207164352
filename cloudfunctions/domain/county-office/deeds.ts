import { changeOffice, otherOfficers, requireExtendable, requireOffice, wordsOfEnd } from './appointments'
import { openWho, readInvitation } from './appointments-store'
import { appointmentsContract } from './contract-appointments'
import { requireGoodInvitation } from './offices/good-invitation'
import { invitationOf, shownCode, writeInvitation } from './invitations'
import { defineProposable } from '../approvals'
import type { Carrying } from '../approvals'
import * as z from 'zod/mini'

const {
  operation: _invited,
  role: _role,
  groups: _groups,
  ...invited
} = appointmentsContract.inviteOfficer.request.shape
/** Offices that can be a second person; absent = of the county, as proposals of before a township had any. */
const secondRole = z.optional(z.enum(['county', 'township']))
const appointing = z.strictObject({ ...invited, role: secondRole })
const { operation: _extended, ...extended } = appointmentsContract.extendAppointment.request.shape

const whole = ({ role = 'county', ...request }: z.output<typeof appointing>) => ({ ...request, role, groups: null })

/**
 * An officer of the county or of a township: who confirms is not whom the code admits either. Its code is told to who
 * proposed it.
 */
export const appointOfficer = /* @__PURE__ */ defineProposable('appointOfficer', appointing, {
  async about(request, context) {
    await requireGoodInvitation(context, whole(request))
    const { region, who, until, villages, township = null, role = 'county' } = request
    const where = township ?? (villages === null ? '管全县' : `管 ${villages.length} 个村（社区）`)
    const words = `任命“${who}”为${OFFICE_WORDS[role]}，${where}，${wordsOfEnd(until)}。`
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

const OFFICE_WORDS = { county: '县级经办人员', township: '乡镇（街道）经办人员' } as const

/** A longer term of one. */
export const extendOfficer = /* @__PURE__ */ defineProposable('extendOfficer', z.strictObject(extended), {
  async about({ region, person, until }, context) {
    const office = await requireOffice(context, region, person)
    requireExtendable(context, person, until)
    const role = OFFICE_WORDS[office.role === 'township' ? 'township' : 'county']
    const words = `把${role}“${openWho('appointments', office) ?? '未登记姓名'}”的任期改为${wordsOfEnd(until)}。`
    return { region, village: null, target: person, words }
  },
  async carryOut({ region, person, until }, { transaction, db, operation: _id, by, now, today }: Carrying) {
    const wanted = { region, person, what: 'extended', until, words: wordsOfEnd(until) } as const
    await changeOffice(transaction, wanted, await otherOfficers(db, region, person), { _id, by, now, today })
    return person
  },
})
