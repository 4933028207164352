import { subsidyFundsContract } from './contract'
import { noSuchPayment, withSubsidyPayment, withTakenBack } from './plan-subsidy-payment'
import { fundBalance, requireFunder } from './show'
import { putSubsidyPaper, readSubsidyPaper, subsidyPapers } from './store'
import { defineAction, requirePermission, writeAuditIn } from '../access'
import type { AuditLine } from '../access'
import { entryOf, writeEntries } from '../payments'
import type { CallContext } from '../../platform/calls'
import { inTransaction } from '../../platform/database'

/**
 * A funder paid over a part of what it owes for a place and year; the paper that shows it counts once. Paper, ledger
 * and line of audit are written together.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_FUNDER, EVIDENCE_USED, BAD_AMOUNT, DAY_IN_FUTURE
 */
export const recordSubsidyPayment = /* @__PURE__ */ defineAction(subsidyFundsContract, 'recordSubsidyPayment', {
  permission: 'settleSubsidies',
  async run({ operation, region, year, funder, amount, day, evidence }, context) {
    await requirePermission(context, 'settleSubsidies', { id: `${region}-${year}`, region })
    requireFunder(region, year, funder)
    const { db, caller, now, today } = context
    const before = await fundBalance(db, { region, year, funder, papers: await subsidyPapers(db, region, year) })
    const isFirst = await inTransaction(db, async (transaction) => {
      const paper = await readSubsidyPaper(transaction, { region, year, evidence })
      if (paper.records.some((record) => record.operation === operation)) return false
      const payment = { operation, funder, amount, day, by: caller.openid, at: now }
      await putSubsidyPaper(transaction, {
        ...paper,
        records: withSubsidyPayment(paper.records, payment, { today, ...before }),
      })
      const facts = { season: `${region}-${year}`, funder, amount } as const
      await writeEntries(transaction, [entryOf(entryId(operation), day, 'paySubsidy', facts)])
      await writeAuditIn(transaction, lineOf(context, 'recordSubsidyPayment', region, year))
      return true
    })
    const paid = before.paid + (isFirst ? amount : 0)
    return { paid, difference: before.due - paid }
  },
})

/**
 * What was recorded by mistake counts no more; it stays on its paper with the reason, and the paper can be recorded
 * anew.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_PAYMENT
 */
export const takeBackSubsidyPayment = /* @__PURE__ */ defineAction(subsidyFundsContract, 'takeBackSubsidyPayment', {
  permission: 'settleSubsidies',
  async run({ region, year, recorded, because }, context) {
    await requirePermission(context, 'settleSubsidies', { id: `${region}-${year}`, region })
    const { db, caller, now, today } = context
    const found = (await subsidyPapers(db, region, year)).find(({ records }) =>
      records.some((record) => record.operation === recorded),
    )
    if (found === undefined) noSuchPayment(recorded)
    const { funder, amount, day } = found.records.find((record) => record.operation === recorded)!
    await inTransaction(db, async (transaction) => {
      const paper = await readSubsidyPaper(transaction, found)
      const records = withTakenBack(paper.records, recorded, { by: caller.openid, at: now, because })
      if (records.every((record, at) => record === paper.records[at])) return
      await putSubsidyPaper(transaction, { ...paper, records })
      const facts = { season: `${region}-${year}`, funder, amount } as const
      await writeEntries(transaction, [entryOf(`${entryId(recorded)}-back`, today, 'takeBackSubsidy', facts)])
      await writeAuditIn(transaction, lineOf(context, 'takeBackSubsidyPayment', region, year))
    })
    const { due, paid } = await fundBalance(db, { region, year, funder, papers: await subsidyPapers(db, region, year) })
    return { paid, difference: due - paid, day }
  },
})

const entryId = (operation: string): string => `subsidy-${operation}`

const lineOf = (
  { caller, now, today }: CallContext,
  action: string,
  region: string,
  year: number,
): Omit<AuditLine, 'deed'> => ({
  at: now,
  day: today,
  openid: caller.openid,
  action,
  target: `${region}-${year}`,
  region,
  outcome: 'done',
  why: '',
})
