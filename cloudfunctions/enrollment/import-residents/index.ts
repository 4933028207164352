import type { CallContext } from '../../shared/call-context'
import { putFilePart, readFile, removeFile } from '../../shared/file-parts'
import { requireAllowed } from '../../shared/permissions'
import type { GuardedAction } from '../../shared/permissions'
import { Refusal } from '../../shared/refusal'
import type { Answers, Requests } from '../contract'
import type { VillageDocument } from '../documents'
import { flawsInWords } from '../entry-flaws'
import { villagesOfRegion } from '../records/households'
import { findHeader } from './columns'
import { csvRows } from '../../shared/sheets/csv-rows'
import { importBatch, ROWS_A_CALL } from './import-batch'
import { ledgerRows } from './ledger-rows'
import { requireFewRows } from '../../shared/sheets/sheet'
import type { SheetRow } from '../../shared/sheets/sheet'
import { xlsxRows } from '../../shared/sheets/xlsx-rows'

/** Each call reads the file anew; a village has fewer. */
const ROWS_MAX = 5_000

/** Takes a piece of a ledger file. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED */
export async function putLedgerPart({ region, village, file, ...part }: Requests['putFilePart'], context: CallContext): Promise<Answers['putFilePart']> {
  await allowedVillages(context, 'putFilePart', region, village)
  return { missing: await putFilePart(context.db, context.caller.openid, file, part, context.now) }
}

/**
 * Enters the people of a ledger file from row `from` on, as many as a call can, and says of every row what became of
 * it. Asked again with `next` until that is null; then the file is removed. The same file again changes nothing.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; FILE_INCOMPLETE, FILE_OLD_XLS, FILE_UNREADABLE, FILE_TOO_LARGE, FILE_TOO_LONG, HEADER_NOT_FOUND
 */
export async function importResidents({ region, village, file, from }: Requests['importResidents'], context: CallContext): Promise<Answers['importResidents']> {
  const { db, caller } = context
  const villages = await allowedVillages(context, 'importResidents', region, village)
  const sheet = await rowsOf(await readFile(db, caller.openid, file))
  const header = findHeader(sheet)
  const all = ledgerRows(sheet, header, { region, villages, village: villages.find(({ _id }) => _id === village) ?? null })
  requireFewRows(all.length, ROWS_MAX)
  const waiting = all.filter(({ row }) => row >= from)
  const results = await importBatch(context, waiting.slice(0, ROWS_A_CALL), villages)
  const next = waiting[results.length]?.row ?? null
  if (next === null) await removeFile(db, caller.openid, file)
  return {
    rows: results.map(({ row, outcome, flaws }) => ({ row, outcome, flaws: flawsInWords(flaws) })),
    ignored: header.ignored, total: all.length, next,
  }
}

async function allowedVillages(context: CallContext, action: GuardedAction, region: string, village: string | null): Promise<readonly VillageDocument[]> {
  await requireAllowed(context, action, { id: village ?? region, region, ...(village === null ? {} : { village }) })
  const villages = await villagesOfRegion(context.db, region)
  if (village === null || villages.some(({ _id }) => _id === village)) return villages
  throw new Refusal({ code: 'UNKNOWN_VILLAGE', message: '这个县（市、区）没有这个村（社区），没有录入。请返回重新选择。', path: 'village' })
}

const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

async function rowsOf(file: Buffer): Promise<SheetRow[]> {
  if (file.subarray(0, 4).equals(ZIP)) return xlsxRows(file, ROWS_MAX)
  if (file.subarray(0, 4).equals(OLD_OFFICE)) {
    throw new Refusal({ code: 'FILE_OLD_XLS', message: '这是旧格式的 .xls 文件，没有录入。请用 WPS 或 Excel 打开后另存为 .xlsx，再导入一次。', path: 'file' })
  }
  return csvRows(file, ROWS_MAX)
}
