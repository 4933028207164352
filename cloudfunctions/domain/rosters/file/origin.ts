import { defineAction, officeNames, requirePermission } from '../../access'
import { rostersContract } from '../contract'
import type { BatchDocument } from '../documents'
import { requireBatch, sealsOfBatch } from '../store'
import { lastFour } from '../../../platform/base'
import { LEFT_OUT, lineOf } from '../../../platform/files'
import type { ClosedAccount, LeftOut } from '../../../platform/files'

/** Where a list came from and what became of each row. @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED */
export const showRosterFile = /* @__PURE__ */ defineAction(rostersContract, 'rosterFile', {
  permission: 'rosters',
  async run({ batch: id }, context) {
    const batch = await requireBatch(context.db, id)
    await requirePermission(context, 'rosters', { id, region: batch.region })
    const { called, by, at, cameAgain = [], account, notes = [], withdrawn } = batch
    const seals = sealsOfBatch(id)
    const people = [by, ...cameAgain.map((one) => one.by), ...(withdrawn === undefined ? [] : [withdrawn.by])]
    const names = await officeNames(context.db, people)
    const nameOf = (openid: string): string | null => names.get(openid) ?? null
    return {
      called: called === undefined ? null : seals.open(called, 'fileName'),
      by: nameOf(by),
      at,
      cameAgain: cameAgain.map((one) => ({ by: nameOf(one.by), at: one.at })),
      account: account === undefined ? null : { ...account, left: leftCounts(account.left) },
      leftRows: leftRowsOf(batch),
      notes,
      withdrawn:
        withdrawn === undefined
          ? null
          : {
              ...{ by: nameOf(withdrawn.by), at: withdrawn.at, because: seals.open(withdrawn.because, 'deskNote') },
              ...{ people: withdrawn.people, stays: withdrawn.stays },
            },
    }
  },
})

const leftCounts = (left: ClosedAccount['left']): { why: string; rows: number }[] =>
  (Object.entries(left) as [LeftOut, number][]).map(([why, rows]) => ({ why: LEFT_OUT[why], rows }))

function leftRowsOf({ _id, leftRows }: BatchDocument): { line: number; why: string; text: string }[] {
  if (leftRows === undefined) return []
  const left = JSON.parse(sealsOfBatch(_id).open(leftRows, 'leftRows')) as ClosedAccount['leftRows']
  const masked = (text: string): string => text.replace(/\d{5,}[\dXx]/g, (number) => lastFour(number))
  return left.map(({ row, why, text }) => ({ line: lineOf(row), why: LEFT_OUT[why], text: masked(text) }))
}
