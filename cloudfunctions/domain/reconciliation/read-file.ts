import { requirePermission, defineAction } from '../access'
import type { TaxFileDocument, TaxRowDocument } from './documents'
import { readFileRow, refundKey } from './file-rows'
import type { FileRow, TaxColumnsAt } from './file-rows'
import { decidedOf, senderOf } from './file/lay-out'
import { matchOn } from './match-rows'
import type { TaxColumn, TaxPlace } from './places'
import { personColumns, taxHeads, taxPlaceOf } from './places'
import { tallyOf } from './show'
import {
  addTaxFile,
  advanceTaxFile,
  readTaxFile,
  requireTaxFile,
  sealsOfFile,
  storeRows,
  taxFileId,
  taxFileOfUpload,
  taxRow,
} from './store'
import type { Answers } from './contract'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import {
  RowAccount,
  choiceIn,
  decidedFor,
  notesInWords,
  openSheets,
  putFilePart,
  readFile,
  readTable,
  readUpload,
  removeFile,
  sealChosen,
} from '../../platform/files'
import type { ChosenTable, ClosedAccount, Head } from '../../platform/files'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { reconciliationContract } from './contract'

/**
 * Of a piece of reading: forty writes of many documents each; the file is read through from its beginning each time.
 */
const ROWS_A_READING = 20_000
const ROWS_A_WRITE = 500

/**
 * Goes on with reading a file, a piece; read through, its bytes are removed. If somebody else went on with it
 * meanwhile, it is as they left it.
 * @throws Refusal FILE_INCOMPLETE, FILE_OLD_XLS, FILE_ENCRYPTED, FILE_UNREADABLE, FILE_TOO_LARGE, HEADER_NOT_FOUND
 */
export async function continueReading(
  db: Database,
  file: TaxFileDocument,
  today: CivilDay,
  bytes?: Buffer,
): Promise<TaxFileDocument> {
  const { by, file: name } = file.upload
  let [at, left] = [file, ROWS_A_READING]
  let waiting: TaxRowDocument[] = []
  for await (const row of peopleIn(bytes ?? (await readFile(db, by, name)), file, today)) {
    waiting.push(row)
    left--
    if (waiting.length < ROWS_A_WRITE && left > 0) continue
    const after = await stored(db, at, waiting)
    if (after.ahead || left === 0) return after.file
    at = after.file
    waiting = []
  }
  const last = await stored(db, at, waiting)
  if (last.ahead) return last.file
  const read = await advanceTaxFile(db, last.file, { state: 'matching' })
  await removeFile(db, by, name)
  return read.file
}

/** `ahead`: somebody else is. */
async function stored(
  db: Database,
  file: TaxFileDocument,
  rows: readonly TaxRowDocument[],
): Promise<{ file: TaxFileDocument; ahead: boolean }> {
  if (rows.length === 0) return { file, ahead: false }
  const { rows: read, again } = await storeRows(db, file._id, rows)
  return advanceTaxFile(db, file, { rows: file.rows + read, again: file.again + again, readTo: rows.at(-1)!.row })
}

/** The rows of people that are not kept yet, as they will be. */
async function* peopleIn(
  bytes: Buffer,
  file: TaxFileDocument,
  today: TaxFileDocument['day'],
): AsyncGenerator<TaxRowDocument> {
  const [alike, refunded] = [new Map<string, number>(), new Refunded(file.refunds ?? [])]
  for await (const told of rowsIn(bytes, taxPlaceOf(file.region), today, {
    account: new RowAccount(),
    decided: decidedOf(file),
  })) {
    const likeness =
      told.voucher ?? `${told.idNumber} ${told.year} ${told.amount} ${told.paidOn} ${told.arrivedOn} ${told.name}`
    const nth = told.voucher === null ? (alike.get(likeness) ?? 0) : 0
    if (told.voucher === null) alike.set(likeness, nth + 1)
    const row = refunded.take(told) ? { ...told, faults: [...told.faults, 'PAYMENT_REFUNDED' as const] } : told
    if (told.row > file.readTo) yield taxRow(file, row, nth)
  }
}

