import type { Answers } from './contract-hand-ins'
import type { PaidLine } from '../cash'
import type { CivilDay } from '../../../rules'
import { formatYuan } from '../../../rules'
import { FORM_KINDS } from '../../../rules/office'

const NOBODY = '（没有写组）'
const sumOf = (lines: readonly PaidLine[]): number => lines.reduce((sum, { fee }) => sum + fee, 0)
const householdsOf = (lines: readonly PaidLine[]): number => new Set(lines.map(({ household }) => household)).size

/** By village group: households, people, yuan, as numbers. Pure. */
export function assessmentRows(lines: readonly PaidLine[]): [string, number, number, number][] {
  const groups = new Map<string, PaidLine[]>()
  for (const line of lines)
    groups.set(line.person?.group ?? NOBODY, [...(groups.get(line.person?.group ?? NOBODY) ?? []), line])
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b, 'zh', { numeric: true }))
    .map(([name, some]) => [name, ...figuresOf(some)])
}

const figuresOf = (lines: readonly PaidLine[]): [households: number, people: number, yuan: number] => [
  householdsOf(lines),
  lines.length,
  sumOf(lines) / 100,
]
/** As they are read on a printed sheet. */
const shown = (name: string, group: string, [households, people, yuan]: readonly number[]): string[] => [
  name,
  group,
  String(households),
  String(people),
  yuan!.toFixed(2),
]

/** 核定单 of several villages, to be printed, signed and sealed by the township's office (随县 六). Pure. */
export function assessmentSheet(
  parts: readonly { name: string; lines: readonly PaidLine[] }[],
  of: { name: string; year: number; from: CivilDay; to: CivilDay; today: CivilDay },
): Answers['townshipAssessment'] {
  const there = parts.filter(({ lines }) => lines.length > 0)
  const all = there.flatMap(({ lines }) => lines)
  const rows = there.flatMap(({ name, lines }) => [
    ...assessmentRows(lines).map(([group, ...figures]) => shown(name, group, figures)),
    shown(name, '小计', figuresOf(lines)),
  ])
  return {
    people: all.length,
    amount: sumOf(all),
    sheet: {
      title: `${of.year}年度城乡居民医保${FORM_KINDS.assessmentSlip}`,
      lines: [of.name, `收款日期：${of.from} 至 ${of.to}`, `制表：${of.today}`],
      columns: ['村（社区）', '村组', '户数', '人数', '金额（元）'],
      rows,
      foot: [
        `合计：${householdsOf(all)} 户，${all.length} 人，${formatYuan(sumOf(all))}`,
        '经办人：',
        '复核人：',
        '开具单位（盖章）：',
      ],
    },
  }
}
