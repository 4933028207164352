import { createHash } from 'node:crypto'
import { makerOf, requirePermission, writeAudit, defineAction } from '../../access'
import { reconciliationContract } from '../contract'
import type { TaxRowDocument } from '../documents'
import type { Mismatch } from '../judge-row'
import { MISMATCHES } from '../judge-row'
import { requireTaxFile, sealedFactsOfRow } from '../store'
import { nextSteps, exceptionWords } from './file-page'
import { rowsByLine } from './rows-by-line'
import { Refusal } from '../../../platform/base'
import type { Database } from '../../../platform/database'
import { READ_LIMIT } from '../../../platform/database'
import { aesZip, lineOf, putFilePart, readFilePart, writeXlsx } from '../../../platform/files'

const PART_BYTES = 48 * 1024
const EXCEPTIONS = ['open', 'proposed'] as const

/**
 * Draws up what of a file waits for somebody as a sheet that can be sent back, with names and numbers in full. The line
 * of audit is written first: no line, no sheet. The same operation makes the same file anew.
 * @throws Refusal TAX_FILE_NOT_FOUND, NOT_ALLOWED
 */
export const makeExceptionsSheet = /* @__PURE__ */ defineAction(reconciliationContract, 'taxExceptions', {
  permission: 'settleTaxRow',
  async run({ operation, taxFile, key }, context) {
    const { db, caller, now, today } = context
    const { region, day } = await requireTaxFile(db, taxFile)
    await requirePermission(context, 'settleTaxRow', { id: taxFile, region })
    await writeAudit(db, {
      ...{ deed: null, at: now, day: today, openid: caller.openid, action: 'taxExceptions', target: taxFile, region },
      outcome: 'revealed',
      why: key === null ? 'IN_CLEAR' : 'ENCRYPTED',
    })
    const rows = await exceptionsOf(db, taxFile)
    const name = `${region}-税务文件例外-${today}`
    const book = writeXlsx({
      title: '税务缴费明细核对例外',
      made: { place: region, day: today, by: await makerOf(context) },
      lines: [`文件导入日期：${day}；共 ${rows.length} 行`],
      columns: ['表里第几行', '姓名', '证件号码', '年度', '金额（元）', '缴费日期', '凭证号', '情况', '说明', '怎么办'],
      rows: rows.map(cellsOf),
      foot: [],
      sums: ['金额（元）'],
      formats: { '金额（元）': 'yuan' },
    })
    const bytes = key === null ? book : aesZip(`${name}.xlsx`, book, key)
    const file = createHash('sha256').update(`${caller.openid}\0${operation}`).digest('hex').slice(0, 32)
    const parts = Math.ceil(bytes.length / PART_BYTES)
    for (let part = 0; part < parts; part++) {
      const base64 = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64')
      await putFilePart(db, caller.openid, file, { part, parts, base64 }, now)
    }
    return { file, fileName: `${name}.${key === null ? 'xlsx' : 'zip'}`, parts, rows: rows.length }
  },
})

/** @throws Refusal TAX_FILE_NOT_FOUND, NOT_ALLOWED, FILE_GONE */
export const taxSheetPart = /* @__PURE__ */ defineAction(reconciliationContract, 'taxSheetPart', {
  permission: 'settleTaxRow',
  async run({ taxFile, file, part }, context) {
    const { region } = await requireTaxFile(context.db, taxFile)
    await requirePermission(context, 'settleTaxRow', { id: taxFile, region })
    const base64 = await readFilePart(context.db, context.caller.openid, file, part)
    if (base64 !== null) return { base64 }
    throw new Refusal({
      code: 'FILE_GONE',
      path: 'file',
      message: '这个文件已经不在了（只留一天），或者没有这一段。请重新生成一次。',
    })
  },
})

async function exceptionsOf(db: Database, file: string): Promise<TaxRowDocument[]> {
  const found: TaxRowDocument[] = []
  for (let after: TaxRowDocument | null = null; ;) {
    const page: TaxRowDocument[] = await rowsByLine(db, file, EXCEPTIONS, READ_LIMIT, after)
    found.push(...page)
    if (page.length < READ_LIMIT) return found
    after = page.at(-1)!
  }
}

function cellsOf(row: TaxRowDocument): (string | number)[] {
  const { name, idNumber, voucher } = sealedFactsOfRow(row)
  return [
    lineOf(row.row),
    name,
    idNumber,
    row.year ?? '',
    row.amount === null ? '' : row.amount / 100,
    row.paidOn ?? '',
    voucher ?? '',
    MISMATCHES[row.outcome as Mismatch],
    exceptionWords(row) ?? '',
    nextSteps(row),
  ]
}