/** Rows of people and this insurance, each counted; what is left out is named in the account. */
async function* rowsIn(
  bytes: Buffer,
  place: TaxPlace,
  today: TaxFileDocument['day'],
  { account, decided, notes = [] }: { account: RowAccount; decided: ChosenTable; notes?: string[] },
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

/** The payments of a file of which it tells the refund too, one for one, in their order. */
class Refunded {
  readonly #left = new Map<string, number>()

  constructor(refunds: readonly string[]) {
    for (const key of refunds) this.#left.set(key, (this.#left.get(key) ?? 0) + 1)
  }

  take(row: FileRow): boolean {
    const key = row.faults.length > 0 ? null : sealedRefundKey(row)
    const left = key === null ? 0 : (this.#left.get(key) ?? 0)
    if (left > 0) this.#left.set(key!, left - 1)
    return left > 0
  }
}

const REFUND_KEY_LENGTH = 16

/** So that no number stands in the file's document. */
function sealedRefundKey(row: FileRow): string | null {
  const key = refundKey(row)
  return key === null ? null : sealing().blindIndex(key, 'taxRefund').slice(0, REFUND_KEY_LENGTH)
}

/**
 * The whole file looked through before anything of it is kept: whether it is one of the place's tax office, what
 * becomes of each row, and which payments it takes back.
 * @throws Refusal as {@link continueReading}
 */
async function surveyOf(
  bytes: Buffer,
  region: string,
  today: TaxFileDocument['day'],
  decided: ChosenTable,
): Promise<{ account: ClosedAccount; refunds: readonly string[]; notes: readonly string[] }> {
  const account = new RowAccount()
  const notes: string[] = []
  const [payments, takenBack] = [new Map<string, number>(), [] as FileRow[]]
  for await (const row of rowsIn(bytes, taxPlaceOf(region), today, { account, decided, notes })) {
    const key = refundKey(row)
    if ((row.amount ?? 0) < 0 && key !== null) takenBack.push(row)
    else if (row.faults.length === 0) payments.set(key!, (payments.get(key!) ?? 0) + 1)
  }
  for (const row of takenBack) {
    const left = payments.get(refundKey(row)!) ?? 0
    if (left > 0) account.takenBack()
    payments.set(refundKey(row)!, left - 1)
  }
  return { account: account.close(), refunds: takenBack.map((row) => sealedRefundKey(row)!), notes }
}

/** Takes a piece of a file of the tax office. @throws Refusal NOT_ALLOWED */
export const putTaxPart = /* @__PURE__ */ defineAction(reconciliationContract, 'putTaxPart', {
  permission: 'importTaxFile',
  async run({ region, file, ...part }, context) {
    await requirePermission(context, 'importTaxFile', { id: region, region })
    return { missing: await putFilePart(context.db, context.caller.openid, file, part, context.now) }
  },
})

/**
 * Begins to read the file that was put here and keeps its rows, as many as a call can. Asked once it is enough: a timer
 * goes on (`tax-watch`); asked again until `done` it is quicker. The same file a second time is known by its bytes and
 * changes nothing.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_TAX_FILE, FILE_INCOMPLETE, FILE_OLD_XLS, FILE_ENCRYPTED, FILE_UNREADABLE,
 * FILE_TOO_LARGE, HEADER_NOT_FOUND
 */
export const readTaxRows = /* @__PURE__ */ defineAction(reconciliationContract, 'readTaxFile', {
  permission: 'importTaxFile',
  async run({ region, file: name, key = null, choice = null, called }, context) {
    await requirePermission(context, 'importTaxFile', { id: region, region })
    const { db, caller, now, today } = context
    const upload = { by: caller.openid, file: name }
    // Its bytes are gone when somebody else has read it through meanwhile.
    const known = await taxFileOfUpload(db, region, upload)
    if (known !== null && known.state !== 'reading') return answerOf(known)
    const bytes = await readUpload(db, caller.openid, name, { key, now })
    const _id = taxFileId(region, bytes)
    const [before, seals] = [await readTaxFile(db, _id), sealsOfFile(_id)]
    const file =
      before !== null && before.state !== 'withdrawn'
        ? before
        : await begun(db, bytes, before, {
            ...{ region, by: caller.openid, at: now, day: today, upload },
            ...(called === undefined ? {} : { called: seals.seal(called, 'fileName') }),
            ...(choice === null ? {} : { choice: sealChosen(seals, await decidedFor(db, senderOf(region), choice)) }),
          })
    // A file that was here before is remembered by this upload too: the answer may be lost again.
    const isNews = file.state !== 'reading' && (file.upload.by !== upload.by || file.upload.file !== name)
    const cameAgain = [...(file.cameAgain ?? []), { by: caller.openid, at: now }].slice(-TIMES_REMEMBERED)
    const taken =
      file.trouble === null && !isNews
        ? file
        : (await advanceTaxFile(db, file, { upload, trouble: null, ...(isNews ? { cameAgain } : {}) })).file
    const after = taken.state === 'reading' ? await continueReading(db, taken, today, bytes) : taken
    if (after.state !== 'reading') await removeFile(db, caller.openid, name)
    return answerOf(after)
  },
})

const answerOf = ({ _id, rows, again, state }: TaxFileDocument): Answers['readTaxFile'] => ({
  taxFile: _id,
  rows,
  again,
  done: state !== 'reading',
})

const TIMES_REMEMBERED = 20

/** One that was withdrawn is begun anew. */
async function begun(
  db: Database,
  bytes: Buffer,
  before: TaxFileDocument | null,
  of: Pick<TaxFileDocument, 'region' | 'by' | 'at' | 'day' | 'upload' | 'choice' | 'called'>,
): Promise<TaxFileDocument> {
  const _id = taxFileId(of.region, bytes)
  const { account, refunds, notes } = await surveyOf(bytes, of.region, of.day, decidedOf({ ...of, _id }))
  return addTaxFile(
    db,
    {
      _id,
      ...of,
      ...(refunds.length === 0 ? {} : { refunds }),
      ...(notes.length === 0 ? {} : { notes }),
      ...(account.leftRows.length === 0
        ? {}
        : { leftRows: sealsOfFile(_id).seal(JSON.stringify(account.leftRows), 'leftRows') }),
      account: { rows: account.rows, taken: account.taken, exceptions: account.exceptions, left: account.left },
      state: 'reading',
      version: (before?.version ?? -1) + 1,
      trouble: null,
      readTo: 0,
      rows: 0,
      again: 0,
      lookedTo: '',
    },
    before,
  )
}

/**
 * Matches rows of a file that was read, as many as a call can; asked again until `done`, by whoever and however often.
 * The timer does the same beside it.
 * @throws Refusal TAX_FILE_NOT_FOUND, NOT_ALLOWED, TAX_FILE_NOT_READ, BUSY
 */
export const matchTaxRows = /* @__PURE__ */ defineAction(reconciliationContract, 'matchTaxRows', {
  permission: 'importTaxFile',
  async run({ taxFile }, context) {
    const { db, now, today } = context
    const file = await requireTaxFile(db, taxFile)
    await requirePermission(context, 'importTaxFile', { id: taxFile, region: file.region })
    if (file.state === 'reading')
      throw new Refusal({
        code: 'TAX_FILE_NOT_READ',
        path: 'taxFile',
        message: '这个文件还没有读完，没有开始核对。请先把文件读完。',
      })
    const { rows, file: after } = await matchOn(db, file, { now, today })
    const done = after.state !== 'matching'
    return { done, matchedNow: rows, tally: done ? await tallyOf(db, taxFile) : null }
  },
})
