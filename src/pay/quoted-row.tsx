import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { saySpan } from '../clock/civil-days'
import type { QuotedPerson } from '../cloud/payment'
import { Words } from '../components/words'
import { yuan } from '../result/money-words'
import { isPayable, OwnOrderLink } from './payable-row'

/** One person of an order about to be placed: how much, and what it brings; or why not. */
export function QuotedRow({ quoted }: { quoted: QuotedPerson }): ReactNode {
  const { name, place, because, benefit, order } = quoted
  return (
    <View className='row quoted-row'>
      <View className='strong'><Words>{isPayable(quoted) ? `${name}：${yuan(quoted.fee)} 元` : `${name}：这次不交`}</Words></View>
      <View className='quiet'>{place}</View>
      {benefit !== null && <View><Words>{`能报销：${saySpan(benefit.from, benefit.to)}`}</Words></View>}
      {because !== null && <View className='notice'><Words>{because}</Words></View>}
      {order !== null && <OwnOrderLink order={order} name={name} />}
    </View>
  )
}
