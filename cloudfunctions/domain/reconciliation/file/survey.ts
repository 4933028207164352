import type { TaxFileDocument } from '../documents'
import { readFileRow } from '../file-rows'
import type { FileRow, TaxColumnsAt } from '../file-rows'
import type { TaxColumn, TaxPlace } from '../places'
import { personColumns, taxHeads, taxPlaceOf } from '../places'
import { decidedOf } from './lay-out'
import { RefundsBeside } from './refunds'
import type { Database } from '../../../platform/database'
import { RowAccount, RowsKeeper, choiceIn, notesInWords, openSheets, readTable } from '../../../platform/files'
import type { ChosenTable, ClosedAccount, Head, KeptFile, KeptRows } from '../../../platform/files'

/**
 * A row as it waits beside its file to be taken. `nth`: which of those alike it is, where the file gives no voucher.
 */
export type KeptRow = FileRow & { nth: number }

export interface KeptSurvey {
  /** Payments that the file takes back again, by their positions. */
  tied: readonly number[]
}

/** Where the rows of a file wait. */
export const keptOf = (taxFile: string, now: number): KeptFile => ({ owner: 'tax-files', file: taxFile, now })

interface Survey {
  account: ClosedAccount
  notes: readonly string[]
  kept: KeptRows<KeptSurvey>
}

/**
 * The whole file looked through once before anything of it is taken: whether it is one of the place's tax office,
 * what becomes of each row, and which payments it takes back. Its rows are kept beside it.
 * @throws Refusal FILE_OLD_XLS, FILE_ENCRYPTED, FILE_UNREADABLE, FILE_TOO_LARGE, HEADER_NOT_FOUND
 */
export async function keepRows(
  db: Database,
  of: KeptFile,
  bytes: Buffer,
  file: Pick<TaxFileDocument, '_id' | 'region' | 'day' | 'choice'>,
): Promise<Survey> {
  const [account, refunds, alike] = [new RowAccount(), new RefundsBeside(), new Map<string, number>()]
  const [notes, keeper]: [string[], RowsKeeper<KeptRow>] = [[], new RowsKeeper(db, of)]
  const decided = decidedOf(file)
  for await (const row of rowsIn(bytes, taxPlaceOf(file.region), file.day, { account, decided, notes })) {
    const key = `${row.idNumber} ${row.year} ${row.amount} ${row.paidOn} ${row.arrivedOn} ${row.name}`
    const nth = row.voucher === null ? (alike.get(key) ?? 0) : 0
    if (row.voucher === null) alike.set(key, nth + 1)
    refunds.see(row)
    await keeper.add({ ...row, nth }, row.row)
  }
  const tied = refunds.tied()
  for (const _ of tied) account.takenBack()
  return { account: account.close(), notes, kept: await keeper.end<KeptSurvey>({ tied }) }
}

/** Rows of people and this insurance, each counted; what is left out is named in the account. */
async function* rowsIn(
  bytes: Buffer,
  place: TaxPlace,
  today: TaxFileDocument['day'],
  { account, decided, notes }: { account: RowAccount; decided: ChosenTable; notes: string[] },
): AsyncGenerator<FileRow> {
  const heads = taxHeads(place)
  const choice = choiceIn(decided, heads)
  const columns = new Map<Head<TaxColumn>, TaxColumnsAt>()
  const sheets = account.counting(await openSheets(bytes, null))
  for await (const item of readTable(sheets, heads, choice.columns, choice)) {
    if (item.kind === 'left') {
      account.left(item.left)
      continue
    }
    const { row, head } = item
    const at = columns.get(head) ?? { head, person: personColumns(head, place) }
    columns.set(head, at)
    const told = readFileRow(row, at, place, today)
    if (told === null) account.left({ sheet: row.sheet ?? 0, row: row.row, why: 'OTHER_INSURANCE', text: '' })
    else if (told.faults.length > 0) account.exception()
    else account.taken()
    if (told !== null) yield told
  }
  notes.push(...notesInWords(sheets))
}
