import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { AnswerField, Assessment, Reason } from '../../rules'
import { WhyClause, ClauseQuote } from '../components/clause'
import { Section } from '../components/section'
import { Words } from '../components/words'
import { fieldName, fieldValue } from './field-words'
import { yuan } from './money-words'

const FIELD_ORDER: readonly AnswerField[] = [
  'fee', 'baseFee', 'subsidyCategory', 'subsidy', 'fundedBy', 'eligible', 'payable', 'windowStatus',
  'benefitStart', 'benefitEnd', 'waitingDays', 'waitingMonths', 'registerFirst', 'tier', 'status', 'suspended', 'benefitActive',
]

/** Whoever is outside the notice owes nothing under it, whatever its price. */
const OUTSIDE: readonly AnswerField[] = ['eligible']

/** Every field that the notice determines, each with its 为什么. */
export function ReasonsPart({ assessment }: { assessment: Assessment }): ReactNode {
  const asked = assessment.answers.eligible === false ? OUTSIDE : FIELD_ORDER
  const fields = asked.filter((field) => assessment.answers[field] !== undefined)
  if (fields.length === 0) return null
  return (
    <Section id='reasons' title='每一项的依据'>
      {fields.map((field) => <ReasonRow key={field} field={field} assessment={assessment} />)}
    </Section>
  )
}

function ReasonRow({ field, assessment }: { field: AnswerField; assessment: Assessment }): ReactNode {
  const value = assessment.answers[field]
  if (value === undefined) return null
  const reason = assessment.reasons.find((one) => one.field === field)
  const head = (
    <View>
      <View className='row-name'>{fieldName(field)}</View>
      <View id={`value-${field}`} className='row-value'><Words>{fieldValue(field, value)}</Words></View>
    </View>
  )
  return (
    <View id={`field-${field}`} className='row'>
      {reason === undefined ? head : (
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
        <View key={other.category} className='gap'>
          <View className='strong'>
            没有用上：{other.category}{other.subsidy === null ? '' : `（资助 ${yuan(other.subsidy)} 元）`}
          </View>
          <View><Words>{other.why}</Words></View>
          <ClauseQuote source={other} />
        </View>
      ))}
    </View>
  )
}
