import type { CallContext } from '../../shared/call-context'
import { writeAudit } from '../../shared/audit'
import { requireAllowed } from '../../shared/permissions'
import { Refusal } from '../../shared/refusal'
import { inTransaction } from '../../shared/transaction'
import type { Answers, Requests } from '../contract'
import { viewOf } from './batch-view'
import type { BatchDocument } from './documents'
import { wrongState } from './read-roster'
import { putBatch, removeEntries, requireBatch, wasOvertaken } from './records'

/**
 * Somebody agrees to the effect that they saw. Only to that: one of another day or of another check, or one that another
 * list has overtaken, is looked at anew first. Entering follows (`applyRoster`).
 * @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, BATCH_STATE, EFFECT_OUTDATED, OTHER_BEING_APPLIED
 */
export async function confirmRoster({ operation, batch: id, round }: Requests['confirmRoster'], context: CallContext): Promise<Answers['confirmRoster']> {
  const { db, caller, now, today } = context
  const seen = await requireBatch(db, id)
  await requireAllowed(context, 'confirmRoster', { id, region: seen.region })
  const overtaken = seen.state === 'ready' ? await wasOvertaken(db, seen) : null
  const confirmed = await inTransaction(db, async (transaction) => {
    const batch = await requireBatch(transaction, id)
    if (batch.confirmed?.operation === operation) return batch
    if (batch.state !== 'ready') throw wrongState(batch)
    if (batch.round !== round || batch.weighedOn !== today || overtaken === 'applied') throw outdated(batch)
    if (overtaken === 'applying') throw new Refusal({ code: 'OTHER_BEING_APPLIED', path: 'batch', message: '另一份名册正在登记，这一份没有确认。请等那一份登记完，再重新核对这一份。' })
    const after: BatchDocument = { ...batch, state: batch.tally.people === 0 ? 'applied' : 'applying', confirmed: { by: caller.openid, at: now, operation } }
    await putBatch(transaction, after)
    return after
  })
  await writeAudit(db, { _id: `roster~${caller.openid}~${operation}`, at: now, day: today, openid: caller.openid, action: 'confirmRoster', target: id, region: seen.region, outcome: 'done', why: `round:${round}` })
  return viewOf(confirmed)
}

function outdated({ weighedOn }: BatchDocument): Refusal {
  return new Refusal({ code: 'EFFECT_OUTDATED', path: 'round', found: weighedOn, message: `您看到的影响是 ${weighedOn} 核对的，之后情况变了或者换了一天，没有确认。请重新核对，再看一遍影响。` })
}

/** A list that shall not be entered: sent by mistake, or to come again. @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, BATCH_STATE */
export async function discardRoster({ operation, batch: id, because }: Requests['discardRoster'], context: CallContext): Promise<Answers['discardRoster']> {
  const { db, caller, now, today } = context
  const { region } = await requireBatch(db, id)
  await requireAllowed(context, 'confirmRoster', { id, region })
  const discarded = await inTransaction(db, async (transaction) => {
    const batch = await requireBatch(transaction, id)
    if (batch.state === 'discarded') return batch
    if (batch.state !== 'ready' && batch.state !== 'reading') throw wrongState(batch)
    const after: BatchDocument = { ...batch, state: 'discarded', discarded: { by: caller.openid, at: now, because } }
    await putBatch(transaction, after)
    return after
  })
  await removeEntries(db, id, null)
  await writeAudit(db, { _id: `roster~${caller.openid}~${operation}`, at: now, day: today, openid: caller.openid, action: 'discardRoster', target: id, region, outcome: 'done', why: 'DISCARDED' })
  return viewOf(discarded)
}
