import { officeFor } from '../../rules/office'
import type { VillageDocument } from '../enrollment/documents'
import { requireVillage } from '../enrollment/records/households'
import type { CallContext } from '../shared/call-context'
import type { Transaction } from '../shared/database'
import { requireAllowed } from '../shared/permissions'
import type { GuardedAction } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import { postingRule, type PostingRule } from './posting-rule'
import { nextPostingState, POSTING_EVENTS, POSTING_STATES, type PostingEventKind } from './posting-states'
import { putPosting, readPosting, type PostingDocument } from './records/postings'

/** A posting that the caller may do this with. Where there is none, nobody is told more. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED */
export async function requirePosting(context: CallContext, action: GuardedAction, id: string): Promise<{ posting: PostingDocument; village: VillageDocument; rule: PostingRule | null }> {
  const posting = await readPosting(context.db, id)
  if (posting === null) throw new Refusal({ code: 'POSTING_NOT_FOUND', path: 'posting', message: '没有找到这份公示，什么也没有改动。请返回刷新后再点一次。' })
  const village = await requireVillage(context.db, posting.village)
  await requireAllowed(context, action, { id, region: village.region, village: village._id })
  return { posting, village, rule: postingRule(officeFor(village.region, posting.year)) }
}

/**
 * Moves a posting by an event, once an operation.
 * @param change what the event brings; asked with the posting as it is now
 * @throws Refusal POSTING_STATE when its state does not allow it, and what `change` throws
 */
export function movePosting({ db, caller, operation }: CallContext, id: string, event: PostingEventKind, change: (posting: PostingDocument) => Partial<PostingDocument>): Promise<PostingDocument> {
  const deed = `${caller.openid}~${operation}`
  return inTransaction(db, async (transaction: Transaction) => {
    const posting = (await readPosting(transaction, id))!
    if (posting.deeds.includes(deed)) return posting
    const state = nextPostingState(posting.state, event)
    if (state === null) {
      throw new Refusal({ code: 'POSTING_STATE', path: 'posting', found: posting.state, message: `不能“${POSTING_EVENTS[event].name}”：这份公示现在是“${POSTING_STATES[posting.state]}”，什么也没有改动。请返回刷新看看现在的情况。` })
    }
    const after: PostingDocument = { ...posting, ...change(posting), state, deeds: [...posting.deeds, deed] }
    await putPosting(transaction, after)
    return after
  })
}
