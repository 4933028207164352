import { requirePermission, writeAuditIn, defineAction } from '../access'
import { officersOf, requireSecondPerson } from '../approvals'
import { clearMissing } from './missing'
import { applyResolution } from './apply-resolution'
import type { Resolution, TaxRowDocument } from './documents'
import type { Mismatch } from './judge-row'
import { MISMATCHES } from './judge-row'
import type { SettlementId } from './resolutions'
import { ruleOf } from './resolutions'
import { putTaxRow, requireTaxRow } from './store'
import { taxRowMachine } from './tax-row-machine'
import type { Answers } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { reconciliationContract } from './contract'

type Settled = Answers['settleTaxRow']

/**
 * Settles what the file and the records disagree in, or proposes it where two have to agree. The same again by the same
 * person changes nothing.
 * @throws Refusal TAX_ROW_NOT_FOUND, NOT_ALLOWED, NOT_OPEN, NOT_SO_SETTLED, STILL_DIFFERS, ENROLMENT_NOT_FOUND, BUSY
 */
export const settleTaxRow = /* @__PURE__ */ defineAction(reconciliationContract, 'settleTaxRow', {
  permission: 'settleTaxRow',
  async run({ row: id, as, enrolment, because }, context) {
    const { db, caller, now } = context
    await allowed(context, id)
    const row = await inTransaction(db, async (transaction) => {
      const before = await requireTaxRow(transaction, id)
      if (before.settlement?.as === as && before.settlement.proposed.by === caller.openid && before.state !== 'open')
        return before
      const isForTwo = ruleOf(as).people === 2
      const state = taxRowMachine.require(before.state, isForTwo ? 'propose' : 'settle')
      const outcome = before.outcome as Mismatch
      if (!ruleOf(as).of.includes(outcome)) {
        throw new Refusal({
          code: 'NOT_SO_SETTLED',
          path: 'as',
          found: outcome,
          message: `“${MISMATCHES[outcome]}”不能用“${ruleOf(as).name}”来办，什么也没有改动。请换一种办法。`,
        })
      }
      const settlement: Resolution = {
        as,
        because,
        proposed: { by: caller.openid, at: now },
        agreed: null,
        evidence: null,
      }
      if (isForTwo) return putAudited(transaction, context, { ...before, state, settlement })
      const after = await applyResolution(transaction, context, { ...before, settlement }, { as, enrolment })
      return putAudited(transaction, context, after)
    })
    return finished(context, row)
  },
})

/**
 * A second person of the county agrees, and it is carried out. The same again changes nothing.
 * @throws Refusal TAX_ROW_NOT_FOUND, NOT_ALLOWED, NOT_OPEN, SAME_PERSON, SECOND_PERSON_UNFIT, EVIDENCE_MISSING,
 * STILL_DIFFERS, BUSY
 */
export const agreeSettlement = /* @__PURE__ */ defineAction(reconciliationContract, 'agreeSettlement', {
  permission: 'settleTaxRow',
  async run({ row: id, evidence }, context) {
    const { db, caller, now, today } = context
    const officers = await officersOf(db, await allowed(context, id), today)
    const row = await inTransaction(db, async (transaction) => {
      const before = await requireTaxRow(transaction, id)
      const { settlement } = before
      if (before.state === 'settled' && settlement?.agreed?.by === caller.openid) return before
      taxRowMachine.require(before.state, 'agree')
      if (settlement!.proposed.by === caller.openid) {
        throw new Refusal({
          code: 'SAME_PERSON',
          path: 'row',
          message: '这是您自己提出的，要由县里另一位经办人复核同意，什么也没有改动。',
        })
      }
      requireSecondPerson(caller.openid, settlement!.proposed, officers)
      if (evidence === null && ruleOf(settlement!.as).posting.includes('refund')) {
        throw new Refusal({
          code: 'EVIDENCE_MISSING',
          path: 'evidence',
          message: '钱要由税务退还，请填退库凭证号后再同意，什么也没有改动。',
        })
      }
      const agreed: TaxRowDocument = {
        ...before,
        settlement: { ...settlement!, agreed: { by: caller.openid, at: now }, evidence },
      }
      const after = await applyResolution(transaction, context, agreed, { as: settlement!.as, enrolment: null })
      return putAudited(transaction, context, after)
    })
    return finished(context, row)
  },
})

/** The second person, or whoever proposed it, does not want it: it is open again. @throws Refusal as above */
export const declineSettlement = /* @__PURE__ */ defineAction(reconciliationContract, 'declineSettlement', {
  permission: 'settleTaxRow',
  async run({ row: id }, context) {
    await allowed(context, id)
    const row = await inTransaction(context.db, async (transaction) => {
      const before = await requireTaxRow(transaction, id)
      if (before.state === 'open') return before
      const state = taxRowMachine.require(before.state, 'decline')
      return put(transaction, { ...before, state, settlement: null })
    })
    return answer(row)
  },
})

/** Of which place it is. */
async function allowed(context: CallContext, id: string): Promise<string> {
  const { region } = await requireTaxRow(context.db, id)
  await requirePermission(context, 'settleTaxRow', { id, region })
  return region
}

async function put(transaction: Transaction, row: TaxRowDocument): Promise<TaxRowDocument> {
  await putTaxRow(transaction, row)
  return row
}

/** The row as it was settled or proposed, with the line of audit that says by whom. */
async function putAudited(
  transaction: Transaction,
  { caller, now, today }: CallContext,
  row: TaxRowDocument,
): Promise<TaxRowDocument> {
  const { settlement } = row
  await writeAuditIn(transaction, {
    at: now,
    day: today,
    openid: caller.openid,
    action: 'settleTaxRow',
    target: row._id,
    region: row.region,
    outcome: 'done',
    why: settlement?.as ?? row.outcome ?? '',
    ...(settlement?.agreed == null ? {} : { beside: settlement.proposed.by }),
  })
  return put(transaction, row)
}

/** Afterwards: whoever was missing and is not any more. */
async function finished({ db, caller }: CallContext, row: TaxRowDocument): Promise<Settled> {
  if (row.state === 'settled') await noLongerMissing(db, row)
  if (row.state !== 'open' || row.reopened?.by !== caller.openid) return answer(row)
  const sentence = `重新核对过：已经不是“${MISMATCHES[row.reopened.was]}”，而是“${MISMATCHES[row.outcome as Mismatch]}”，这笔钱先挂着，请再选办法。`
  return { row: row._id, state: 'open', sentence }
}

const ARRIVES: ReadonlySet<SettlementId> = new Set<SettlementId>(['rematch', 'assign', 'returnRest'])

async function noLongerMissing(db: Database, { enrolment, settlement }: TaxRowDocument): Promise<void> {
  if (enrolment !== '' && settlement !== null && ARRIVES.has(settlement.as)) await clearMissing(db, [enrolment])
}

function answer({ _id, state, settlement }: TaxRowDocument): Settled {
  const name = settlement === null ? '' : ruleOf(settlement.as).name
  const shown = state === 'settled' || state === 'proposed' ? state : 'open'
  const sentence = {
    open: '已经退回，重新等待处理。',
    proposed: `已经提出“${name}”，还要县里另一位经办人同意才会办。`,
    settled: `已经按“${name}”办好。`,
  }[shown]
  return { row: _id, state: shown, sentence }
}
