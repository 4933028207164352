import { FIELD_WORDS, formatYuan, valueWords } from '../engine/wording'
import type { Policy } from '../language/policy'
import type { Fen } from '../language/words'
import type { PolicyChange, Compared, Comparison, FieldChange } from './changes'

const NAMES: Readonly<Partial<Record<Compared, string>>> = {
  eligible: FIELD_WORDS.eligible,
  payable: '能不能缴费',
  baseFee: '缴费标准',
  subsidy: '资助',
  fee: '应缴',
  windowStatus: '时段',
  wait: '等待期',
  benefitStart: '待遇开始',
  benefitEnd: '待遇结束',
  refused: '政策认不认得这个人的情况',
}

const STARTS: Readonly<Record<string, string>> = {
  gained: '原来没有待遇，以后有',
  lost: '原来有待遇，以后没有',
  earlier: '比原来早',
  later: '比原来晚',
  settled: '原来定不了，以后定得了',
  unsettled: '原来定得了，以后定不了',
}

export const COMPARISON_COLUMNS = [
  ...['人数', '哪些不一样', '依据（原来）', '依据（以后）'],
  ...['自缴合计（原来，元）', '自缴合计（以后，元）', '相差（元）', '资助合计（原来，元）', '资助合计（以后，元）'],
] as const

const yuan = (fen: Fen): number => fen / 100

/** One line for each change: people, what differs, clauses, money in yuan. */
export function comparisonRows(before: Policy, after: Policy, { changes }: Comparison): (string | number)[][] {
  return changes.map(({ people, fields, money }) => [
    people,
    fields.map(changeInWords).join('；'),
    citesOf(before, fields, 'clauseBefore'),
    citesOf(after, fields, 'clauseAfter'),
    yuan(money.feeBefore),
    yuan(money.feeAfter),
    yuan(money.feeAfter - money.feeBefore),
    yuan(money.subsidyBefore),
    yuan(money.subsidyAfter),
  ])
}

/** 应缴：320元 → 400元 */
export function changeInWords({ field, before, after }: FieldChange): string {
  if (field === 'benefitStart') return `${NAMES[field]!}：${STARTS[String(after)] ?? String(after)}`
  const inWords = (value: unknown): string =>
    value === null
      ? field === 'refused'
        ? '认得'
        : field === 'benefitEnd'
          ? '没有待遇'
          : '没有'
      : field === 'refused'
        ? `不认得（${String(value)}）`
        : field === 'wait'
          ? String(value)
          : valueWords(field, value)
  return `${NAMES[field] ?? field}：${inWords(before)} → ${inWords(after)}`
}

function citesOf(policy: Policy, fields: PolicyChange['fields'], which: 'clauseBefore' | 'clauseAfter'): string {
  const clauses = [...new Set(fields.flatMap((field) => field[which] ?? []))]
  return clauses.map((clause) => `${citeOf(policy, clause)}${clause}`).join('、')
}

function citeOf({ decisions }: Policy, clause: string): string {
  const [decision, id] = clause.split('/') as [keyof Policy['decisions'], string]
  const found = decisions[decision]?.clauses.find((one) => one.id === id)
  return found?.cite == null ? '' : `${found.cite} `
}

/** The whole in some sentences. */
export function comparisonSummary({ people, changed, withoutMoney, money }: Comparison): string[] {
  const { feeBefore, feeAfter, subsidyBefore, subsidyAfter } = money
  const gap = feeAfter - feeBefore
  const gapWords = gap === 0 ? '不变' : `${gap > 0 ? '多' : '少'} ${formatYuan(Math.abs(gap))}`
  return [
    `一共 ${people} 人，其中 ${changed} 人的结果会变。`,
    `个人自缴合计 ${formatYuan(feeBefore)} → ${formatYuan(feeAfter)}，${gapWords}；` +
      `资助合计 ${formatYuan(subsidyBefore)} → ${formatYuan(subsidyAfter)}。`,
    ...(withoutMoney > 0 ? [`有 ${withoutMoney} 人的金额至少有一边定不下来，没有算进合计。`] : []),
  ]
}
