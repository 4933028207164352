import { bareName } from '../../enrollment/import-residents/columns'
import { Refusal } from '../../shared/refusal'
import type { SheetRow } from '../../shared/sheets/sheet'
import { TAX_COLUMNS, type TaxColumn, type TaxPlace } from './places'

/** Titles and notes may stand above. */
export const HEADER_ROWS_TRIED = 10

export type ColumnsAt = ReadonlyMap<TaxColumn, number>

const NEEDED: readonly TaxColumn[] = ['idNumber', 'name', 'year', 'amount']
const CALLED: Readonly<Partial<Record<TaxColumn, string>>> = { idNumber: '证件号码', name: '姓名', year: '缴费年度', amount: '实缴金额', arrivedOn: '缴费日期或入库日期' }

/** Where the columns stand, if this row is the header; null = it is not. */
export function columnsIn({ cells }: SheetRow, { columns }: TaxPlace): ColumnsAt | null {
  const at = new Map<TaxColumn, number>()
  cells.forEach((cell, i) => {
    const heading = cell === null ? '' : bareName(cell.text)
    const column = TAX_COLUMNS.find((one) => columns[one].some((name) => bareName(name) === heading))
    if (column !== undefined && !at.has(column)) at.set(column, i)
  })
  return at.has('idNumber') && at.size > 1 ? at : null
}

/** @throws Refusal HEADER_NOT_FOUND, which names what is lacking */
export function requireColumns(at: ColumnsAt | null): ColumnsAt {
  const lacking = at === null ? ['表头'] : NEEDED.filter((column) => !at.has(column)).map((column) => CALLED[column]!)
  if (at !== null && !at.has('paidOn') && !at.has('arrivedOn')) lacking.push(CALLED.arrivedOn!)
  if (at !== null && lacking.length === 0) return at
  throw new Refusal({
    code: 'HEADER_NOT_FOUND', path: 'file', found: lacking.join('、'),
    message: `税务文件里没有找到：${lacking.join('、')}，没有读取。请确认选的是税务局给的缴费明细；列名变了的，请系统管理员登记新的列名。`,
  })
}
