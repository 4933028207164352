import { approvalsContract } from './contract'
import { auditedAs, DEEDS } from './deeds'
import type { GuardedActions } from './deeds-in-hand'
import { CONFIRMING } from './deeds-in-hand'
import type { ProposalDocument } from './documents'
import { openedText, putProposal, readProposal, requireProposal, sealedText, stateNow } from './documents'
import { officersOf, requireSecondPerson } from './officers'
import { proposalMachine } from './proposal-machine'
import { proposalView } from './show'
import type { Permission } from '../access'
import { appointmentOf, defineAction, requirePermission, writeAuditIn } from '../access'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'

/**
 * A second person confirms, and with that the very deed is done, in one transaction, with a line of audit of both.
 * The same
 * person again changes nothing.
 * @throws Refusal PROPOSAL_NOT_FOUND, NOT_ALLOWED, PROPOSAL_STATE, SECOND_PERSON_UNFIT, BUSY, and as the deed
 */
export const confirmProposal = (deeds: GuardedActions) =>
  defineAction(approvalsContract, 'confirmProposal', {
    permission: CONFIRMING,
    async run({ proposal: id }, context) {
      const { db, caller, now, today } = context
      const { region, village } = await requireReach(context, id)
      const officers = await officersOf(db, region, today, village)
      const done = await inTransaction(db, async (transaction) => {
        const before = await requireProposal(transaction, id)
        if (before.state === 'confirmed' && before.decided?.by === caller.openid) return before
        const state = proposalMachine.require(stateNow(before, now), 'confirm')
        requireSecondPerson(caller.openid, before, officers)
        const made = await deeds[before.deed].carryOut(JSON.parse(openedText(id, 'request', before.request)), {
          transaction,
          db,
          operation: id,
          by: before.by,
          second: caller.openid,
          now,
          today,
        })
        const after: ProposalDocument = { ...before, state, made, decided: decidedBy(context, id, null) }
        await putProposal(transaction, after)
        await line(transaction, context, before, auditedAs(before.deed), { openid: before.by, beside: caller.openid })
        await line(transaction, context, before, 'confirmProposal', { openid: caller.openid, beside: before.by })
        return after
      })
      return proposalView(context, deeds, done)
    },
  })

/** Another officer would rather not; whoever may not confirm may still decline. @throws Refusal as above */
export const declineProposal = (deeds: GuardedActions) =>
  defineAction(approvalsContract, 'declineProposal', {
    permission: CONFIRMING,
    async run({ proposal: id, because }, context) {
      await requireReach(context, id)
      return proposalView(context, deeds, await ended(context, id, 'decline', because))
    },
  })

/** Who proposed it takes it back. @throws Refusal as above, NOT_YOURS */
export const withdrawProposal = (deeds: GuardedActions) =>
  defineAction(approvalsContract, 'withdrawProposal', {
    permission: CONFIRMING,
    async run({ proposal: id }, context) {
      const { by } = await requireReach(context, id)
      if (by !== context.caller.openid)
        throw new Refusal({
          code: 'NOT_YOURS',
          path: 'proposal',
          message: '这份提请不是您提出的，不能撤回，什么也没有改动。不同意的，请用“不同意”并写明理由。',
        })
      return proposalView(context, deeds, await ended(context, id, 'withdraw', null))
    },
  })

/**
 * The proposal, if the caller proposed it or their office reaches what it is about.
 * @throws Refusal PROPOSAL_NOT_FOUND, NOT_ALLOWED
 */
async function requireReach(context: CallContext, id: string): Promise<ProposalDocument> {
  const found = await readProposal(context.db, id)
  const region = found?.region ?? (await appointmentOf(context))?.region
  const village = found?.village ?? null
  await requirePermission(context, rowFor(found, context.caller.openid), {
    id: found?.target ?? 'none',
    ...(region === undefined ? {} : { region }),
    ...(village === null ? {} : { village }),
  })
  return found ?? requireProposal(context.db, id)
}

const rowFor = (found: ProposalDocument | null, openid: string): Permission =>
  found === null ? 'proposals' : DEEDS[found.deed][found.by === openid ? 'proposes' : 'confirms']

function ended(
  context: CallContext,
  id: string,
  event: 'decline' | 'withdraw',
  because: string | null,
): Promise<ProposalDocument> {
  const { db, caller, now } = context
  return inTransaction(db, async (transaction) => {
    const before = await requireProposal(transaction, id)
    if (before.state === proposalMachine.next('proposed', event) && before.decided?.by === caller.openid) return before
    const state = proposalMachine.require(stateNow(before, now), event)
    const after: ProposalDocument = { ...before, state, decided: decidedBy(context, id, because) }
    await putProposal(transaction, after)
    await line(transaction, context, before, `${event}Proposal`, { openid: caller.openid })
    return after
  })
}

const decidedBy = ({ caller, now, today }: CallContext, id: string, because: string | null) => ({
  by: caller.openid,
  at: now,
  day: today,
  because: because === null ? null : sealedText(id, 'decided', because),
})

function line(
  transaction: Transaction,
  { now: at, today: day }: CallContext,
  { target, region, deed }: ProposalDocument,
  action: Permission | `${'confirm' | 'decline' | 'withdraw'}Proposal`,
  who: { openid: string; beside?: string },
): Promise<void> {
  return writeAuditIn(transaction, { at, day, action, target, region, outcome: 'done', why: deed, ...who })
}
