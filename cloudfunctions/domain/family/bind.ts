import { limitAttempts, requirePermission, accessTargetOfResident, writeAudit, defineAction } from '../access'
import { auditLink, refreshFollowed } from './end-link'
import {
  bindingCodeOf,
  changeLink,
  fullCard,
  householdByCode,
  identify,
  isValidBindingCode,
  issueBindingCode,
  newSelfLink,
  notMatched,
  readSelfLink,
  boundResident,
  bindResident,
  typedNumber,
  redeemBindingCode,
} from '../people'
import type { Resident } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { inTransaction } from '../../platform/database'
import { shanghaiDay } from '../../../rules'
import { familyContract } from './contract'

/**
 * Binds the caller as a resident: name, number, and the code that the clerk handed over or the household's printed one.
 * One user a resident, one resident a user.
 * @throws Refusal TOO_MANY_ATTEMPTS; NOT_MATCHED, the same whatever was wrong; ALREADY_BOUND, RESIDENT_TAKEN
 */
export const bindSelf = /* @__PURE__ */ defineAction(familyContract, 'bindSelf', {
  permission: 'bindSelf',
  async run(request, context) {
    const attempts = await limitAttempts(context, 'bind', typedNumber(request.idNumber))
    const found = await identify(context.db, request.name, request.idNumber)
    const proof = await proofOf(request.code, found, context)
    if (found === null || found.absent?.why === 'died' || proof === null) throw notMatched()
    await attempts.giveBack()
    await bind(found, proof, request.operation, context)
    await auditLink(context, 'bindSelf', { resident: found.id, state: 'active' })
    await refreshFollowed(context, found.id)
    return { person: await fullCard(context.db, found) }
  },
})

type Proof = 'clerksCode' | 'householdCode'

/**
 * Which kind of code it was that was right; null = it was wrong. Looked up for nobody, too, so that it takes as long.
 */
async function proofOf(
  typed: string,
  found: Resident | null,
  { db, caller: { openid }, now }: CallContext,
): Promise<Proof | null> {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '')
  if (/^\d{8}$/.test(code)) {
    return (await isValidBindingCode(db, { resident: found?.id ?? 'nobody', code, openid, now })) && found !== null
      ? 'clerksCode'
      : null
  }
  const household = await householdByCode(db, typed)
  return household !== null && household.id === found?.household ? 'householdCode' : null
}

async function bind(
  { id: resident, region }: Resident,
  proof: Proof,
  operation: string,
  context: CallContext,
): Promise<void> {
  const {
    db,
    caller: { openid },
    now,
    today,
  } = context
  const outcome = await inTransaction(db, async (transaction) => {
    const [self, bound] = [await boundResident(transaction, openid), await readSelfLink(transaction, resident)]
    if (self !== null && self !== resident) return 'elsewhere'
    if (bound?.state === 'active' && bound.openid !== openid) return 'taken'
    const [event, how] =
      proof === 'clerksCode'
        ? (['bindByClerksCode', 'ownCode'] as const)
        : (['bindByHouseholdCode', 'householdCode'] as const)
    const link = await changeLink(transaction, newSelfLink(openid, resident), {
      event,
      actor: 'payer',
      by: openid,
      operation,
      at: now,
      today,
      how,
    })
    // A repetition that comes after the binding was undone binds nobody.
    if (link.state !== 'active') return 'bound'
    await bindResident(transaction, openid, resident)
    if (proof === 'clerksCode') await redeemBindingCode(transaction, resident, openid)
    return 'bound'
  })
  if (outcome === 'elsewhere') {
    throw new Refusal({
      code: 'ALREADY_BOUND',
      message:
        '这个微信已经绑定了另一位参保人，一个微信只能绑定本人一位。要帮家人办事，请用“添加家人”；绑错了的，请先到“谁能看我的参保”里解除绑定。',
    })
  }
  if (outcome === 'taken') {
    await writeAudit(db, {
      deed: operation,
      at: now,
      day: today,
      openid,
      action: 'bindSelf',
      target: resident,
      region,
      outcome: 'refused',
      why: 'RESIDENT_TAKEN',
    })
    throw new Refusal({
      code: 'RESIDENT_TAKEN',
      message: '这位参保人已经绑定在另一个微信上，这次没有绑定。如果那不是您，请带身份证到村（社区）经办人员处核对。',
    })
  }
}

/**
 * Makes the code with which a resident binds themself; whoever made one for whom is audited. Asked again with the same
 * operation, it is the same code.
 * @throws Refusal NOT_ALLOWED
 */
export const handBindingCode = /* @__PURE__ */ defineAction(familyContract, 'handBindingCode', {
  permission: 'handBindingCode',
  async run({ operation, resident }, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    const target = await accessTargetOfResident(db, resident)
    await requirePermission(context, 'handBindingCode', target)
    const until = await inTransaction(db, (transaction) =>
      issueBindingCode(transaction, { resident, operation, by: openid, at: now }),
    )
    await writeAudit(db, {
      deed: operation,
      at: now,
      day: today,
      openid,
      action: 'handBindingCode',
      target: resident,
      region: target.region ?? null,
      outcome: 'done',
      why: 'BINDING_CODE',
    })
    return { code: bindingCodeOf(resident, operation), until: shanghaiDay(until) }
  },
})
