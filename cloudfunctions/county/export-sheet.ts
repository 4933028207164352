import { policyFor } from '../../rules'
import { writeAudit } from '../shared/audit'
import type { CallContext } from '../shared/call-context'
import { putFilePart, readFilePart } from '../shared/file-parts'
import { requireAllowed } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { writeCsv } from '../shared/sheets/write-csv'
import { writeXlsx } from '../shared/sheets/write-xlsx'
import type { Answers, Requests } from './contract'
import { SHEETS } from './contract-progress'
import { SHEET_TABLES } from './sheet-tables'

/** Bytes of a part; as base64 a third more. */
const PART = 48_000

/**
 * Draws up a table of the county's as a file, which is fetched part by part. Nobody's name is in any of them: people are
 * counted only. It leaves a line of audit. The same operation again makes the file anew, as things stand then.
 * @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export async function exportSheet({ operation, region, year, sheet, format }: Requests['exportSheet'], context: CallContext): Promise<Answers['exportSheet']> {
  await requireAllowed(context, 'exportSheet', { id: `${region}-${year}`, region })
  const { db, caller, now, today } = context
  const { name } = policyFor(region, year)
  await writeAudit(db, { _id: `export-${caller.openid}-${operation}`, at: now, day: today, openid: caller.openid, action: 'exportSheet', target: `${region}-${year}`, region, outcome: 'done', why: sheet })
  const table = { title: `${name}${year}年度城乡居民医保${SHEETS[sheet]}`, lines: [`制表日期：${today}`], foot: [], ...await SHEET_TABLES[sheet](region, year, context) }
  const bytes = format === 'xlsx' ? await writeXlsx(table) : writeCsv(table)
  const file = `export-${operation}`
  const parts = Math.max(1, Math.ceil(bytes.length / PART))
  for (let part = 0; part < parts; part++) {
    await putFilePart(db, caller.openid, file, { part, parts, base64: bytes.subarray(part * PART, (part + 1) * PART).toString('base64') }, now)
  }
  return { file, name: `${table.title}-${today}.${format}`, bytes: bytes.length, parts }
}

/** One part of the caller's own file. @throws Refusal NOT_ALLOWED, UNKNOWN_PART */
export async function exportPart({ region, file, part }: Requests['exportPart'], { db, caller, ...context }: CallContext): Promise<Answers['exportPart']> {
  await requireAllowed({ db, caller, ...context }, 'exportSheet', { id: file, region })
  const base64 = await readFilePart(db, caller.openid, file, part)
  if (base64 === null) throw new Refusal({ code: 'UNKNOWN_PART', path: 'part', found: String(part), message: '这个文件的这一段不在了：文件只保留一天。请重新导出一次。' })
  return { part, base64 }
}
