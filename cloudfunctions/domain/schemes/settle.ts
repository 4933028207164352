import { schemesContract } from './contract'
import { overlapMachine } from './overlap-machine'
import { viewsOf } from './show'
import { putOverlap, requireOverlap, sealWhyOverlap } from './store'
import { defineAction, requirePermission, writeAuditIn } from '../access'
import { requireResident } from '../people'
import { recordGone } from '../residents'
import { inTransaction } from '../../platform/database'

/**
 * A person says what is so, with what they have seen. Confirmed, the person leaves their open years as by any other
 * record of an absence; what was paid goes back by the notice's rule, when it is asked for. Refuted, nothing changes.
 * @throws Refusal OVERLAP_NOT_FOUND, NOT_ALLOWED, OTHER_GROUP, OVERLAP_STATE, ALREADY_ABSENT, DAY_IN_FUTURE,
 * BEFORE_BIRTH
 */
export const settleOverlap = /* @__PURE__ */ defineAction(schemesContract, 'settleOverlap', {
  permission: 'settleOverlap',
  async run({ overlap: id, year, since, because }, context) {
    const { db, caller, now, today } = context
    const { region, resident, kind } = await requireOverlap(db, id)
    const { village, household } = await requireResident(db, resident)
    await requirePermission(context, 'settleOverlap', { id: resident, region, village, household })
    const goes = since !== null
    const state = goes ? 'left' : 'notSo'
    const before = await requireOverlap(db, id)
    if (before.state !== state) overlapMachine.require(before.state, goes ? 'confirm' : 'refute')
    if (goes) await recordGone(context, await requireResident(db, resident), { why: kind, since })
    const after = await inTransaction(db, async (transaction) => {
      const found = await requireOverlap(transaction, id)
      if (found.state === state) return found
      const settled = { by: caller.openid, at: now, day: today, because: sealWhyOverlap(id, because) }
      const done = { ...found, state: overlapMachine.require(found.state, goes ? 'confirm' : 'refute'), settled }
      await putOverlap(transaction, done)
      const line = {
        action: 'settleOverlap',
        target: resident,
        region,
        outcome: 'done',
        why: `${kind}:${state}`,
      } as const
      await writeAuditIn(transaction, { at: now, day: today, openid: caller.openid, ...line })
      return done
    })
    return (await viewsOf(context, [after], year))[0]!
  },
})
