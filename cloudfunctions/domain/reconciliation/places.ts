import file from './places.json'
import { normalisedHeading } from '../people'
import { policies } from '../../../rules'
import { Refusal } from '../../platform/base'
import type { SheetRow } from '../../platform/files'

/** What a column of the tax office's file can hold. */
const TAX_COLUMNS = ['idNumber', 'name', 'year', 'amount', 'paidOn', 'arrivedOn', 'voucher', 'place', 'state'] as const
export type TaxColumn = (typeof TAX_COLUMNS)[number]

/**
 * How the tax office of a place writes its file. No notice says so: it is `places.json`, which each deployment adapts to
 * the file that it really gets. A place says only what differs from the usual: one whose file is the usual one needs no line.
 */
export interface TaxPlace {
  /** The headings by which each column is known. */
  columns: Readonly<Record<TaxColumn, readonly string[]>>
  amountIn: '元' | '分'
  /** What stands in the column of the place for this one: a name, or the beginning of its code. */
  places: readonly string[]
  /** What the column of the state says of a payment that does not count. */
  voidStates: readonly string[]
  /** Whoever has paid us and is not in the file after so many days is missing there. */
  missingAfterDays: number
}

type Written = Partial<Omit<TaxPlace, 'columns'>> & { columns?: Partial<TaxPlace['columns']> }
const { usual, places } = file as unknown as {
  usual: Omit<TaxPlace, 'places'>
  places: Readonly<Record<string, Written>>
}
const byRegion = new Map(Object.entries(places))

/** A place with a policy and without a line of its own: the usual file, in which it goes by its name or its code. */
function usualPlace(region: string): Written | undefined {
  const head = policies().find((one) => one.region === region)
  return head && { places: [head.regionName, ...(head.code === undefined ? [] : [head.code])] }
}

/** @throws Refusal UNKNOWN_TAX_FILE of a place that has neither a policy nor a line */
export function taxPlaceOf(region: string): TaxPlace {
  const own = byRegion.get(region) ?? usualPlace(region)
  if (own === undefined)
    throw new Refusal({
      code: 'UNKNOWN_TAX_FILE',
      message: '还没有配置这个地方税务文件的列名，没有读取。请系统管理员先登记这个地方的列名对照。',
      path: 'region',
      found: region,
    })
  return { ...usual, places: [], ...own, columns: { ...usual.columns, ...own.columns } }
}

/** Titles and notes may stand above. */
export const HEADER_ROWS_TRIED = 10

export type ColumnsAt = ReadonlyMap<TaxColumn, number>

const NEEDED: readonly TaxColumn[] = ['idNumber', 'name', 'year', 'amount']
const CALLED: Readonly<Partial<Record<TaxColumn, string>>> = {
  idNumber: '证件号码',
  name: '姓名',
  year: '缴费年度',
  amount: '实缴金额',
  arrivedOn: '缴费日期或入库日期',
}

/** Where the columns stand, if this row is the header; null = it is not. */
export function columnsIn({ cells }: SheetRow, { columns }: TaxPlace): ColumnsAt | null {
  const at = new Map<TaxColumn, number>()
  cells.forEach((cell, i) => {
    const heading = cell === null ? '' : normalisedHeading(cell.text)
    const column = TAX_COLUMNS.find((one) => columns[one].some((name) => normalisedHeading(name) === heading))
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
    code: 'HEADER_NOT_FOUND',
    path: 'file',
    found: lacking.join('、'),
    message: `税务文件里没有找到：${lacking.join('、')}，没有读取。请确认选的是税务局给的缴费明细；列名变了的，请系统管理员登记新的列名。`,
  })
}
