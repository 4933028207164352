import file from './places.json'
import { policies } from '../../../rules'
import { Refusal } from '../../platform/base'
import type { Head, HeadTable } from '../../platform/files'
import { headNotFound } from '../../platform/files'
import { guessIdKind, normalisedNumber, readIdentityNumber } from '../people'

/**
 * What a column of the tax office's file can hold. Of whom it speaks may be said of the insured, of the payer, or of
 * neither (`idNumber`, `name`): who pays for another is not insured by it.
 */
export type TaxColumn =
  | 'insuredId'
  | 'insuredName'
  | 'idNumber'
  | 'name'
  | 'payerId'
  | 'payerName'
  | 'year'
  | 'yearTo'
  | 'amount'
  | 'paidOn'
  | 'arrivedOn'
  | 'voucher'
  | 'place'
  | 'state'
  | 'project'
  | 'item'

/**
 * How the tax office of a place writes its file. No notice says so: it is `places.json`, which each deployment adapts
 * to the file that it really gets. A place says only what differs from the usual: one whose file is the usual one needs
 * no line.
 */
export interface TaxPlace {
  /** The headings by which each column is known. */
  columns: Readonly<Record<TaxColumn, readonly string[]>>
  amountIn: '元' | '分'
  /** What stands in the column of the place for this one: a name, or the beginning of its code. */
  places: readonly string[]
  /** What the column of the state says of a payment that counts; nothing else counts, but an empty cell. */
  paidStates: readonly string[]
  /** What it says of one that was taken back. */
  voidStates: readonly string[]
  /** What the columns of what was paid for say of this insurance, and of others; the others are told first. */
  ours: readonly string[]
  others: readonly string[]
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

const PEOPLE: readonly TaxColumn[] = ['insuredId', 'idNumber', 'payerId']

/** What a head of the place's file is known by. */
export function taxHeads({ columns }: TaxPlace): HeadTable<TaxColumn> {
  return {
    fields: columns,
    needs: [PEOPLE, ['insuredName', 'name', 'payerName'], 'year', 'amount', ['paidOn', 'arrivedOn']],
    key: PEOPLE,
    plain: ['year', 'yearTo', 'amount', 'paidOn', 'arrivedOn', 'place', 'state', 'project', 'item'],
    called: {
      insuredId: '证件号码',
      idNumber: '证件号码',
      payerId: '证件号码',
      insuredName: '姓名',
      name: '姓名',
      payerName: '姓名',
      year: '缴费年度',
      amount: '实缴金额',
      paidOn: '缴费日期',
      arrivedOn: '入库日期',
    },
  }
}

export interface PersonColumns {
  idNumber: number
  name: number
}

/** Columns of people who are surely not the insured, by how offices call them. */
const OF_OTHERS = /代缴|代办|代收|经办|缴费人|缴款人|付款|纳税人|户主|操作|审核|银行|监护|联系|申请人|村干部|征收/

/** Another column of which nobody knows whose numbers it holds: whoever took one of two would guess. */
function numbersElsewhere({ columns }: Head<TaxColumn>): string | null {
  const isNumber = (text: string): boolean => {
    const number = normalisedNumber(text)
    return number.length === 18 && readIdentityNumber(guessIdKind(number), number).birthDate !== null
  }
  const found = columns.find(
    ({ field, why, heading, samples }) =>
      field === null && why !== 'CHOSEN' && !OF_OTHERS.test(heading) && samples.some(isNumber),
  )
  return found?.heading ?? null
}

/**
 * Where whoever is insured stands. Where the file speaks of an insured person, name and number have to be theirs; a
 * column that says of neither is theirs too, unless it stands beside a payer of whom only half is said. Where it speaks
 * of none, and two columns hold numbers of people, a person says whose they are.
 * @throws Refusal HEADER_NOT_FOUND
 */
export function personColumns(head: Head<TaxColumn>, place: TaxPlace): PersonColumns {
  const { at } = head
  const isInsured = at.has('insuredId') || at.has('insuredName')
  const halfPayer = at.has('payerId') !== at.has('payerName')
  const neither = !isInsured || !halfPayer
  const idNumber =
    at.get('insuredId') ?? (neither ? at.get('idNumber') : undefined) ?? (isInsured ? undefined : at.get('payerId'))
  const name =
    at.get('insuredName') ?? (neither ? at.get('name') : undefined) ?? (isInsured ? undefined : at.get('payerName'))
  const other = at.has('insuredId') ? null : numbersElsewhere(head)
  if (idNumber !== undefined && name !== undefined && other === null) return { idNumber, name }
  const lacking = idNumber === undefined || other !== null ? '参保人证件号码' : '参保人姓名'
  const why = other === null ? '' : `（“${other}”一栏里也是证件号码，请在对栏目那一步选出哪一栏是参保人的）`
  throw headNotFound({ head, lacking: [`${lacking}${why}`] }, taxHeads(place))
}
