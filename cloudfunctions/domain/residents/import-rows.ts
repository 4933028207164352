import {
  normalisedHeading,
  cellFaults,
  isHeadRelation,
  normalisedNumber,
  readDayText,
  readGround,
  readIdKind,
  readPhone,
  readSex,
} from '../people'
import type { Entry, FlawCode, VillageDocument } from '../people'
import { Refusal } from '../../platform/base'
import type { SheetCell, SheetRow } from '../../platform/files'

/** A row of the file as the ledger understands it. */
export interface LedgerRow {
  row: number
  region: string
  entry: Entry
  group: string | null
  /** null = `faults` says why. */
  village: VillageDocument | null
  /** By which the household is known; null = the row says nothing of it. */
  household: { by: 'head' | 'number'; value: string } | null
  isHead: boolean
  /** What is wrong before the entry is examined. */
  faults: readonly FlawCode[]
}

interface Place {
  region: string
  /** All villages of the region. */
  villages: readonly VillageDocument[]
  /** Where rows belong that name none; rows that name another are refused. null = each names its own. */
  village: VillageDocument | null
}

/** All people of the file. Of a number that stands in it twice, the second row is refused. */
export function ledgerRows(rows: readonly SheetRow[], header: Header, place: Place): LedgerRow[] {
  const seen = new Set<string>()
  let lastHead: string | null = null
  return rows
    .filter(({ row }) => row > header.row)
    .map((row) => {
      const read = readRow(row, header, place)
      const { idNumber } = read.entry
      const number = idNumber === null ? null : normalisedNumber(idNumber)
      if (read.isHead && number !== null) lastHead = number
      const household =
        read.household ??
        (header.at.has('relation') && lastHead !== null ? { by: 'head' as const, value: lastHead } : null)
      const isTwice = number !== null && seen.has(number)
      if (number !== null) seen.add(number)
      return { ...read, household, faults: [...read.faults, ...(isTwice ? ['ROW_TWICE' as const] : [])] }
    })
}

function readRow({ row, cells }: SheetRow, { at }: Header, place: Place): LedgerRow {
  const cell = (column: Column): SheetCell | null => cells[at.get(column) ?? -1] ?? null
  const text = (column: Column): string | null => {
    const words = cell(column)?.text.trim() ?? ''
    return words === '' ? null : words
  }
  const [birth, idNumber, headNumber] = [cell('birthDate'), text('idNumber'), text('headNumber')]
  const village = villageOf(text('township'), text('village'), place)
  const isHead =
    isHeadRelation(text('relation')) ||
    (headNumber !== null && idNumber !== null && normalisedNumber(headNumber) === normalisedNumber(idNumber))
  return {
    row,
    region: place.region,
    group: text('group'),
    isHead,
    village: typeof village === 'string' ? null : village,
    household: householdOf(headNumber, text('householdNumber')),
    faults: [
      ...cellFaults(
        [...at.values()].map((i) => cells[i] ?? null),
        cell('idNumber'),
      ),
      ...(typeof village === 'string' ? [village] : []),
    ],
    entry: {
      name: text('name'),
      sex: readSex(text('sex')),
      birthDate: birth === null ? null : readDayText(birth),
      idNumber,
      idKind: readIdKind(text('idKind'), idNumber),
      address: text('address'),
      phone: readPhone(text('phone')),
      hukou: text('hukou'),
      ground: readGround(text('ground')),
    },
  }
}

function householdOf(headNumber: string | null, number: string | null): LedgerRow['household'] {
  if (headNumber !== null) return { by: 'head', value: normalisedNumber(headNumber) }
  return number === null ? null : { by: 'number', value: number }
}

function villageOf(
  township: string | null,
  name: string | null,
  { villages, village }: Place,
): VillageDocument | FlawCode {
  if (name === null) return village ?? 'VILLAGE_MISSING'
  const named = villages.filter(
    (one) =>
      normalisedHeading(one.name) === normalisedHeading(name) &&
      (township === null || normalisedHeading(one.township) === normalisedHeading(township)),
  )
  if (village !== null) return named.some(({ _id }) => _id === village._id) ? village : 'VILLAGE_ELSEWHERE'
  return named.length === 1 ? named[0]! : 'VILLAGE_UNKNOWN'
}

/** What a column can hold, and the headings by which it is known; spaces and what stands in brackets do not count. */
const HEADINGS = {
  name: ['姓名', '参保人姓名', '参保人', '居民姓名'],
  sex: ['性别'],
  birthDate: ['出生日期', '出生年月', '出生年月日', '生日'],
  idKind: ['证件类型', '证件种类', '证件名称'],
  idNumber: ['身份证号', '身份证号码', '公民身份号码', '公民身份证号码', '证件号码', '证件号', '身份证'],
  address: ['通讯地址', '联系地址', '家庭住址', '家庭地址', '住址', '地址', '现住址'],
  phone: ['联系电话', '电话', '手机号', '手机号码', '手机', '联系方式', '电话号码'],
  hukou: ['户籍信息', '户籍', '户籍地', '户籍地址', '户籍所在地', '户口所在地'],
  ground: ['参保依据', '参保身份', '户籍或居住'],
  township: ['乡镇', '乡镇名称', '乡', '镇', '街道', '镇街', '乡镇街道'],
  village: ['村', '行政村', '村居', '村名', '村社区', '村委会', '社区', '村居委会'],
  group: ['组', '村组', '村民小组', '小组', '组别'],
  householdNumber: ['户号', '户编号', '家庭编号', '户口簿号'],
  headNumber: ['户主身份证号', '户主身份证号码', '户主证件号码', '户主身份证'],
  relation: ['与户主关系', '关系', '户主关系', '家庭关系'],
} as const satisfies Record<string, readonly string[]>
type Column = keyof typeof HEADINGS

const KNOWN = new Map<string, Column>(
  Object.entries(HEADINGS).flatMap(([column, names]) => names.map((name) => [name, column as Column] as const)),
)

/** Titles and notes may stand above. */
const HEADER_ROWS_TRIED = 10

interface Header {
  /** Where the header stands; the people stand below. */
  row: number
  at: ReadonlyMap<Column, number>
  /** Headings that are not understood, or the second of their kind. */
  ignored: readonly string[]
}

/** @throws Refusal HEADER_NOT_FOUND */
export function findHeader(rows: readonly SheetRow[]): Header {
  for (const row of rows.slice(0, HEADER_ROWS_TRIED)) {
    const header = readHeader(row)
    if (header.at.has('name') && header.at.size > 1) return header
  }
  throw new Refusal({
    code: 'HEADER_NOT_FOUND',
    message:
      '没有找到表头，没有录入。表格前十行里要有一行写着“姓名”“性别”“出生日期”“身份证号”“通讯地址”“联系电话”“户籍信息”等，顺序不限。',
    path: 'file',
  })
}

function readHeader({ row, cells }: SheetRow): Header {
  const at = new Map<Column, number>()
  const ignored: string[] = []
  cells.forEach((cell, i) => {
    if (cell === null) return
    const column = KNOWN.get(normalisedHeading(cell.text))
    if (column !== undefined && !at.has(column)) at.set(column, i)
    else ignored.push(cell.text.trim().slice(0, 20))
  })
  return { row, at, ignored }
}
