import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { RefundTerms } from '../cloud/payment'
import { Section } from '../components/section'

/** Who decides, and what comes next; what a refund costs is said before it is asked for. */
export function NextPart({ terms: { at, taken, before } }: { terms: RefundTerms }): ReactNode {
  const underWay = before !== null && before.state !== 'refused'
  if (!taken && !underWay) return null
  const whom = at ?? '县级医保经办机构'
  const steps = [
    `${underWay ? '您已经交了申请' : '您在这里交申请'}，不用跑腿。`,
    `${whom}要有两个人都核对同意，才能退；不能退，会写明原因。`,
    '同意以后退钱：微信付的退回微信，别的由经办人员退给您本人，会同您联系。',
    '钱退了，这里写“已退回”，收据作废；收据上还有家里别的人的，给他们换一张新的。',
  ]
  return (
    <Section id='refund-next' title='接下来怎样'>
      {steps.map((words, i) => (
        <View key={i} className='step'>
          <View className='step-number'>{i + 1}</View>
          <View className='step-words'>{words}</View>
        </View>
      ))}
      <View id='refund-cost' className='notice'>同意退费以后，这一年就不算参保了，不能报销。再要参保得重新缴，可能已经过了期，或者要等一段日子才能报销。</View>
    </Section>
  )
}
