import { createHash } from 'node:crypto'
import type { CallContext } from '../../shared/call-context'
import { writeAudit } from '../../shared/audit'
import { DOCUMENTS_A_READ } from '../../shared/database'
import { putFilePart, readFilePart } from '../../shared/file-parts'
import { requireAllowed } from '../../shared/permissions'
import { Refusal } from '../../shared/refusal'
import { aesZip } from '../../shared/sheets/aes-zip'
import type { Answers, Requests } from '../contract'
import { ROW_OUTCOMES } from '../contract-roster-batches'
import type { BatchDocument, EntryFacts } from './documents'
import { entriesIn, factsIn, requireBatch } from './records'
import { flawInWords } from './row-flaws'

const PART_BYTES = 48 * 1024

/**
 * Makes the sheet that goes back to the certifier: its rows as they came, and of each what was found, in words. The line of
 * audit is written first: no line, no sheet. The same operation makes the same file anew.
 * @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, KEY_NEEDED, BATCH_STATE
 */
export async function makeRosterSheet({ operation, batch: id, which, key }: Requests['rosterSheet'], context: CallContext): Promise<Answers['rosterSheet']> {
  const { db, caller, now, today } = context
  const batch = await requireBatch(db, id)
  await requireAllowed(context, 'rosterSheet', { id, region: batch.region })
  if (batch.state === 'reading') throw new Refusal({ code: 'BATCH_STATE', path: 'batch', found: batch.state, message: '这份名册还没有核对完，没有生成表格。请先核对完。' })
  if (batch.encrypted && key === null) {
    throw new Refusal({ code: 'KEY_NEEDED', path: 'key', message: '这份名册是加密报来的，退回也要加密，没有生成。请填写给认定部门的密码；密码只用这一次，不会保存。' })
  }
  await writeAudit(db, { _id: `roster~${caller.openid}~${operation}`, at: now, day: today, openid: caller.openid, action: 'rosterSheet', target: id, region: batch.region, outcome: 'revealed', why: which })
  const rows = await reportRows(context, batch, which)
  const name = `${batch.certifier}-${batch.name}-${which === 'sentBack' ? '退回核实' : '核对结果'}`
  const book = await workbook([[...batch.headings, '核对结果', '错误漏重', '说明'], ...rows])
  const bytes = key === null ? book : aesZip(`${name}.xlsx`, book, key)
  const file = createHash('sha256').update(`${caller.openid}\0${operation}`).digest('hex').slice(0, 32)
  const parts = Math.ceil(bytes.length / PART_BYTES)
  for (let part = 0; part < parts; part++) {
    const base64 = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64')
    await putFilePart(db, caller.openid, file, { part, parts, base64 }, now)
  }
  return { file, fileName: `${name}.${key === null ? 'xlsx' : 'zip'}`, parts, bytes: bytes.length, rows: rows.length }
}

/** @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, FILE_GONE */
export async function rosterSheetPart({ batch: id, file, part }: Requests['rosterSheetPart'], context: CallContext): Promise<Answers['rosterSheetPart']> {
  const { region } = await requireBatch(context.db, id)
  await requireAllowed(context, 'rosterSheet', { id, region })
  const base64 = await readFilePart(context.db, context.caller.openid, file, part)
  if (base64 === null) throw new Refusal({ code: 'FILE_GONE', path: 'file', message: '这个文件已经不在了（只留一天），或者没有这一段。请重新生成一次。' })
  return { base64 }
}

async function reportRows({ db }: CallContext, batch: BatchDocument, which: 'all' | 'sentBack'): Promise<string[][]> {
  const found: { line: number; cells: string[] }[] = []
  for (let after = ''; ;) {
    const page = await entriesIn(db, batch, which === 'sentBack' ? { sentBack: db.command.gt(0) } : {}, after, DOCUMENTS_A_READ)
    for (const entry of page) found.push(...factsIn(entry).rows.filter(({ judged }) => which === 'all' || judged.outcome === 'sentBack').map(cellsOf))
    if (page.length < DOCUMENTS_A_READ) break
    after = page.at(-1)!._id
  }
  return found.sort((a, b) => a.line - b.line).map(({ cells }) => cells)
}

function cellsOf({ row, judged: { outcome, flaws } }: EntryFacts['rows'][number]): { line: number; cells: string[] } {
  const told = flaws.map(flawInWords)
  return { line: row.line, cells: [...row.cells, ROW_OUTCOMES[outcome], [...new Set(told.map(({ kind }) => kind))].join('、'), told.map(({ words }) => words).join('；')] }
}

/** Every cell as text, so that no number loses its digits again. exceljs, more than a megabyte, is loaded for this only. */
async function workbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs')
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('核对结果')
  for (const row of rows) sheet.addRow([...row])
  sheet.columns.forEach((column) => { column.numFmt = '@' })
  return Buffer.from(await book.xlsx.writeBuffer())
}
