import { policyFor } from '../../rules'
import { PAPER_KINDS } from '../../rules/office'
import { writeAudit } from '../shared/audit'
import type { CallContext } from '../shared/call-context'
import { putFilePart, readFilePart } from '../shared/file-parts'
import { requireAllowed } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { writeXlsx, type Table } from '../shared/sheets/write-xlsx'
import { allowedDesk, type AllowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { PAPERS, type PaperRows } from './papers'
import { requireDays } from './require-days'

/** That an answer carries. */
const ROWS_SHOWN = 50
/** Bytes of a piece; as base64 a third more, and beside it go the first rows. */
const PIECE = 36_000
const PIECES_MAX = 64

/**
 * Draws up a paper: as a table to look at, masked, or as a spreadsheet that whoever gets it can use. Made with names in
 * full it leaves a line of audit first. The same operation again makes the same file anew.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, BAD_DAYS, PAPER_TOO_LONG; RulesError UNKNOWN_YEAR
 */
export async function makePaper(asked: Requests['makePaper'], context: CallContext): Promise<Answers['makePaper']> {
  const { operation, village, year, paper, from, to, group, preview, after = 0 } = asked
  const desk = await allowedDesk(context, 'makePaper', { village, year })
  requireDays(from, to)
  const { db } = context
  const inFull = PAPERS[paper].wantsFull && !preview
  if (inFull) await auditPaper(asked, desk, context)
  const drawn = await PAPERS[paper].draw({ db, desk, from, to, group, inFull })
  const table = tableOf(asked, desk, drawn, context)
  const shown = { name: `${table.title}-${desk.village.name}-${from}.xlsx`, sheet: { ...table, rows: table.rows.slice(after, after + ROWS_SHOWN) }, rows: table.rows.length, amount: drawn.amount }
  if (preview || after > 0) return { ...shown, file: null }
  const pieces = piecesOf(await writeXlsx(table))
  for (const [part, base64] of pieces.entries()) await putFilePart(db, ownerOf(context), operation, { part, parts: pieces.length, base64 }, context.now)
  return { ...shown, file: { file: operation, pieces: pieces.length, base64: pieces[0]! } }
}

function tableOf({ paper, from, to, group }: Requests['makePaper'], { village: { region, township, name }, year }: AllowedDesk, { rows, sums }: PaperRows, { today }: CallContext): Table {
  return {
    title: `${year}年度城乡居民医保${PAPER_KINDS[paper]}`,
    lines: [`${policyFor(region, year).name} ${township}${name}${group ?? ''}`, `日期：${from} 至 ${to}`, `制表：${today}`],
    columns: ['序号', ...PAPERS[paper].columns], rows: rows.map((cells, i) => [String(i + 1), ...cells]), foot: [...sums, ...PAPERS[paper].foot],
  }
}

async function auditPaper({ operation, paper }: Requests['makePaper'], { village }: AllowedDesk, { db, caller, now, today }: CallContext): Promise<void> {
  await writeAudit(db, { _id: `paper~${caller.openid}~${operation}`, at: now, day: today, openid: caller.openid, action: 'makePaper', target: village._id, region: village.region, outcome: 'revealed', why: `paper:${paper}` })
}

function piecesOf(file: Buffer): string[] {
  const pieces: string[] = []
  for (let at = 0; at < file.length; at += PIECE) pieces.push(file.subarray(at, at + PIECE).toString('base64'))
  if (pieces.length > PIECES_MAX) throw new Refusal({ code: 'PAPER_TOO_LONG', path: 'from', message: '这份表太长了，没有生成。请把日期分成几段，或者按村组分开做。' })
  return pieces
}

const ownerOf = ({ caller }: CallContext): string => `paper~${caller.openid}`

/** A further piece of a file that the caller had made. @throws Refusal PAPER_GONE */
export async function paperPiece({ file, piece }: Requests['paperPiece'], context: CallContext): Promise<Answers['paperPiece']> {
  await requireAllowed(context, 'paperPiece', { id: file, owner: context.caller.openid })
  const base64 = await readFilePart(context.db, ownerOf(context), file, piece)
  if (base64 === null) throw new Refusal({ code: 'PAPER_GONE', path: 'file', message: '这份表已经清理掉了，没有取到。请返回重新生成一次。' })
  return { piece, base64 }
}
