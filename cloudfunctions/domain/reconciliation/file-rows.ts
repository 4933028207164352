import { hasLostDigits, normalisedNumber, readDayText } from '../people'
import type { ColumnsAt, TaxColumn, TaxPlace } from './places'
import type { SheetCell, SheetRow } from '../../platform/files'
import type { CivilDay, Fen } from '../../../rules'
import { dayNumber } from '../../../rules'

/** Why a row cannot be read as a payment. */
export const ROW_FAULTS = {
  ID_MISSING: '没有证件号码',
  ID_LOST_DIGITS: '证件号码在表格里丢了位数',
  NAME_MISSING: '没有姓名',
  YEAR_UNREADABLE: '看不出是哪个年度',
  AMOUNT_UNREADABLE: '金额看不懂',
  AMOUNT_NEGATIVE: '金额是负数：税务冲销或退库',
  DAY_UNREADABLE: '缴费或入库日期看不懂',
  DAY_IN_FUTURE: '日期还没有到',
  PAYMENT_VOID: '税务标为作废或退费',
  VOUCHER_CHANGED: '同一张税票以前来过，内容和这次不一样',
} as const
export type RowFault = keyof typeof ROW_FAULTS

/** A row of the file, in clear. */
export interface FileRow {
  /** As the sheet counts: 1 = the first. */
  row: number
  /** As identity numbers are kept. */
  idNumber: string
  name: string
  year: number | null
  amount: Fen | null
  /** The day on which the person paid; where the file does not say it, the day on which it arrived. */
  paidOn: CivilDay | null
  /** The day on which the money came in at the tax office; where the file does not say it, the day of payment. */
  arrivedOn: CivilDay | null
  /** Number of the tax voucher; null = the file has none. */
  voucher: string | null
  /** It names another place than the one whose file it is. */
  elsewhere: boolean
  faults: readonly RowFault[]
}

/** null = a line of sums or an empty one: nothing of a person in it. */
export function readFileRow({ row, cells }: SheetRow, at: ColumnsAt, place: TaxPlace, today: CivilDay): FileRow | null {
  const cell = (column: TaxColumn): SheetCell | null => cells[at.get(column) ?? -1] ?? null
  const text = (column: TaxColumn): string => cell(column)?.text.normalize('NFKC').trim() ?? ''
  const day = (column: TaxColumn): CivilDay | null => dayIn(cell(column))
  const [idNumber, name, state] = [normalisedNumber(text('idNumber')), text('name'), text('state')]
  if (idNumber === '' && (name === '' || name.includes('计'))) return null
  const [paid, arrived] = [day('paidOn'), day('arrivedOn')]
  const dayUnread = (cell('paidOn') !== null && paid === null) || (cell('arrivedOn') !== null && arrived === null)
  const [year, amount] = [yearIn(text('year')), fenIn(text('amount'), place)]
  const [paidOn, arrivedOn] = [paid ?? arrived, arrived ?? paid]
  const faults: [RowFault, boolean][] = [
    ['ID_MISSING', idNumber === ''],
    ['ID_LOST_DIGITS', cell('idNumber') !== null && hasLostDigits(cell('idNumber')!)],
    ['NAME_MISSING', name === ''],
    ['PAYMENT_VOID', place.voidStates.includes(state)],
    ['YEAR_UNREADABLE', year === null],
    ['AMOUNT_NEGATIVE', amount !== null && amount < 0],
    ['AMOUNT_UNREADABLE', amount === null || amount === 0],
    ['DAY_UNREADABLE', dayUnread || paidOn === null],
    ['DAY_IN_FUTURE', (paidOn ?? '') > today || (arrivedOn ?? '') > today],
  ]
  const voucher = text('voucher')
  return {
    row,
    idNumber,
    name,
    year,
    amount,
    paidOn,
    arrivedOn,
    voucher: voucher === '' ? null : voucher,
    elsewhere: isElsewhere(text('place'), place),
    faults: faults.filter(([, found]) => found).map(([fault]) => fault),
  }
}

function dayIn(cell: SheetCell | null): CivilDay | null {
  if (cell === null) return null
  const text = readDayText(cell)
  return dayNumber(text) === null ? null : text
}

/** A year, or the first day of what it is for: `2022`, `2022年度`, `2022-01-01`, `202201`. */
function yearIn(text: string): number | null {
  const year = /^20\d\d(?=$|年|[-/.]|\d{2}$|\d{4}$)/.exec(text)?.[0]
  return year === undefined ? null : Number(year)
}

/** Exact, without a double in between; null = not an amount, or not of whole fen. */
function fenIn(text: string, { amountIn }: TaxPlace): Fen | null {
  const found = /^(-?)[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2})0*)?元?$/.exec(text)
  if (found === null) return null
  const [, minus, whole = '', rest = ''] = found
  if (amountIn === '分' && rest.replace(/0/g, '') !== '') return null
  const fen =
    Number(whole.replace(/,/g, '')) * (amountIn === '元' ? 100 : 1) +
    (amountIn === '元' ? Number(rest.padEnd(2, '0')) : 0)
  return minus === '-' ? -fen : fen
}

function isElsewhere(said: string, { places }: TaxPlace): boolean {
  return said !== '' && places.length > 0 && !places.some((place) => said.includes(place))
}
