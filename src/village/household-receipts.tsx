import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { HouseholdDesk } from '../cloud/village'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import { mayDo } from './desk-page'

const WAY_WORDS = { wechat: '微信', cash: '现金', pos: '刷卡' } as const

export function HouseholdReceipts({ household, receipts }: Pick<HouseholdDesk, 'household' | 'receipts'>): ReactNode {
  if (receipts.length === 0) return null
  return (
    <Section id='household-receipts' title='收据'>
      {receipts.map(({ receipt, day, amount, people, way, state }) => (
        <View key={receipt} className='row'>
          <View className='spread'>
            <View className='strong'>{yuan(amount)} 元，{people} 人</View>
            <View className={state === 'void' ? 'spread-end stop-words' : 'spread-end'}>{state === 'void' ? '已作废' : WAY_WORDS[way]}</View>
          </View>
          <View>{receipt}</View>
          <View className='quiet'>{sayDay(day)}</View>
        </View>
      ))}
      {mayDo('receiptPapers') && <Tap id='household-papers' className='link' onTap={() => void goTo(`/pages/village/receipts/index?household=${household}`)}>纸质收据到哪一步了 ›</Tap>}
    </Section>
  )
}
