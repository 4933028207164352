import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment } from '../../rules'
import { addDays, daysFromTo, sayDay } from '../clock/civil-days'
import { Words } from '../components/words'

/** Until when to pay; or, to who is late already, that each day put off costs one. */
export function DeadlineBox({ assessment }: { assessment: Assessment }): ReactNode {
  const { deadline, day, answers, next } = assessment
  if (answers.eligible === false) return null
  if (deadline === null) return <LateBox assessment={assessment} />
  const left = day === null ? null : daysFromTo(day, deadline)
  return (
    <View id='deadline' className='notice notice-good'>
      <View>{answers.fee === 0 ? '最晚这天办好：' : '最晚这天交：'}</View>
      <View className='subtitle'><Words>{sayDay(deadline)}</Words></View>
      {left !== null && left >= 0 && <View id='days-left'><Words>{left === 0 ? '就是这一天，别错过。' : `从这天算还有 ${left} 天。`}</Words></View>}
      {next !== null && next.day === addDays(deadline, 1) && <View id='deadline-missed'><Words>{next.sentence}</Words></View>}
    </View>
  )
}

function LateBox({ assessment: { day, answers, next } }: { assessment: Assessment }): ReactNode {
  const { windowStatus, benefitStart, payable } = answers
  if (windowStatus !== 'late' || payable === false) return null
  const startMoves = day !== null && typeof benefitStart === 'string' && benefitStart >= day
  return (
    <View id='late' className='notice'>
      <View className='strong'>已经过了集中征缴期</View>
      {startMoves && <View>早一天交，早一天能报销。</View>}
      {next !== null && <View><Words>{next.sentence}</Words></View>}
    </View>
  )
}
