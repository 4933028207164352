import {
  endsInNoughts,
  headRelations,
  isRounded,
  isSameName,
  normalisedGroup,
  normalisedHeading,
  normalisedNumber,
  readGround,
  readIdentityNumber,
  readIdKind,
  readPhone,
  readSex,
  guessIdKind,
} from '../people'
import type { Entry, FlawCode, VillageDocument } from '../people'
import type { CellProblem, CellRead, Head, HeadTable, SheetCell, SheetRow } from '../../platform/files'
import { positionOf, readCell } from '../../platform/files'

/** A row of the file as the ledger understands it. */
export interface LedgerRow {
  /** Its position in the file: of its first sheet as the sheet counts. */
  row: number
  region: string
  entry: Entry
  /** The file says on which ground; else the ledger keeps the one that it has. */
  groundSaid: boolean
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

/** A row below the head of its sheet. */
export interface SheetPerson {
  row: SheetRow
  head: Head<Column>
}

/** All people of the file. Of a number that stands in it twice, the second row is refused. */
export function ledgerRows(people: readonly SheetPerson[], place: Place): LedgerRow[] {
  const isHead = headRelations(people.map(({ row, head }) => readCell(cellIn(row, head, 'relation'), 'words').value))
  const read = people.map((person) => readRow(person, place, isHead))
  const seen = new Set<string>()
  const areRounded = mayBeRounded(read)
  const households = householdsByHead(read)
  return read.map(({ saysHead: _, ...row }, i) => {
    const { idNumber } = row.entry
    const number = idNumber === null ? null : normalisedNumber(idNumber)
    const ofNumber: FlawCode[] = []
    if (number !== null && isRounded(number)) ofNumber.push('ID_LOST_DIGITS')
    else if (number !== null && areRounded && endsInNoughts(number)) ofNumber.push('ID_MAYBE_ROUNDED')
    const isTwice = number !== null && seen.has(number)
    if (number !== null) seen.add(number)
    return {
      ...row,
      household: row.household ?? households[i]!,
      faults: [...row.faults, ...ofNumber, ...(isTwice ? ['ROW_TWICE' as const] : [])],
    }
  })
}

/** Of a thousand people one has such a number; of a file whose numbers a program took for quantities, everybody. */
const ROUNDED_SHARE = 0.1

function mayBeRounded(rows: readonly LedgerRow[]): boolean {
  const numbers = rows.flatMap(({ entry: { idNumber } }) => (idNumber === null ? [] : [normalisedNumber(idNumber)]))
  return numbers.filter(endsInNoughts).length > numbers.length * ROUNDED_SHARE
}

type ReadRow = LedgerRow & {
  /** Its sheet has a column that says who is the head. */
  saysHead: boolean
}

/**
 * The household of each row by the head above it. A head ends the household before, taken or not: under one who has no
 * number the others are a household by the first of them who has one.
 */
function householdsByHead(rows: readonly ReadRow[]): LedgerRow['household'][] {
  let head: string | null = null
  return rows.map(({ isHead, saysHead, entry }, i) => {
    if (isHead) head = entry.idNumber === null ? firstNumberUnder(rows, i) : normalisedNumber(entry.idNumber)
    return saysHead && head !== null ? { by: 'head', value: head } : null
  })
}

function firstNumberUnder(rows: readonly ReadRow[], head: number): string | null {
  const next = rows.findIndex(({ isHead }, i) => i > head && isHead)
  const under = rows.slice(head + 1, next === -1 ? undefined : next)
  const number = under.find(({ entry }) => entry.idNumber !== null)?.entry.idNumber
  return number == null ? null : normalisedNumber(number)
}

const cellIn = (row: SheetRow, head: Head<Column>, column: Column): SheetCell | null =>
  row.cells[head.at.get(column) ?? -1] ?? null

function readRow({ row, head }: SheetPerson, place: Place, isHeadRelation: (words: string | null) => boolean): ReadRow {
  const cell = (column: Column): SheetCell | null => cellIn(row, head, column)
  const reads: CellRead<unknown>[] = []
  const kept = <Value>(read: CellRead<Value>): Value | null => {
    reads.push(read)
    return read.value
  }
  const words = (column: Column): string | null => kept(readCell(cell(column), 'words'))
  const code = (column: Column): string | null => kept(readCell(cell(column), 'code'))
  const [idNumber, headNumber, relation, ground] = [
    code('idNumber'),
    code('headNumber'),
    words('relation'),
    words('ground'),
  ]
  const [name, headName] = [words('name'), words('headName')]
  const village = villageOf(words('township'), words('village'), place)
  const birthDate = kept(birthOf(cell('birthDate'), idNumber))
  const group = words('group')
  const isHead =
    isHeadRelation(relation) ||
    (headNumber !== null && idNumber !== null && normalisedNumber(headNumber) === normalisedNumber(idNumber)) ||
    (headName !== null && name !== null && isSameName(headName, name))
  return {
    row: positionOf(row),
    region: place.region,
    group: group === null ? null : normalisedGroup(group),
    groundSaid: ground !== null,
    isHead,
    saysHead: head.at.has('relation') || head.at.has('headName'),
    village: typeof village === 'string' ? null : village,
    household: householdOf(headNumber, code('householdNumber')),
    entry: {
      name,
      sex: readSex(words('sex')),
      birthDate,
      idNumber,
      idKind: readIdKind(words('idKind'), idNumber),
      address: words('address'),
      phone: readPhone(code('phone')),
      hukou: words('hukou'),
      ground: readGround(ground),
    },
    faults: [...faultsOf(reads, name, row), ...(typeof village === 'string' ? [village] : [])],
  }
}

/**
 * What leaves out the day or the century is read beside the number's own; what cannot be read stays as it was written.
 */
function birthOf(cell: SheetCell | null, idNumber: string | null): CellRead<string> {
  const day = idNumber === null ? null : readIdentityNumber(guessIdKind(idNumber), idNumber).birthDate
  const read = readCell(cell, 'day', { day })
  return read.value === null && read.faults.includes('DAY_UNREADABLE') ? { ...read, value: cell!.text.trim() } : read
}

const FLAW_OF: Partial<Record<CellProblem, FlawCode>> = {
  FORMULA_EMPTY: 'FORMULA_EMPTY',
  FORMULA_ERROR: 'CELL_ERROR',
  CELL_TOO_LONG: 'CELL_ERROR',
  CHARACTERS_LOST: 'CELL_ERROR',
  DIGITS_LOST: 'ID_LOST_DIGITS',
  DAY_BY_NUMBER: 'BIRTH_BY_NUMBER',
}
const NAME_MAX = 30

/** Faults of single cells, before the entry is examined; each once. */
function faultsOf(reads: readonly CellRead<unknown>[], name: string | null, row: SheetRow): FlawCode[] {
  const found = new Set(reads.flatMap(({ faults }) => faults.flatMap((fault) => FLAW_OF[fault] ?? [])))
  const ofName = readCell(name === null ? null : { text: name, kind: 'text' }, 'words').faults
  if (ofName.length > 0 || [...(name ?? '')].length > NAME_MAX) found.add('NAME_DOUBTFUL')
  if (row.hidden) found.add('ROW_HIDDEN')
  if (row.struck) found.add('ROW_STRUCK')
  return [...found]
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

/** What a column can hold, and the headings by which it is known. */
const HEADINGS = {
  name: ['姓名', '参保人姓名', '参保人', '居民姓名', '家庭成员', '家庭成员姓名', '成员姓名'],
  sex: ['性别'],
  birthDate: ['出生日期', '出生年月', '出生年月日', '生日'],
  idKind: ['证件类型', '证件种类', '证件名称'],
  idNumber: [
    '身份证号',
    '身份证号码',
    '公民身份号码',
    '公民身份证号码',
    '证件号码',
    '证件号',
    '身份证件号码',
    '身份证',
    '成员身份证号码',
    '成员身份证号',
  ],
  address: ['通讯地址', '联系地址', '家庭住址', '家庭地址', '居住地址', '住址', '地址', '现住址'],
  phone: ['联系电话', '电话', '手机号', '手机号码', '手机', '联系方式', '电话号码'],
  hukou: ['户籍信息', '户籍', '户籍地', '户籍地址', '户籍所在地', '户口所在地'],
  ground: ['参保依据', '参保身份', '户籍或居住'],
  township: ['乡镇', '乡镇名称', '乡', '镇', '街道', '镇街', '乡镇街道'],
  village: ['村', '行政村', '村居', '村名', '村社区', '村委会', '社区', '村居委会'],
  group: ['组', '村组', '村民小组', '小组', '组别'],
  householdNumber: ['户号', '户编号', '家庭编号', '户口簿号'],
  headNumber: ['户主身份证号', '户主身份证号码', '户主证件号码', '户主身份证', '户主公民身份号码'],
  headName: ['户主姓名', '户主名字', '户主'],
  relation: ['与户主关系', '关系', '户主关系', '家庭关系', '与户主的关系'],
} as const satisfies Record<string, readonly string[]>
type Column = keyof typeof HEADINGS

const OTHERS = (Object.keys(HEADINGS) as Column[]).filter((column) => column !== 'name')

/** What a head of a ledger is known by: names, and anything else that is known. */
export const LEDGER_HEADS: HeadTable<Column> = {
  fields: HEADINGS,
  needs: ['name', OTHERS],
  key: ['idNumber'],
  plain: ['sex', 'idKind', 'ground', 'township', 'village', 'group', 'householdNumber', 'relation'],
}
