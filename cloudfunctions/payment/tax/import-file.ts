import type { CallContext } from '../../shared/call-context'
import type { Database } from '../../shared/database'
import { putFilePart, readFile, removeFile } from '../../shared/file-parts'
import { requireAllowed } from '../../shared/permissions'
import { Refusal } from '../../shared/refusal'
import type { Answers, Requests } from '../contract'
import { addTaxFile, advanceTaxFile, readTaxFile, requireTaxFile, taxFileId, taxFileOfUpload } from '../records/tax-files'
import { matchOn } from './match-file'
import type { TaxFileDocument } from './documents'
import { readOn, requireHeader } from './read-file'
import { tallyOf } from './show-file'

/** Takes a piece of a file of the tax office. @throws Refusal NOT_ALLOWED */
export async function putTaxPart({ region, file, ...part }: Requests['putTaxPart'], context: CallContext): Promise<Answers['putTaxPart']> {
  await requireAllowed(context, 'importTaxFile', { id: region, region })
  return { missing: await putFilePart(context.db, context.caller.openid, file, part, context.now) }
}

/**
 * Begins to read the file that was put here and keeps its rows, as many as a call can. Asked once it is enough: a timer
 * goes on (`tax-watch`); asked again until `done` it is quicker. The same file a second time is known by its bytes and
 * changes nothing.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_TAX_FILE, FILE_INCOMPLETE, FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE, HEADER_NOT_FOUND
 */
export async function readTaxRows({ region, file: name }: Requests['readTaxFile'], context: CallContext): Promise<Answers['readTaxFile']> {
  await requireAllowed(context, 'importTaxFile', { id: region, region })
  const { db, caller, now, today } = context
  const upload = { by: caller.openid, file: name }
  // Its bytes are gone when somebody else has read it through meanwhile.
  const known = await taxFileOfUpload(db, region, upload)
  if (known !== null && known.state !== 'reading') return answerOf(known)
  const bytes = await readFile(db, caller.openid, name)
  const file = await readTaxFile(db, taxFileId(region, bytes)) ?? await begun(db, bytes, { region, by: caller.openid, at: now, day: today, upload })
  // A file that was here before is remembered by this upload too: the answer may be lost again.
  const isNews = file.state !== 'reading' && (file.upload.by !== upload.by || file.upload.file !== name)
  const taken = file.trouble === null && !isNews ? file : (await advanceTaxFile(db, file, { upload, trouble: null })).file
  const after = taken.state === 'reading' ? await readOn(db, taken, today, bytes) : taken
  if (after.state !== 'reading') await removeFile(db, caller.openid, name)
  return answerOf(after)
}

const answerOf = ({ _id, rows, again, state }: TaxFileDocument): Answers['readTaxFile'] => ({ taxFile: _id, rows, again, done: state !== 'reading' })

async function begun(db: Database, bytes: Buffer, of: Pick<TaxFileDocument, 'region' | 'by' | 'at' | 'day' | 'upload'>): Promise<TaxFileDocument> {
  await requireHeader(bytes, of.region)
  return addTaxFile(db, { _id: taxFileId(of.region, bytes), ...of, state: 'reading', version: 0, trouble: null, readTo: 0, rows: 0, again: 0, lookedTo: '' })
}

/**
 * Matches rows of a file that was read, as many as a call can; asked again until `done`, by whoever and however often.
 * The timer does the same beside it.
 * @throws Refusal TAX_FILE_NOT_FOUND, NOT_ALLOWED, TAX_FILE_NOT_READ, BUSY
 */
export async function matchTaxRows({ taxFile }: Requests['matchTaxRows'], context: CallContext): Promise<Answers['matchTaxRows']> {
  const { db, now, today } = context
  const file = await requireTaxFile(db, taxFile)
  await requireAllowed(context, 'importTaxFile', { id: taxFile, region: file.region })
  if (file.state === 'reading') throw new Refusal({ code: 'TAX_FILE_NOT_READ', path: 'taxFile', message: '这个文件还没有读完，没有开始核对。请先把文件读完。' })
  const { rows, file: after } = await matchOn(db, file, { now, today })
  const done = after.state !== 'matching'
  return { done, matchedNow: rows, tally: done ? await tallyOf(db, taxFile) : null }
}
