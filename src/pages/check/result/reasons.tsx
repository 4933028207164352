import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { AnswerField, Answers, Assessment, Reason, Undetermined, WindowStatus } from '../../../../rules'
import { isRealDay, dayInWords } from '../../../client/days'
import { yuan } from '../../../ui/money'
import { ClauseQuote, WhyClause } from '../../../ui/notice'
import { TextButton } from '../../../ui/tap'
import { Fold } from '../../../ui/fold'
import { Section, Paragraph } from '../../../ui/text'

const FIELD_ORDER: readonly AnswerField[] = [
  'fee',
  'baseFee',
  'subsidyCategory',
  'subsidy',
  'fundedBy',
  'eligible',
  'payable',
  'windowStatus',
  'benefitStart',
  'benefitEnd',
  'waitingDays',
  'waitingMonths',
  'waitEnds',
  'additions',
  'charges',
  'ceilingBonus',
  'registerFirst',
  'tier',
  'status',
  'suspended',
  'benefitActive',
]

/** Whoever is outside the notice owes nothing under it, whatever its price. */
const OUTSIDE: readonly AnswerField[] = ['eligible']

/** Every field that the notice determines, each with its 为什么. */
export function ReasonsPart({ assessment }: { assessment: Assessment }): ReactNode {
  const asked = assessment.answers.eligible === false ? OUTSIDE : FIELD_ORDER
  const fields = asked.filter((field) => assessment.answers[field] !== undefined)
  if (fields.length === 0) return null
  return (
    <Fold id="reasons" title="每一项的依据">
      {fields.map((field) => (
        <ReasonRow key={field} field={field} assessment={assessment} />
      ))}
    </Fold>
  )
}

function ReasonRow({ field, assessment }: { field: AnswerField; assessment: Assessment }): ReactNode {
  const value = assessment.answers[field]
  if (value === undefined) return null
  const reason = assessment.reasons.find((one) => one.field === field)
  const head = (
    <View>
      <View className="row-name">{fieldName(field)}</View>
      <View id={`value-${field}`} className="row-value">
        <Paragraph>{fieldValue(field, value)}</Paragraph>
      </View>
    </View>
  )
  return (
    <View id={`field-${field}`} className="row">
      {reason === undefined ? (
        head
      ) : (
        <WhyClause id={field} head={head} sentence={reason.sentence} source={reason}>
          <LostCategories reason={reason} />
        </WhyClause>
      )}
    </View>
  )
}

/** The other identities that would have helped, and why each did not count. */
function LostCategories({ reason }: { reason: Reason }): ReactNode {
  return (
    <View>
      {reason.others.map((other) => (
        <View key={other.category} className="gap">
          <View className="strong">
            没有用上：{other.category}
            {other.subsidy === null ? '' : `（资助 ${yuan(other.subsidy)} 元）`}
          </View>
          <View>
            <Paragraph>{other.why}</Paragraph>
          </View>
          <ClauseQuote source={other} />
        </View>
      ))}
    </View>
  )
}

interface OpenMattersProps {
  undetermined: Assessment['undetermined']
  /** Goes back to the questions that were skipped. */
  onTell: () => void
}

/** What the notice, or the person, leaves open. A reading is marked as ours, never shown as the answer. */
export function OpenMatters({ undetermined, onTell }: OpenMattersProps): ReactNode {
  const silent = undetermined.filter(({ kind }) => kind === 'silent')
  const notTold = undetermined.filter(({ kind }) => kind === 'notTold')
  if (undetermined.length === 0) return null
  return (
    <Section id="open-matters" title="还没定的事">
      {silent.length > 0 && <View id="open-advice">通知没有说清下面的事，以经办机构核定为准。</View>}
      {groupsBySource(silent).map((group) => (
        <OpenMatter key={group[0].field} group={group} />
      ))}
      {notTold.map((matter) => (
        <View key={matter.field} id={`open-${matter.field}`} className="row">
          <Paragraph>{matter.why}</Paragraph>
        </View>
      ))}
      {notTold.length > 0 && (
        <TextButton id="open-tell" className="button button-second" onTap={onTell}>
          去补上没答的题
        </TextButton>
      )}
    </Section>
  )
}

type MatterGroup = [Undetermined, ...Undetermined[]]

