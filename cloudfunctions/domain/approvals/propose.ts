import { createHash } from 'node:crypto'
import { approvalsContract } from './contract'
import { auditedAs } from './deeds'
import type { ProposedAction } from './deeds'
import type { GuardedActions } from './deeds-in-hand'
import { PROPOSING } from './deeds-in-hand'
import type { Carrying } from './define-deed'
import type { ProposalDocument } from './documents'
import { putProposal, readProposal, sealedText } from './documents'
import { officersOf, requireAnySecond } from './officers'
import { proposalView } from './show'
import { defineAction, writeAuditIn } from '../access'
import type { CallContext } from '../../platform/calls'
import { inTransaction } from '../../platform/database'

/** A fortnight and a day: a colleague's leave. */
const VALID_MS = 15 * 86_400_000

/** Of who asks and their operation, so that the same again is the same proposal; what the deed makes is named by it. */
const idOf = ({ caller, operation }: CallContext): string =>
  `p${createHash('sha256').update(`proposal\0${caller.openid}\0${operation}`).digest('hex').slice(0, 30)}`

/**
 * One person proposes a deed of the table. It is tried at once and taken back, so that what would be refused is refused
 * now, in the deed's own words. The same operation again is the same proposal.
 * @throws Refusal NOBODY_TO_CONFIRM, and as the deed
 */
export const propose = (deeds: GuardedActions) =>
  defineAction(approvalsContract, 'propose', {
    permission: PROPOSING,
    async run({ deed, request, because }, context) {
      const { db, caller, now, today } = context
      const { region, village, target, words } = await deeds[deed].about(request, context)
      const _id = idOf(context)
      const known = await readProposal(db, _id)
      if (known !== null) return proposalView(context, deeds, known)
      requireAnySecond({ by: caller.openid, at: now }, await officersOf(db, region, today, village))
      await tried(deeds, deed, request, { db, operation: _id, by: caller.openid, second: null, now, today })
      const fresh: ProposalDocument = {
        _id,
        deed,
        region,
        village,
        target,
        request: sealedText(_id, 'request', JSON.stringify(request)),
        words: sealedText(_id, 'words', words),
        because: sealedText(_id, 'because', because),
        by: caller.openid,
        at: now,
        day: today,
        expiresAt: now + VALID_MS,
        state: 'proposed',
        made: null,
        decided: null,
      }
      const kept = await inTransaction(db, async (transaction) => {
        const before = await readProposal(transaction, _id)
        if (before !== null) return before
        await putProposal(transaction, fresh)
        await writeAuditIn(transaction, {
          at: now,
          day: today,
          openid: caller.openid,
          action: 'propose',
          target,
          region,
          outcome: 'done',
          why: auditedAs(deed),
        })
        return fresh
      })
      return proposalView(context, deeds, kept)
    },
  })

const TRIED = new Error('tried')

/** Carries it out and takes all of it back. @throws Refusal as the deed */
async function tried(
  deeds: GuardedActions,
  deed: ProposedAction,
  request: unknown,
  carrying: Omit<Carrying, 'transaction'>,
): Promise<void> {
  try {
    await inTransaction(carrying.db, async (transaction) => {
      await deeds[deed].carryOut(request, { ...carrying, transaction })
      throw TRIED
    })
  } catch (error) {
    if (error !== TRIED) throw error
  }
}
