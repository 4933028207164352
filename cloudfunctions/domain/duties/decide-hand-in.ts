import type { Answers, Requests } from './contract-hand-ins'
import { handInsContract } from './contract-hand-ins'
import { disclosureMachine } from './disclosure-machine'
import { putDisclosure, requireDisclosure, readDisclosure } from './disclosures'
import type { HandInCheck } from './hand-in'
import { decisionOf, stepOf } from './hand-in'
import { handInMachine } from './hand-in-machine'
import { markId, putMark, readMark } from './tasks'
import { defineAction, requireVillageAccess, writeAuditIn } from '../access'
import type { VillageDocument } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'

type Asked = Requests['decideHandIn']

/**
 * The township has looked through what a village handed in: it is taken, or goes back with a reason, and is to do
 * again.
 * @throws Refusal NOT_ALLOWED, HAND_IN_NOT_FOUND, POSTING_NOT_FOUND, HAND_IN_STATE, BECAUSE_MISSING
 */
export const decideHandIn = /* @__PURE__ */ defineAction(handInsContract, 'decideHandIn', {
  permission: 'decideHandIn',
  async run(asked, context) {
    const { of, village, year } = asked
    if ('posting' in of) {
      const { village: there } = await requireDisclosure(context, 'decideHandIn', of.posting)
      return decided(context, asked, there, of.posting, (transaction) =>
        checkDisclosure(transaction, context, asked, of.posting),
      )
    }
    const desk = await requireVillageAccess(context, 'decideHandIn', { village, year })
    const id = markId(village, year, of.duty, of.began)
    return decided(context, asked, desk.village, id, (transaction) => checkMark(transaction, context, asked, id))
  },
})

/** The check and its line of audit; told again what it was, where it is done already. */
async function decided(
  { db, caller, now, today }: CallContext,
  { verdict }: Asked,
  { region }: VillageDocument,
  target: string,
  check: (transaction: Transaction) => Promise<{ after: HandInCheck; isNew: boolean }>,
): Promise<Answers['decideHandIn']> {
  const { state } = await inTransaction(db, async (transaction) => {
    const { after, isNew } = await check(transaction)
    const who = { at: now, day: today, openid: caller.openid, action: 'decideHandIn' }
    if (isNew) await writeAuditIn(transaction, { ...who, target, region, outcome: 'done', why: verdict })
    return after
  })
  return { state, stateName: handInMachine.states[state] }
}

async function checkDisclosure(
  transaction: Transaction,
  context: CallContext,
  { verdict, because }: Asked,
  id: string,
): Promise<{ after: HandInCheck; isNew: boolean }> {
  const posting = (await readDisclosure(transaction, id))!
  if (posting.check?.deed === stepOf(context)) return { after: posting.check, isNew: false }
  if (posting.check === undefined) throw notHandedIn()
  const after = decisionOf(context, { in: 'postings', id, before: posting.check }, verdict, because)
  const back =
    verdict === 'sendBack' ? { state: disclosureMachine.require(posting.state, 'sendBack'), filed: null } : {}
  await putDisclosure(transaction, { ...posting, ...back, check: after })
  return { after, isNew: true }
}

async function checkMark(
  transaction: Transaction,
  context: CallContext,
  { verdict, because }: Asked,
  id: string,
): Promise<{ after: HandInCheck; isNew: boolean }> {
  const mark = await readMark(transaction, id)
  if (mark === null) throw notHandedIn()
  if (mark.check?.deed === stepOf(context)) return { after: mark.check, isNew: false }
  const after = decisionOf(context, { in: 'duty-marks', id, before: mark.check }, verdict, because)
  await putMark(transaction, { ...mark, check: after })
  return { after, isNew: true }
}

const notHandedIn = (): Refusal =>
  new Refusal({
    code: 'HAND_IN_NOT_FOUND',
    path: 'of',
    message: '村里还没有交这份材料，什么也没有改动。请返回刷新再看。',
  })
