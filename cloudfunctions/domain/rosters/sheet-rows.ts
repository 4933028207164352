import { isRounded, normalisedNumber } from '../people'
import type { RosterRow } from './documents'
import type { RowFlawCode } from './flaws'
import { readChange } from './terms'
import type { CellProblem, ClosedAccount, Head, HeadTable, SheetRow } from '../../platform/files'
import {
  NOTHING_CHOSEN,
  bareHeading,
  RowAccount,
  choiceIn,
  notesInWords,
  openSheets,
  plainWords,
  positionOf,
  readCell,
  readTable,
  requireFewRows,
} from '../../platform/files'
import type { RosterTerms } from '../../../rules/office'
import { headingsOf } from '../../../rules/office'

const ROWS_MAX = 60_000
const CELL_MAX = 200

type Field = RosterTerms['columns'][number]['holds']

interface RosterSheet {
  /** As they stand in the first sheet that has people. */
  headings: readonly string[]
  /** The same, and what the notice calls those that were found under another name. */
  found: readonly string[]
  rows: readonly RosterRow[]
  /** What became of each row of each sheet. */
  account: ClosedAccount
  /** What the reader has to say of the file. */
  notes: readonly string[]
}

/**
 * All rows of a list, in order.
 * @throws Refusal HEADER_NOT_FOUND, FILE_TOO_LONG, FILE_OLD_XLS, FILE_ENCRYPTED, FILE_UNREADABLE, FILE_TOO_LARGE
 */
export async function rosterSheet(file: Buffer, terms: RosterTerms, decided = NOTHING_CHOSEN): Promise<RosterSheet> {
  const heads = rosterHeads(terms)
  const choice = choiceIn(decided, heads)
  const account = new RowAccount()
  const read: { row: SheetRow; head: Head<Field> }[] = []
  const sheets = account.counting(await openSheets(file, null))
  for await (const item of readTable(sheets, heads, choice.columns, choice)) {
    if (item.kind === 'left') account.left(item.left)
    else {
      read.push(item)
      requireFewRows(read.length, ROWS_MAX)
    }
  }
  const headings = headingsIn(read[0]?.head)
  const changes = new Map([...new Set(read.map(({ head }) => head))].map((head) => [head, changeColumn(head, read)]))
  const rows = read.map(({ row, head }) => readRow(row, head, changes.get(head), headings))
  for (const { faults } of rows) {
    if (faults.length > 0) account.exception()
    else account.taken()
  }
  const isFound = ({ holds }: RosterTerms['columns'][number]) => read[0]?.head.at.has(holds) === true
  const found = [...new Set([...headings, ...terms.columns.filter(isFound).map(({ heading }) => heading)])]
  return { headings, found, rows, account: account.close(), notes: notesInWords(sheets) }
}

/** Without these no row can be read at all. */
const NEEDED: ReadonlySet<Field> = new Set<Field>(['name', 'idNumber', 'category'])

/** What offices call these besides what the notice does, whichever list it is. */
const ALSO: Partial<Record<Field, readonly string[]>> = {
  name: ['家庭成员', '家庭成员姓名', '成员姓名', '保障对象姓名', '享受人姓名'],
  idNumber: ['成员身份证号码', '成员身份证号', '家庭成员身份证号码', '公民身份证号码', '身份证件号码'],
  category: ['低保类别', '保障类别', '困难类型', '人员类型', '对象类型'],
  change: [
    '新增或减少',
    '变动类型',
    '变更类型',
    '增减',
    '增减类型',
    '增减情况',
    '增减变动',
    '异动类型',
    '变动类别',
    '变更情况',
    '变更',
    '动态',
    '参保状态',
    '人员状态',
    '保障状态',
    '待遇状态',
    '在保状态',
  ],
  township: ['镇街', '乡镇'],
  village: ['村居', '村'],
}

/** What a head of such a list is known by. */
export function rosterHeads({ columns }: RosterTerms): HeadTable<Field> {
  const fields: Partial<Record<Field, readonly string[]>> = {}
  const called: Partial<Record<Field, string>> = {}
  for (const column of columns) {
    fields[column.holds] = [...(fields[column.holds] ?? []), ...headingsOf(column)]
    called[column.holds] ??= column.heading
  }
  for (const [field, names] of Object.entries(ALSO) as [Field, readonly string[]][])
    if (fields[field] !== undefined || ALWAYS.has(field)) fields[field] = [...(fields[field] ?? []), ...names]
  const needs = [...NEEDED].filter((field) => columns.some(({ holds }) => holds === field))
  return { fields: fields as HeadTable<Field>['fields'], needs, key: ['idNumber'], called, plain: PLAIN }
}

const PLAIN: readonly Field[] = ['category', 'change', 'level', 'township', 'village', 'since']

