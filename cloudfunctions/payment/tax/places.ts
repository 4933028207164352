import { Refusal } from '../../shared/refusal'
import file from './places.json'

/** What a column of the tax office's file can hold. */
export const TAX_COLUMNS = ['idNumber', 'name', 'year', 'amount', 'paidOn', 'arrivedOn', 'voucher', 'place', 'state'] as const
export type TaxColumn = (typeof TAX_COLUMNS)[number]

/**
 * How the tax office of a place writes its file. No notice says so: it is `places.json`, which each deployment adapts to
 * the file that it really gets. A place says only what differs from the usual; a new one is a line there.
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
const { usual, places } = file as unknown as { usual: Omit<TaxPlace, 'places'>; places: Readonly<Record<string, Written>> }
const byRegion = new Map(Object.entries(places))

/** @throws Refusal UNKNOWN_TAX_FILE where the deployment does not say how the place's file is written */
export function taxPlaceOf(region: string): TaxPlace {
  const own = byRegion.get(region)
  if (own === undefined) throw new Refusal({ code: 'UNKNOWN_TAX_FILE', message: '还没有配置这个地方税务文件的列名，没有读取。请系统管理员先登记这个地方的列名对照。', path: 'region', found: region })
  return { ...usual, places: [], ...own, columns: { ...usual.columns, ...own.columns } }
}