/** One silence of a notice often leaves several fields open: it is told once. */
function groupsBySource(matters: readonly Undetermined[]): MatterGroup[] {
  const groups = new Map<string, MatterGroup>()
  for (const matter of matters) {
    const group = groups.get(matter.why)
    if (group) group.push(matter)
    else groups.set(matter.why, [matter])
  }
  return [...groups.values()]
}

function OpenMatter({ group }: { group: MatterGroup }): ReactNode {
  const readings = group.filter(({ reading }) => reading !== undefined)
  const alternatives = [...new Set(group.flatMap((matter) => matter.alternatives))]
  return (
    <View className="row">
      {group.map(({ field }) => (
        <View key={field} id={`open-${field}`} className="strong">
          {fieldName(field)}：待核定
        </View>
      ))}
      <View>
        <Paragraph>{group[0].why}</Paragraph>
      </View>
      {readings.length > 0 && (
        <View className="notice notice-calm">
          <View className="badge">本程序的读法</View>
          {readings.map(({ field, reading }) => (
            <View key={field}>
              {fieldName(field)}：<Paragraph>{readingWords(field, reading)}</Paragraph>
            </View>
          ))}
        </View>
      )}
      {alternatives.length > 0 && (
        <View className="quiet">
          也可能是：<Paragraph>{alternatives.join('；')}</Paragraph>
        </View>
      )}
      <ClauseQuote source={group[0]} />
    </View>
  )
}

const FIELD_NAMES: Readonly<Record<AnswerField, string>> = {
  eligible: '能不能参保',
  payable: '这天能不能交费',
  tier: '参保档次',
  baseFee: '个人缴费标准',
  subsidy: '资助金额',
  fee: '要交的钱',
  subsidyCategory: '资助身份',
  windowStatus: '缴费时间',
  waitingDays: '待遇等待期',
  waitingMonths: '待遇等待期',
  benefitStart: '报销从哪天起',
  benefitEnd: '报销到哪天止',
  registerFirst: '要不要先登记',
  fundedBy: '资助的钱谁出',
  waitEnds: '等待期到哪天满',
  charges: '另外要交',
  additions: '叠加的补助',
  ceilingBonus: '大病封顶线提高',
  refund: '退费',
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
const MONEY: readonly AnswerField[] = ['baseFee', 'subsidy', 'fee', 'ceilingBonus', 'refund']
const NONE: Partial<Record<AnswerField, string>> = {
  benefitStart: '没有待遇',
  benefitEnd: '没有待遇',
  tier: '不分档',
  subsidyCategory: '没有',
  fundedBy: '没有',
}

/** The name of an answer's field, or of another matter that a notice leaves open. */
function fieldName(field: string): string {
  return FIELD_NAMES[field as AnswerField] ?? OTHER_MATTERS[field] ?? '其他事项'
}

const OTHER_MATTERS: Readonly<Record<string, string>> = {
  clawback: '已经资助的钱要不要退',
  arrears: '以前欠缴的',
  refund: '退费',
}

/** A value of the answer as a person says it. */
function fieldValue<Field extends AnswerField>(field: Field, value: Answers[Field] | null): string {
  if (value === null) return NONE[field] ?? '没有'
  if (field === 'windowStatus') return WINDOW_WORDS[value as WindowStatus] ?? String(value)
  if (typeof value === 'boolean') return YES_NO[field]?.[value ? 0 : 1] ?? (value ? '是' : '否')
  if (typeof value === 'number') return numberWords(field, value)
  if (typeof value !== 'string') return value.map(({ name, amount }) => `${name} ${yuan(amount)} 元`).join('、')
  return isRealDay(String(value)) ? dayInWords(String(value)) : String(value)
}

function numberWords(field: AnswerField, value: number): string {
  if (MONEY.includes(field)) return `${yuan(value)} 元`
  if (value === 0) return '不用等'
  return field === 'waitingMonths' ? `${value} 个月` : `${value} 天`
}

/** A reading, whose type the policy file does not promise, in words. */
function readingWords(field: string, reading: unknown): string {
  const known = field in FIELD_NAMES
  if (known && (reading === null || ['string', 'number', 'boolean'].includes(typeof reading))) {
    return fieldValue(field as AnswerField, reading as Answers[AnswerField])
  }
  return reading === null ? '没有' : typeof reading === 'string' ? reading : String(reading)
}
