import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment, CivilDay } from '../../rules'
import { daysFromTo, sayDay } from '../clock/civil-days'
import { WhyClause } from '../components/clause'
import { headline } from './headline'
import { yuan } from './money-words'
import './amount-card.scss'

/** The answer itself: the amount, how it comes about, and until when. */
export function AmountCard({ who, assessment }: { who: string; assessment: Assessment }): ReactNode {
  const { kind, words, unit, below, field } = headline(assessment)
  const { policy, day } = assessment
  const reason = assessment.reasons.find((one) => one.field === field)
  return (
    <View id='answer' className='card answer'>
      <View className='quiet'>
        {who === '' || who === '其他' ? '' : `${who} · `}{policy.regionName} {policy.year} 年度
      </View>
      <View id='amount' className={`amount amount-${kind}`}>
        {kind === 'owed' && <View className='amount-before'>该交</View>}
        <View className={unit === '' ? 'amount-words' : 'amount-number'}>{words}</View>
        {unit !== '' && <View className='amount-unit'>{unit}</View>}
      </View>
      {below !== '' && <View id='amount-below'>{below}</View>}
      <Equation assessment={assessment} />
      {day !== null && reason === undefined && <DayAsked day={day} />}
      {reason && <WhyClause id='amount' head={day !== null && <DayAsked day={day} />} sentence={reason.sentence} source={reason} />}
      <Deadline assessment={assessment} />
    </View>
  )
}

function DayAsked({ day }: { day: CivilDay }): ReactNode {
  return <View id='answer-day' className='quiet'>按 {sayDay(day)} 交费算</View>
}

function Equation({ assessment: { answers, recommended } }: { assessment: Assessment }): ReactNode {
  if (answers.eligible === false || (answers.baseFee === undefined && recommended.baseFee === undefined)) return null
  const parts = [
    { name: '标准', fen: answers.baseFee, sign: '' },
    { name: '资助', fen: answers.subsidy, sign: '−' },
    { name: '应缴', fen: answers.fee, sign: '=' },
  ]
  return (
    <View id='equation' className='equation'>
      {parts.map(({ name, fen, sign }) => (
        <View key={name} className='equation-term'>
          <View className='equation-sign'>{sign}</View>
          <View className='equation-part'>
            <View className='equation-number'>{fen === undefined ? '待核定' : yuan(fen)}</View>
            <View className='quiet'>{name}</View>
          </View>
        </View>
      ))}
    </View>
  )
}

function Deadline({ assessment: { deadline, day, answers } }: { assessment: Assessment }): ReactNode {
  if (deadline === null || answers.eligible === false) return null
  const left = day === null ? null : daysFromTo(day, deadline)
  return (
    <View id='deadline' className='notice notice-good'>
      <View className='strong'>最晚 {sayDay(deadline)} {answers.fee === 0 ? '办好' : '交'}</View>
      {left !== null && left >= 0 && <View id='days-left'>{left === 0 ? '就是这一天，别错过。' : `从这天算还有 ${left} 天。`}</View>}
    </View>
  )
}
