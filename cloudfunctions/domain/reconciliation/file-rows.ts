import { isRounded, normalisedNumber } from '../people'
import type { PersonColumns, TaxColumn, TaxPlace } from './places'
import type { AmountUnit, CellProblem, CellRead, Head, SheetCell, SheetRow } from '../../platform/files'
import { positionOf, readCell } from '../../platform/files'
import { bareState, saidBeside } from './file/taken-back'
import type { CivilDay, Fen } from '../../../rules'

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
  PAYMENT_REFUNDED: '这笔在同一个文件里又退了，没有计入',
  STATE_UNKNOWN: '状态不是“已缴费”，没有计入',
  PROJECT_UNKNOWN: '看不出缴的是不是居民医保',
  CELL_ERROR: '有一格是公式，没有算出结果：请用 WPS 或 Excel 打开，保存一次再上传',
  ROW_HIDDEN: '这一行在表格里是隐藏或筛掉的；要算的，请取消隐藏后重新上传',
  ROW_STRUCK: '这一行在表格里划了删除线；要算的，请去掉删除线后重新上传',
  VOUCHER_CHANGED: '同一张税票以前来过，内容和这次不一样',
} as const
export type RowFault = keyof typeof ROW_FAULTS

/** A row of the file, in clear. */
export interface FileRow {
  /** Which row of which sheet: `positionOf`. */
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
  /** As its column says it, where that is why the row does not count. */
  state?: string
  faults: readonly RowFault[]
}

/** Where the columns of a sheet stand. */
export interface TaxColumnsAt {
  head: Head<TaxColumn>
  person: PersonColumns
}

/** null = a row of another insurance, which is left out. */
export function readFileRow(row: SheetRow, at: TaxColumnsAt, place: TaxPlace, today: CivilDay): FileRow | null {
  const cell = (column: TaxColumn): SheetCell | null => row.cells[at.head.at.get(column) ?? -1] ?? null
  const words = (column: TaxColumn): string => readCell(cell(column), 'words').value ?? ''
  const project = projectOf([words('project'), words('item')], place)
  if (project === 'other') return null
  const id = readCell(row.cells[at.person.idNumber] ?? null, 'code')
  const name = readCell(row.cells[at.person.name] ?? null, 'words')
  const [paid, arrived] = [readCell(cell('paidOn'), 'day'), readCell(cell('arrivedOn'), 'day')]
  const [from, to] = [readCell(cell('year'), 'year'), readCell(cell('yearTo'), 'year')]
  const amount = readCell(cell('amount'), 'amount', { unit: amountUnit(at.head, place) })
  const year = to.value === null || to.value === from.value ? from.value : null
  const [paidOn, arrivedOn] = [paid.value ?? arrived.value, arrived.value ?? paid.value]
  const idNumber = normalisedNumber(id.value ?? '')
  const beside = saidBeside(row, at.head, place)
  const { state, faults: ofState } = stateOf([words('state'), ...beside.states], beside.takenBack, place)
  const reads: CellRead<unknown>[] = [id, name, paid, arrived, from, to, amount]
  const has = (...problems: CellProblem[]) => reads.some(({ faults }) => faults.some((one) => problems.includes(one)))
  const faults: [RowFault, boolean][] = [
    ['CELL_ERROR', has('FORMULA_EMPTY', 'FORMULA_ERROR', 'CELL_TOO_LONG', 'CHARACTERS_LOST')],
    ['ID_MISSING', idNumber === ''],
    ['ID_LOST_DIGITS', has('DIGITS_LOST') || isRounded(idNumber)],
    ['NAME_MISSING', name.value === null],
    ...ofState.map((fault): [RowFault, boolean] => [fault, true]),
    ['PROJECT_UNKNOWN', project === 'unknown'],
    ['YEAR_UNREADABLE', year === null],
    ['AMOUNT_NEGATIVE', amount.value !== null && amount.value < 0],
    ['AMOUNT_UNREADABLE', amount.value === null || amount.value === 0],
    ['DAY_UNREADABLE', has('DAY_UNREADABLE') || paidOn === null],
    ['DAY_IN_FUTURE', (paidOn ?? '') > today || (arrivedOn ?? '') > today],
    ['ROW_HIDDEN', row.hidden === true],
    ['ROW_STRUCK', row.struck === true],
  ]
  return {
    row: positionOf(row),
    idNumber,
    name: name.value?.normalize('NFKC') ?? '',
    year,
    amount: amount.value,
    paidOn,
    arrivedOn,
    voucher: voucherOf(cell('voucher')),
    elsewhere: isElsewhere(words('place').normalize('NFKC'), place),
    ...(ofState.length > 0 ? { state } : {}),
    faults: faults.filter(([, found]) => found).map(([fault]) => fault),
  }
}

/** Only what is known to mean paid counts, in each column that says how it stands. */
function stateOf(
  states: readonly string[],
  takenBack: string | null,
  { paidStates, voidStates }: TaxPlace,
): { state: string; faults: readonly RowFault[] } {
  const said = takenBack === null ? states : [...states, takenBack]
  const isVoid = (state: string): boolean => state === takenBack || voidStates.includes(bareState(state))
  const isPaid = (state: string): boolean => bareState(state) === '' || paidStates.includes(bareState(state))
  const gone = said.find(isVoid)
  if (gone !== undefined) return { state: gone, faults: ['PAYMENT_VOID'] }
  const unknown = said.find((state) => !isPaid(state))
  return { state: unknown ?? '', faults: unknown === undefined ? [] : ['STATE_UNKNOWN'] }
}

/** As the heading says it behind its words: 实缴金额（分）. */
function amountUnit({ columns, at }: Head<TaxColumn>, { amountIn }: TaxPlace): AmountUnit {
  const heading = columns.find(({ column }) => column === at.get('amount'))?.heading ?? ''
  const said = /[(（[【](?:单位[:：]?)?\s*(分|元|万元)[)）\]】]/.exec(heading)?.[1]
  return (said as AmountUnit | undefined) ?? amountIn
}

/** null: none, or one that a program took for a quantity, of which two may look alike. */
function voucherOf(cell: SheetCell | null): string | null {
  if (readCell(cell, 'code').faults.includes('DIGITS_LOST')) return null
  return readCell(cell, 'words').value?.normalize('NFKC') ?? null
}

/** What was paid for, by whatever the file says of it; nothing said: this insurance, whose file it is. */
function projectOf(said: readonly string[], { ours, others }: TaxPlace): 'ours' | 'other' | 'unknown' {
  const text = said.join(' ').trim()
  if (text === '') return 'ours'
  const [isOurs, isOther] = [ours, others].map((words) => words.some((word) => text.includes(word)))
  // Of both, as residents' insurance with another inside it: a person says what it is.
  if (isOther) return isOurs && text.includes('居民') ? 'unknown' : 'other'
  return isOurs ? 'ours' : 'unknown'
}

function isElsewhere(said: string, { places }: TaxPlace): boolean {
  return said !== '' && places.length > 0 && !places.some((place) => said.includes(place))
}
