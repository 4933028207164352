import { View } from '@tarojs/components'
import { Fragment, type ReactNode } from 'react'
import type { Assessment, CivilDay } from '../../rules'
import { sayDay } from '../clock/civil-days'
import { WhyClause } from '../components/clause'
import { Whole, Words } from '../components/words'
import { DeadlineBox } from './deadline-box'
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
      {below !== '' && <View id='amount-below'><Words>{below}</Words></View>}
      <Equation assessment={assessment} />
      {day !== null && reason === undefined && <DayAsked day={day} />}
      {reason && <WhyClause id='amount' head={day !== null && <DayAsked day={day} />} sentence={reason.sentence} source={reason} />}
      <DeadlineBox assessment={assessment} />
    </View>
  )
}

function DayAsked({ day }: { day: CivilDay }): ReactNode {
  return <View id='answer-day' className='quiet'><Whole>{sayDay(day)}</Whole><Whole>交费的话</Whole></View>
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
        <Fragment key={name}>
          {sign !== '' && <View className='equation-sign'>{sign}</View>}
          <View className='equation-part'>
            <View className={fen === undefined ? 'equation-open' : 'equation-number'}>{fen === undefined ? '待核定' : yuan(fen)}</View>
            <View className='equation-name quiet'>{name}</View>
          </View>
        </Fragment>
      ))}
    </View>
  )
}
