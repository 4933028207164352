import type { AnswerField, Answers, WindowStatus } from '../../rules'
import { isRealDay, sayDay } from '../clock/civil-days'
import { yuan } from './money-words'

export const FIELD_NAMES: Readonly<Record<AnswerField, string>> = {
  eligible: '能不能参保',
  payable: '这天能不能交费',
  tier: '参保档次',
  baseFee: '个人缴费标准',
  subsidy: '资助金额',
  fee: '应缴金额',
  subsidyCategory: '资助身份',
  windowStatus: '缴费时间',
  waitingDays: '待遇等待期',
  waitingMonths: '待遇等待期',
  benefitStart: '报销从哪天起',
  benefitEnd: '报销到哪天止',
  registerFirst: '要不要先登记',
  fundedBy: '资助的钱谁出',
  status: '参保状态',
  suspended: '是否停保',
  benefitActive: '待遇是否有效',
}

const WINDOW_WORDS: Readonly<Record<WindowStatus, string>> = {
  before: '还没开始收',
  open: '正在集中征缴期',
  dayClosed: '每月这几天不收',
  suspended: '系统暂停收费',
  extended: '延长缴费期',
  special: '特殊情况，不受缴费期限制',
  newborn: '新生儿，随时可办',
  midyear: '年中可办',
  late: '过了缴费期，可补交',
  closed: '缴费期已过',
}

const YES_NO: Partial<Record<AnswerField, readonly [string, string]>> = {
  eligible: ['能参保', '不能参保'],
  payable: ['能交', '不能交'],
  registerFirst: ['要先登记', '不用先登记'],
  suspended: ['已停保', '没有停保'],
  benefitActive: ['有效', '无效'],
}
const MONEY: readonly AnswerField[] = ['baseFee', 'subsidy', 'fee']
const NONE: Partial<Record<AnswerField, string>> = { benefitStart: '没有待遇', benefitEnd: '没有待遇', tier: '不分档', subsidyCategory: '没有', fundedBy: '没有' }

/** The name of an answer's field, or of another matter that a notice leaves open. */
export function fieldName(field: string): string {
  return FIELD_NAMES[field as AnswerField] ?? OTHER_MATTERS[field] ?? '其他事项'
}

const OTHER_MATTERS: Readonly<Record<string, string>> = {
  clawback: '已经资助的钱要不要退',
  arrears: '以前欠缴的',
  refund: '退费',
}

/** A value of the answer as a person says it. */
export function fieldValue<Field extends AnswerField>(field: Field, value: Answers[Field] | null): string {
  if (value === null) return NONE[field] ?? '没有'
  if (field === 'windowStatus') return WINDOW_WORDS[value as WindowStatus] ?? String(value)
  if (typeof value === 'boolean') return YES_NO[field]?.[value ? 0 : 1] ?? (value ? '是' : '否')
  if (typeof value === 'number') return numberWords(field, value)
  return isRealDay(String(value)) ? sayDay(String(value)) : String(value)
}

function numberWords(field: AnswerField, value: number): string {
  if (MONEY.includes(field)) return `${yuan(value)} 元`
  if (value === 0) return '不用等'
  return field === 'waitingMonths' ? `${value} 个月` : `${value} 天`
}

/** A reading, whose type the policy file does not promise, in words. */
export function readingWords(field: string, reading: unknown): string {
  const known = field in FIELD_NAMES
  if (known && (reading === null || ['string', 'number', 'boolean'].includes(typeof reading))) {
    return fieldValue(field as AnswerField, reading as Answers[AnswerField])
  }
  return reading === null ? '没有' : typeof reading === 'string' ? reading : String(reading)
}