/** Of a list of changes whose notice names no columns. */
const ALWAYS: ReadonlySet<Field> = new Set<Field>(['change', 'township', 'village'])

const headingsIn = (head: Head<Field> | undefined): readonly string[] => {
  const width = Math.max(0, ...(head?.columns ?? []).map(({ column }) => column + 1))
  return Array.from({ length: width }, (_, i) =>
    lastStep(head?.columns.find(({ column }) => column === i)?.heading ?? ''),
  )
}

const lastStep = (heading: string): string => heading.split('/').at(-1)!

/**
 * A column that nobody calls by a known name, but in which nothing else stands than words of changes: whoever
 * overlooked it would take a removal for an addition.
 */
function changeColumn(head: Head<Field>, read: readonly { row: SheetRow; head: Head<Field> }[]): number | undefined {
  const named = head.at.get('change')
  if (named !== undefined) return named
  const own = read.filter((one) => one.head === head)
  return head.columns.find(({ field, column }) => {
    const words = own.map(({ row }) => plainWords(row.cells[column]?.text ?? '')).filter((text) => text !== '')
    return field === null && words.length > 0 && words.every((text) => readChange(text) !== null)
  })?.column
}

const FLAW_OF: Partial<Record<CellProblem, RowFlawCode>> = {
  FORMULA_EMPTY: 'CELL_ERROR',
  FORMULA_ERROR: 'CELL_ERROR',
  CELL_TOO_LONG: 'CELL_ERROR',
  CHARACTERS_LOST: 'CELL_ERROR',
  DIGITS_LOST: 'ID_LOST_DIGITS',
}

function readRow(row: SheetRow, head: Head<Field>, change: number | undefined, headings: readonly string[]): RosterRow {
  const cellAt = (column: number | undefined) => row.cells[column ?? -1] ?? null
  const cell = (field: Field) => cellAt(head.at.get(field))
  const text = (field: Field): string => readCell(cell(field), 'words').value?.slice(0, CELL_MAX) ?? ''
  const id = readCell(cell('idNumber'), 'code')
  const since = readCell(cell('since'), 'day')
  const problems = [id, ...[...head.at.keys()].map((field) => readCell(cell(field), 'words'))].flatMap(
    ({ faults }) => faults,
  )
  const faults = new Set(problems.flatMap((problem) => FLAW_OF[problem] ?? []))
  const idNumber = normalisedNumber(id.value?.slice(0, CELL_MAX) ?? '')
  if (isRounded(idNumber)) faults.add('ID_LOST_DIGITS')
  if (row.hidden) faults.add('ROW_HIDDEN')
  if (row.struck) faults.add('ROW_STRUCK')
  const changed = readCell(cellAt(change), 'words').value?.slice(0, CELL_MAX) ?? ''
  if (readChange(changed) !== '减少' && saysRemoved(row, head, change)) faults.add('REMOVAL_BESIDE')
  return {
    line: positionOf(row),
    name: text('name'),
    idNumber,
    category: text('category'),
    change: changed,
    level: text('level'),
    township: text('township'),
    village: text('village'),
    phone: text('phone'),
    address: text('address'),
    since: since.value ?? text('since'),
    faults: [...faults],
    cells: cellsBy(headings, row, head),
  }
}

/** A column that is not read says that somebody is on the list no more; of parents of an orphan it says nothing. */
function saysRemoved({ cells }: SheetRow, { columns }: Head<Field>, change: number | undefined): boolean {
  return columns.some(({ field, column, heading }) => {
    const text = field === null && column !== change ? (cells[column]?.text ?? '') : ''
    return text !== '' && !OF_OTHERS.test(heading) && REMOVED.test(bareHeading(text))
  })
}

const OF_OTHERS = /父|母|配偶|致孤|监护|户主|家庭/
const REMOVED = new RegExp(
  '^[\\d年月日.\\-/]*(已|因|拟|本人|其)*(死亡|去世|身故|病故|亡故|注销|停发|停保|停止|终止|退出|清退|取消|迁出|转出|调出|剔除|核销|脱保|减少)' +
    '(了|保障|待遇|低保|特困|户口|户籍|资格|人员)*[\\d年月日.\\-/]*$',
)

/** As they stand in the row, in the order of these headings: of another sheet the columns may stand elsewhere. */
function cellsBy(headings: readonly string[], row: SheetRow, { columns }: Head<Field>): string[] {
  const own = new Map(columns.map(({ heading, column }) => [lastStep(heading), column]))
  return headings.map((heading, i) => {
    const column = columns.some((one) => one.column === i && lastStep(one.heading) === heading) ? i : own.get(heading)
    return row.cells[column ?? -1]?.text.trim().slice(0, CELL_MAX) ?? ''
  })
}
