import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment } from '../../rules'
import { sayDay } from '../clock/civil-days'
import { Section } from '../components/section'
import { Words } from '../components/words'

/** From when to when the hospital bill is shared, in words. */
export function BenefitPart({ assessment }: { assessment: Assessment }): ReactNode {
  const words = benefitWords(assessment)
  const wait = waitWords(assessment.answers)
  if (words === null) return null
  return (
    <Section id='benefit' title='看病从哪天起能报销'>
      <View id='benefit-words' className='subtitle'><Words>{words}</Words></View>
      {wait !== null && <View id='benefit-wait'><Words>{wait}</Words></View>}
    </Section>
  )
}

function benefitWords({ answers, undetermined }: Assessment): string | null {
  const { benefitStart, benefitEnd, eligible, payable } = answers
  if (eligible === false || payable === false) return null
  if (benefitStart === null) return '交了今年也没有报销待遇'
  if (benefitStart === undefined) {
    const matter = undetermined.find(({ field }) => field === 'benefitStart')
    if (matter === undefined) return null
    return matter.kind === 'silent' ? '从哪天起待核定，见下面“还没定的事”' : '还差您的情况，定不下来，见下面“还没定的事”'
  }
  return `${sayDay(benefitStart)}起${benefitEnd ? `，到 ${sayDay(benefitEnd)}止` : ''}`
}

function waitWords({ waitingDays, waitingMonths }: Assessment['answers']): string | null {
  if (waitingMonths) return `要先等 ${waitingMonths} 个月。等的时候看病不能报销。`
  if (waitingDays) return `要先等 ${waitingDays} 天。等的时候看病不能报销。`
  return null
}
