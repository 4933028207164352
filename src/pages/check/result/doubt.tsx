import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { FeeDoubt } from '../../../../rules'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'
import { NOT_YET } from './amount'

interface DoubtPartProps {
  doubt: FeeDoubt | null
  /** Questions skipped whose ordinary answer was taken, as they were asked. */
  presumed: readonly string[]
  onTell: () => void
}

/** What was not told, and what each answer to it would come to. */
export function DoubtPart({ doubt, presumed, onTell }: DoubtPartProps): ReactNode {
  if (doubt === null && presumed.length === 0) return null
  return (
    <Section id="doubt" title="您没说清的，会变的是这些">
      {doubt?.less.map(({ fee, if: answers }) => (
        <View key={String(fee)} className="row">
          <View className="strong">{fee === null ? NOT_YET : fee === 0 ? '不用交钱' : `${yuan(fee)} 元`}</View>
          <View>{answers.join('、')}</View>
        </View>
      ))}
      {presumed.length > 0 && (
        <View id="doubt-presumed" className="row">
          这些先按一般人算的，答了以后钱和报销的日子都可能变：{presumed.join('；')}
        </View>
      )}
      <TextButton id="doubt-tell" className="button button-second gap" onTap={onTell}>
        去补上没答的题
      </TextButton>
    </Section>
  )
}
