import { optionsFor } from '../engine/question-options'
import { dayInWords, FACT_WORDS } from '../engine/wording'
import { dayNumber } from '../calendar/civil-day'
import type { FactName, Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { Someone } from './search'

/** A person as one would speak of them: 低保对象，1985年6月10日出生，2026年3月1日缴费. */
export function personInWords(policy: Policy, { told, paid }: Someone): string {
  const parts = (Object.keys(told) as FactName[]).flatMap((fact) => partOf(policy, fact, told[fact]))
  return [...parts, `${dayInWords(paid)}缴费`].join('，')
}

const DAY_WORDS: Readonly<Partial<Record<FactName, string>>> = {
  birthDate: '出生',
  situationDate: '发生',
  schoolStart: '开学',
  categoryFrom: '认定',
  categoryEndedOn: '认定结束',
  arrivalDate: '到账',
  deathDate: '去世',
  employeeFrom: '参加职工医保',
  waitRunsTo: '上一年度的等待期满',
}

/** What is ordinary goes without saying. */
function partOf(policy: Policy, fact: FactName, value: Facts[FactName]): string[] {
  if (fact === 'categories') {
    const names = value as readonly string[]
    return names.length > 0 ? [`是${names.join('、')}`] : ['没有资助身份']
  }
  if (value === null || value === undefined) return []
  if (typeof value === 'string' && dayNumber(value) !== null) return [`${dayInWords(value)}${DAY_WORDS[fact] ?? fact}`]
  if (fact === 'situation') return [`情况是“${String(value)}”`]
  if (fact === 'previousPayment') return ['以前缴过费']
  const label = optionsFor(policy, fact).find((option) => option.value === value)?.label
  return [`${FACT_WORDS[fact] ?? fact}：${label ?? (value === true ? '是' : value === false ? '不是' : String(value))}`]
}
