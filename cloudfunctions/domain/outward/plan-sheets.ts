import { LINE_CHANGES } from './plan-lines'
import type { LineChange, LineFacts } from './plan-lines'
import type { OutwardKind } from './contract'
import { OUTWARD_KINDS } from './contract'
import { isSubsidised, OWN_SHARES } from '../enrolments'
import type { TableCell, Made, Table } from '../../platform/files'

/** Somebody as a file is drawn from them. */
interface DrawnLine {
  change: LineChange
  facts: LineFacts
}

interface Drawn {
  number: number
  year: number
  made: Made
  lines: readonly DrawnLine[]
  /** The notice has the agency draw up a slip for each village group (随县 六). */
  wantsSlip: boolean
}

/** The name of a file, as both offices call it. */
export const titleOf = (kind: OutwardKind, place: string, year: number, number: number): string =>
  `${place}${year}年度城乡居民医保${OUTWARD_KINDS[kind]}第${number}号`

const HOW_TO_ANSWER = '回执请用这张表：在“处理结果”里填 成功 或 退回，退回的写明“退回原因”，其他栏不要改'
const ANSWER = ['处理结果', '退回原因']

/**
 * The tables of a file. Whoever stands in it, in the order of villages, groups and households: of the same lines the
 * same tables.
 */
export function sheetsOf(kind: OutwardKind, drawn: Drawn): readonly Table<TableCell>[] {
  const { number, year, made, wantsSlip } = drawn
  const lines = [...drawn.lines].sort(byPlace)
  const { columns, cells, ...look } = COLUMNS[kind]
  const list: Table<TableCell> = {
    title: titleOf(kind, made.place, year, number),
    made,
    lines: [`共 ${lines.length} 人`, HOW_TO_ANSWER],
    columns: ['序号', ...columns, ...ANSWER],
    rows: lines.map((line, i) => [i + 1, ...cells(line), '', '']),
    foot: ['经办人：', '复核人：', '单位（盖章）：'],
    sheet: '名单',
    ...look,
  }
  return kind === 'tax' && wantsSlip ? [list, slipOf(drawn, lines)] : [list]
}

const placeOf = ({ facts }: DrawnLine): readonly string[] => [
  ...[facts.township, facts.village, facts.group, facts.household, facts.name, facts.idNumber],
]

function byPlace(a: DrawnLine, b: DrawnLine): number {
  const [one, other] = [placeOf(a), placeOf(b)]
  for (const [i, text] of one.entries()) {
    const order = text.localeCompare(other[i]!, 'zh', { numeric: true })
    if (order !== 0) return order
  }
  return 0
}

const yuan = (fen: number | null): TableCell => (fen === null ? '' : fen / 100)

interface Columns {
  columns: readonly string[]
  cells: (line: DrawnLine) => readonly TableCell[]
  sums?: readonly string[]
  formats?: NonNullable<Table['formats']>
}

const COLUMNS: Readonly<Record<OutwardKind, Columns>> = {
  tax: {
    columns: [
      ...['变动', '姓名', '证件类型', '证件号码', '乡镇', '村', '村组'],
      ...['应缴（元）', '资助（元）', '资助标识'],
    ],
    cells: ({ change, facts }) => [
      ...[LINE_CHANGES[change], facts.name, facts.idKind, facts.idNumber],
      ...[facts.township, facts.village, facts.group],
      ...[change === 'revoke' ? 0 : yuan(facts.fee), change === 'revoke' ? 0 : yuan(facts.subsidy)],
      markOf(facts),
    ],
    sums: ['应缴（元）', '资助（元）'],
    formats: { '应缴（元）': 'yuan', '资助（元）': 'yuan' },
  },
  agency: {
    columns: [
      ...['变动', '姓名', '证件类型', '证件号码', '性别', '出生日期', '联系电话', '通讯地址', '户籍'],
      ...['乡镇', '村', '村组', '参保状态', '原因', '从哪天起'],
    ],
    cells: ({ change, facts }) => [
      ...[LINE_CHANGES[change], facts.name, facts.idKind, facts.idNumber, facts.sex, facts.birthDate],
      ...[facts.phone, facts.address, facts.hukou, facts.township, facts.village, facts.group],
      ...[facts.status, facts.why, facts.since],
    ],
  },
}

const markOf = ({ share }: LineFacts): string => (isSubsidised(share) || share === 'free' ? OWN_SHARES[share] : '')

/** By village group how many households and people, and what they owe together: nobody's name is on it. */
function slipOf({ number, year, made }: Drawn, lines: readonly DrawnLine[]): Table<TableCell> {
  const groups = new Map<string, DrawnLine[]>()
  for (const line of lines) {
    if (line.change === 'revoke') continue
    const { township, village, group } = line.facts
    const key = JSON.stringify([township, village, group])
    const own = groups.get(key)
    if (own === undefined) groups.set(key, [line])
    else own.push(line)
  }
  const sum = (some: readonly DrawnLine[], of: 'fee' | 'subsidy'): number =>
    some.reduce((all, { facts }) => all + (facts[of] ?? 0), 0) / 100
  return {
    title: `${made.place}${year}年度城乡居民基本医疗保险核定单（按村组）`,
    made,
    lines: [`核定名单第 ${number} 号`],
    columns: ['乡镇', '村', '村组', '户数', '人数', '受资助人数', '应缴（元）', '资助（元）'],
    rows: [...groups].map(([key, some]) => [
      ...(JSON.parse(key) as [string, string, string]),
      new Set(some.map(({ facts }) => facts.household)).size,
      some.length,
      some.filter(({ facts }) => isSubsidised(facts.share)).length,
      sum(some, 'fee'),
      sum(some, 'subsidy'),
    ]),
    foot: ['经办人：', '复核人：', '开具单位（盖章）：'],
    sums: ['人数', '受资助人数', '应缴（元）', '资助（元）'],
    formats: { '应缴（元）': 'yuan', '资助（元）': 'yuan' },
    sheet: '核定单',
  }
}
