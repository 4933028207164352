import type { Stamp } from '../payments'
import { refundAtWechat, refundByWechat, writeEntries } from '../payments'
import { refundId } from './documents'
import type { UnmatchedPaymentDocument } from './unmatched-documents'
import {
  noteUnmatchedTrouble,
  unmatchedPaymentBeingReturned,
  putUnmatchedPayment,
  requireUnmatchedPayment,
} from './unmatched-documents'
import {
  auditUnmatchedPayment,
  lastBy,
  withUnmatchedEvent,
  unmatchedPaymentEntry,
  unmatchedPaymentView,
  requireOwnUnmatchedPayment,
} from './unmatched'
import type { Answers } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Rounds } from '../../platform/database'
import type { Database, Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { refundsContract } from './contract'
import { appointmentOf, defineAction } from '../access'
import { officersOf, requireSecondPerson } from '../approvals'

type View = Answers['proposeOddityReturn']
type Step = (
  before: UnmatchedPaymentDocument,
  moment: Stamp,
  transaction: Transaction,
) => UnmatchedPaymentDocument | Promise<UnmatchedPaymentDocument>

/**
 * One of the county proposes that it goes back to who paid. Again by the same person it is the same. @throws Refusal
 * NOT_ALLOWED, ODDITY_STATE, BUSY
 */
export const proposeUnmatchedPaymentReturn = /* @__PURE__ */ defineAction(refundsContract, 'proposeOddityReturn', {
  permission: 'settleOddity',
  run({ oddity, because }, context) {
    return stepped(context, oddity, 'proposeReturn', (before, moment) =>
      before.state === 'proposed' && lastBy(before, 'proposeReturn') === moment.by
        ? before
        : withUnmatchedEvent(before, 'proposeReturn', moment, { because }),
    )
  },
})

/** Whoever proposed it, or somebody else of the county, would rather not: it is open again. @throws Refusal as above */
export const declineUnmatchedPaymentReturn = /* @__PURE__ */ defineAction(refundsContract, 'declineOddityReturn', {
  permission: 'settleOddity',
  run({ oddity }, context) {
    return stepped(context, oddity, 'declineReturn', (before, moment) =>
      before.state === 'open' ? before : withUnmatchedEvent(before, 'declineReturn', moment),
    )
  },
})

/**
 * Another person agrees. Again by the same person it is the same. @throws Refusal as above, and TWO_PEOPLE_NEEDED,
 * SECOND_PERSON_UNFIT
 */
export const agreeUnmatchedPaymentReturn = /* @__PURE__ */ defineAction(refundsContract, 'agreeOddityReturn', {
  permission: 'settleOddity',
  async run({ oddity }, context) {
    const { region = '' } = (await appointmentOf(context)) ?? {}
    const officers = await officersOf(context.db, region, context.today)
    return stepped(context, oddity, 'agreeReturn', (before, moment) => {
      if (before.state === 'agreed' && lastBy(before, 'agreeReturn') === moment.by) return before
      const agreed = withUnmatchedEvent(before, 'agreeReturn', moment)
      const first = before.events.filter(({ kind }) => kind === 'proposeReturn').at(-1)
      if (first?.by !== moment.by) {
        if (first !== undefined) requireSecondPerson(moment.by, first, officers)
        return agreed
      }
      throw new Refusal({
        code: 'TWO_PEOPLE_NEEDED',
        path: 'oddity',
        message: '这是您自己提出的，要由县里另一位经办人同意，什么也没有改动。',
      })
    })
  },
})

/**
 * Sends it back: by WeChat, or with `evidence` by hand. WeChat takes some minutes; asked again it is looked at again
 * and never sent twice, and who has asked WeChat cannot pay it out by hand any more.
 * @throws Refusal NOT_ALLOWED, ODDITY_STATE, WECHAT_PAY_UNREACHABLE, WECHAT_REFUND_REFUSED, BUSY
 */
export const sendUnmatchedPaymentBack = /* @__PURE__ */ defineAction(refundsContract, 'sendOddityBack', {
  permission: 'settleOddity',
  async run({ oddity: id, evidence }, context) {
    if (evidence !== null) {
      await requireStillFailed(context, id)
      return stepped(context, id, 'payOut', async (before, moment, transaction) => {
        if (before.state === 'returned' && before.events.at(-1)?.evidence === evidence) return before
        const after = withUnmatchedEvent(before, 'payOut', moment, { evidence })
        await writeEntries(transaction, [unmatchedPaymentEntry(before, 'refund', moment.today)])
        return after
      })
    }
    const sent = await stepped(context, id, 'send', (before, moment) =>
      before.state === 'sent' || before.state === 'failed' || before.state === 'returned'
        ? before
        : withUnmatchedEvent(before, 'send', moment),
    )
    if (sent.state === 'returned') return sent
    const { db, caller, now, today } = context
    const oddity = await requireUnmatchedPayment(db, id)
    if (oddity.state === 'sent') await refundByWechat(namesOf(oddity))
    return unmatchedPaymentView(await finishIfBack(db, oddity, { by: caller.openid, now, today }), context)
  },
})

/** Before a person pays out what failed: settled at the merchant's console meanwhile, it is not to be paid twice. */
async function requireStillFailed({ db, now, today }: CallContext, id: string): Promise<void> {
  const oddity = await requireUnmatchedPayment(db, id)
  if (oddity.state === 'failed') await finishIfBack(db, oddity, { by: 'wechat', now, today })
}

/** For the watch: looks after what WeChat was asked to send back; how many are back now. */
export async function pollUnmatchedReturns(db: Database, rounds: Rounds, moment: Stamp, most: number): Promise<number> {
  let back = 0
  const sent = await rounds.page('oddities', most, (after, count) => unmatchedPaymentBeingReturned(db, after, count))
  await rounds.each(sent, {
    nameOf: ({ _id }) => `oddity~${_id}`,
    async run(oddity) {
      if ((await finishIfBack(db, oddity, moment)).state === 'returned') back++
    },
    tell: ({ _id }, trouble) => noteUnmatchedTrouble(db, _id, trouble),
  })
  return back
}

const namesOf = ({ _id, merchant, merchantNo, amount }: UnmatchedPaymentDocument) => ({
  merchant,
  merchantNo,
  refund: refundId(_id, ''),
  total: amount,
  amount,
})

async function finishIfBack(
  db: Database,
  oddity: UnmatchedPaymentDocument,
  moment: Stamp,
): Promise<UnmatchedPaymentDocument> {
  const says = await refundAtWechat(namesOf(oddity))
  if (says === 'underWay' || (says === 'failed' && oddity.state === 'failed')) return oddity
  return inTransaction(db, async (transaction) => {
    const before = await requireUnmatchedPayment(transaction, oddity._id)
    if (before.state === 'returned') return before
    if (says === 'failed') {
      const failed = withUnmatchedEvent(before, 'fail', { ...moment, by: 'wechat' })
      await putUnmatchedPayment(transaction, failed)
      return failed
    }
    const after = withUnmatchedEvent(before, 'arriveBack', { ...moment, by: 'wechat' })
    await writeEntries(transaction, [unmatchedPaymentEntry(before, 'refund', moment.today)])
    await putUnmatchedPayment(transaction, after)
    return after
  })
}

/** One step within its transaction, with its line of audit. */
async function stepped(context: CallContext, id: string, what: string, step: Step): Promise<View> {
  const { db, caller, now, today } = context
  await requireOwnUnmatchedPayment(context, id)
  const oddity = await inTransaction(db, async (transaction) => {
    const before = await requireUnmatchedPayment(transaction, id)
    const after = await step(before, { by: caller.openid, now, today }, transaction)
    if (after !== before) await putUnmatchedPayment(transaction, after)
    return after
  })
  await auditUnmatchedPayment(context, oddity, what)
  return unmatchedPaymentView(oddity, context)
}
