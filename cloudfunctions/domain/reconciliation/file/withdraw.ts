import { requirePermission, writeAudit, defineAction } from '../../access'
import { writeEntries } from '../../payments'
import { reconciliationContract } from '../contract'
import type { TaxFileDocument } from '../documents'
import { voidHeldBackEntries } from '../match-rows'
import { advanceTaxFile, putTaxRow, readTaxRow, requireTaxFile, sealsOfFile } from '../store'
import { taxRowMachine } from '../tax-row-machine'
import { standsOn } from './file-page'
import { rowsByLine } from './rows-by-line'
import { keptOf } from './survey'
import { Refusal } from '../../../platform/base'
import type { CallContext } from '../../../platform/calls'
import { inTransaction } from '../../../platform/database'
import { removeFile } from '../../../platform/files'

const ROWS_A_TRANSACTION = 25
const TRANSACTIONS_A_CALL = 8

/**
 * Withdraws a file that was loaded by mistake, a piece a call: its rows stand for nothing any more, and what was held
 * back because of them is not. Sent again they are read anew. Nothing of it happens where something stands on the file.
 * @throws Refusal TAX_FILE_NOT_FOUND, NOT_ALLOWED, FILE_STANDS, BUSY
 */
export const withdrawTaxFile = /* @__PURE__ */ defineAction(reconciliationContract, 'withdrawTaxFile', {
  permission: 'settleTaxRow',
  async run({ operation, taxFile, because }, context) {
    const { db, caller, now, today } = context
    const file = await requireTaxFile(db, taxFile)
    const { region } = file
    await requirePermission(context, 'settleTaxRow', { id: taxFile, region })
    if (file.state === 'withdrawn') return { done: true, left: 0 }
    await requireNothingStands(context, file)
    for (let part = 0; part < TRANSACTIONS_A_CALL; part++) {
      const rows = await rowsByLine(db, taxFile, ['read', 'open'], ROWS_A_TRANSACTION, null)
      if (rows.length === 0) {
        await writeAudit(db, {
          ...{ deed: operation, at: now, day: today, openid: caller.openid, action: 'withdrawTaxFile' },
          ...{ target: taxFile, region, outcome: 'done', why: 'WITHDRAWN' },
        })
        const kept = keptOf(taxFile, now)
        await removeFile(db, kept.owner, kept.file)
        const withdrawn = { by: caller.openid, at: now, because: sealsOfFile(taxFile).seal(because, 'deskNote') }
        // Where the timer went on with it meanwhile it is asked again.
        const { ahead } = await advanceTaxFile(db, file, { state: 'withdrawn', trouble: null, withdrawn })
        return { done: !ahead, left: 0 }
      }
      await withdrawRows(
        context,
        rows.map(({ _id }) => _id),
      )
    }
    return { done: false, left: (await rowsByLine(db, taxFile, ['read', 'open'], LEFT_COUNTED, null)).length }
  },
})

/** Of how many are left no more is said than so many. */
const LEFT_COUNTED = 1_000

async function requireNothingStands({ db }: CallContext, file: TaxFileDocument): Promise<void> {
  const stands = await standsOn(db, file)
  if (stands.length === 0) return
  throw new Refusal({
    code: 'FILE_STANDS',
    path: 'taxFile',
    found: stands.join('；'),
    message: `这个文件不能整份撤回：${stands.join('；')}。请到这个文件的逐行结果里，一笔一笔处理。`,
  })
}

/** Each as it stands inside: one that somebody settles at this moment stays as they left it. */
async function withdrawRows({ db, today }: CallContext, ids: readonly string[]): Promise<void> {
  await inTransaction(db, async (transaction) => {
    for (const id of ids) {
      const row = await readTaxRow(transaction, id)
      const state = row === null ? null : taxRowMachine.next(row.state, 'withdraw')
      if (row === null || state === null) continue
      await writeEntries(transaction, voidHeldBackEntries(row, { today }))
      await putTaxRow(transaction, { ...row, state, heldBack: 0 })
    }
  })
}
