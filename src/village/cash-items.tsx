import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { PaymentAnswers } from '../cloud/payment'
import { yuan } from '../result/money-words'
import { deskToday } from './desk-day'

type Item = PaymentAnswers['cashInHand']['items'][number]

/** Cash by the day on which it was taken, with its last day at the bank; what is late stands out. */
export function CashItems({ items }: { items: readonly Item[] }): ReactNode {
  const days = [...new Set(items.map(({ day }) => day))].sort()
  return (
    <View id='cash-items'>
      {days.map((day) => {
        const ofDay = items.filter((item) => item.day === day)
        const due = ofDay.map((item) => item.due).find((one) => one !== null) ?? null
        return (
          <View key={day} className='row'>
            <View className='spread'>
              <View>{sayDay(day)}收的 {ofDay.length} 笔</View>
              <View className='spread-end'>{yuan(ofDay.reduce((fen, { amount }) => fen + amount, 0))} 元</View>
            </View>
            <DueWords due={due} />
          </View>
        )
      })}
    </View>
  )
}

function DueWords({ due }: { due: string | null }): ReactNode {
  if (due === null) return <View className='quiet'>通知没有写哪天前存，最好当天存。</View>
  if (due < deskToday()) return <View className='stop-words'>过期了，应当 {sayDay(due)}前存</View>
  return <View className={due === deskToday() ? 'stop-words' : 'quiet'}>{due === deskToday() ? '今天就要存' : `最晚 ${sayDay(due)}存`}</View>
}
