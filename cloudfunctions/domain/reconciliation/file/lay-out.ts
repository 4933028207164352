import { requirePermission, defineAction } from '../../access'
import { reconciliationContract } from '../contract'
import type { TaxFileDocument } from '../documents'
import { taxHeads, taxPlaceOf } from '../places'
import { sealsOfFile } from '../store'
import { NOTHING_CHOSEN, layOut, openChosen, openSheets, readUpload } from '../../../platform/files'
import type { ChosenTable, Sender } from '../../../platform/files'
import { columnsShown } from '../../../platform/files/contract-columns'

/** Whose files: a place has one tax office. */
export const taxSender = (region: string): Sender => ({ region, kind: 'tax' })

/** What was decided of a file's columns when it was begun. */
export const decidedOf = ({ _id, choice }: Pick<TaxFileDocument, '_id' | 'choice'>): ChosenTable =>
  choice === undefined ? NOTHING_CHOSEN : openChosen(sealsOfFile(_id), choice)

/**
 * How a file of the tax office would be read; what a person says of its columns is remembered for the place.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_TAX_FILE, UNKNOWN_COLUMN, FILE_INCOMPLETE, FILE_ENCRYPTED, FILE_KEY_WRONG,
 * FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE
 */
export const layTaxFileOut = /* @__PURE__ */ defineAction(reconciliationContract, 'taxColumns', {
  permission: 'importTaxFile',
  async run({ region, file, key, chosen }, context) {
    await requirePermission(context, 'importTaxFile', { id: region, region })
    const { db, caller, now } = context
    const heads = taxHeads(taxPlaceOf(region))
    const bytes = await readUpload(db, caller.openid, file, { key, now })
    const laid = await layOut(db, taxSender(region), () => openSheets(bytes, null), heads, {
      chosen,
      by: caller.openid,
      now,
    })
    return columnsShown(laid)
  },
})
