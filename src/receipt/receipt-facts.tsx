import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { Receipt } from '../cloud/payment'
import { Section } from '../components/section'
import { StateWord } from '../components/state-word'
import { Sum } from '../components/sum'
import { Words } from '../components/words'
import { yuan } from '../result/money-words'

/** How much was received, from whom, when and where. A void receipt says so before all else. */
export function ReceiptFacts({ receipt }: { receipt: Receipt }): ReactNode {
  const { amount, capital, place, year, day, household, people } = receipt
  const rows = [
    { name: '大写', value: capital },
    { name: '缴费日期', value: sayDay(day) },
    { name: '地方', value: place },
    { name: '收据号码', value: receipt.receipt },
  ]
  return (
    <Section id='receipt-facts'>
      <Standing receipt={receipt} />
      <View className='quiet'>{year} 年度居民医保费，{household}</View>
      <Sum id='receipt-amount' words='收到' fen={amount} large />
      {rows.map(({ name, value }) => (
        <View key={name} className='row'>
          <View className='row-name'>{name}</View>
          <View className='row-value'>{value}</View>
        </View>
      ))}
      <View id='receipt-people' className='row'>
        <View className='row-name'>给谁缴的（{people.length} 人）</View>
        {people.map(({ name, tail, fee }, i) => (
          <View key={i} className='row-value'><Words>{`${name}${tail === null ? '' : `（证件尾号 ${tail}）`}，${yuan(fee)} 元`}</Words></View>
        ))}
      </View>
    </Section>
  )
}

function Standing({ receipt: { state, because } }: Pick<{ receipt: Receipt }, 'receipt'>): ReactNode {
  if (state === 'issued') return null
  return (
    <View id='receipt-void' className='notice notice-stop'>
      <StateWord tone='stop'>已作废</StateWord>
      <View>这张收据不能再用{because === null ? '' : `：${because}`}。不清楚的，请问村（居）委会经办人员。</View>
    </View>
  )
}
