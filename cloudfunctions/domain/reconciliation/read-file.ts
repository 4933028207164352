import { requirePermission, defineAction } from '../access'
import type { TaxFileDocument, TaxRowDocument } from './documents'
import { taxSender } from './file/lay-out'
import { keepRows, keptOf } from './file/survey'
import type { KeptRow, KeptSurvey } from './file/survey'
import { matchOn } from './match-rows'
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
import { inPieces } from '../../platform/database'
import {
  decidedFor,
  keptPart,
  keptRowsOf,
  partHolding,
  putFilePart,
  readFile,
  readUpload,
  removeFile,
  sealChosen,
} from '../../platform/files'
import type { CivilDay } from '../../../rules'
import { reconciliationContract } from './contract'

/** Of a piece of reading: forty writes of many documents each. */
const ROWS_A_READING = 20_000
const ROWS_A_WRITE = 500

/**
 * Goes on with reading a file where it stopped, a piece; read through, its bytes and rows are removed from beside it.
 * If somebody else went on with it meanwhile, it is as they left it.
 * @throws Refusal FILE_INCOMPLETE, FILE_OLD_XLS, FILE_ENCRYPTED, FILE_UNREADABLE, FILE_TOO_LARGE, HEADER_NOT_FOUND
 */
export async function continueReading(
  db: Database,
  file: TaxFileDocument,
  { now, today }: { now: number; today: CivilDay },
  bytes?: Buffer,
): Promise<TaxFileDocument> {
  const { by, file: name } = file.upload
  const of = keptOf(file._id, now)
  const kept =
    (await keptRowsOf<KeptSurvey>(db, of)) ??
    (await keepRows(db, of, bytes ?? (await readFile(db, by, name)), { ...file, day: today })).kept
  let [at, left] = [file, ROWS_A_READING]
  for (let part = Math.max(0, partHolding(kept.starts, at.readTo)); part < kept.starts.length; part++) {
    const waiting = (await keptPart<KeptRow>(db, of, part)).filter(({ row }) => row > at.readTo)
    for (const piece of inPieces(waiting, ROWS_A_WRITE)) {
      const after = await stored(db, at, taxRowsOf(at, piece, kept.summary))
      left -= piece.length
      if (after.ahead || left <= 0) return after.file
      at = after.file
    }
  }
  const read = await advanceTaxFile(db, at, { state: 'matching' })
  await removeFile(db, by, name)
  await removeFile(db, of.owner, of.file)
  return read.file
}

function taxRowsOf(file: TaxFileDocument, rows: readonly KeptRow[], { tied }: KeptSurvey): TaxRowDocument[] {
  return rows.map(({ nth, ...row }) =>
    taxRow(file, tied.includes(row.row) ? { ...row, faults: [...row.faults, 'PAYMENT_REFUNDED'] } : row, nth),
  )
}

/** `ahead`: somebody else is. */
async function stored(
  db: Database,
  file: TaxFileDocument,
  rows: readonly TaxRowDocument[],
): Promise<{ file: TaxFileDocument; ahead: boolean }> {
  const { rows: read, again } = await storeRows(db, file._id, rows)
  return advanceTaxFile(db, file, { rows: file.rows + read, again: file.again + again, readTo: rows.at(-1)!.row })
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
 * Begins to read the file that was put here and keeps its rows, as many as a call can. Asked once it is enough: a
 * timer goes on (`tax-watch`); asked again until `done` it is quicker. The same file a second time is known by its
 * bytes and changes nothing.
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
    if (known !== null && known.trouble === null && (await keptRowsOf(db, keptOf(known._id, now))) !== null)
      return answerOf(await continueReading(db, known, { now, today }))
    const bytes = await readUpload(db, caller.openid, name, { key, now })
    const _id = taxFileId(region, bytes)
    const [before, seals] = [await readTaxFile(db, _id), sealsOfFile(_id)]
    const file =
      before !== null && before.state !== 'withdrawn'
        ? before
        : await begun(db, bytes, before, {
            ...{ region, by: caller.openid, at: now, day: today, upload },
            ...(called === undefined ? {} : { called: seals.seal(called, 'fileName') }),
            ...(choice === null ? {} : { choice: sealChosen(seals, await decidedFor(db, taxSender(region), choice)) }),
          })
    // A file that was here before is remembered by this upload too: the answer may be lost again.
    const isNews = file.state !== 'reading' && (file.upload.by !== upload.by || file.upload.file !== name)
    const cameAgain = [...(file.cameAgain ?? []), { by: caller.openid, at: now }].slice(-TIMES_REMEMBERED)
    const taken =
      file.trouble === null && !isNews
        ? file
        : (await advanceTaxFile(db, file, { upload, trouble: null, ...(isNews ? { cameAgain } : {}) })).file
    const after = taken.state === 'reading' ? await continueReading(db, taken, { now, today }, bytes) : taken
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
  const { account, notes } = await keepRows(db, keptOf(_id, of.at), bytes, { ...of, _id })
  return addTaxFile(
    db,
    {
      _id,
      ...of,
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
 * Matches rows of a file that was read, as many as a call can; asked again until `done`, by whoever and however
 * often. The timer does the same beside it.
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
