import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { yuan } from '../result/money-words'
import type { TakenMoney } from './taken-money'

/** To be shown and copied down at the door: not yet a receipt, and it says so. */
export function ProvisionalSlip({ taken: { request, people }, waits }: { taken: TakenMoney; waits: boolean }): ReactNode {
  return (
    <View id='provisional' className='notice'>
      <View className='subtitle'>{waits ? '暂记条，还不是收据' : '已经上传了'}</View>
      <View>暂记号</View>
      <View className='slip-number'>{request.operation.slice(-6).toUpperCase()}</View>
      {people.map(({ enrolment, name, fee }) => <View key={enrolment} className='row spread'><View>{name}</View><View className='spread-end'>{yuan(fee)} 元</View></View>)}
      {waits
        ? <View className='gap'>没有网，没上传。有网时会自动上传，只记一次；上传以后才有收据号。请告诉他们：收据随后送来。</View>
        : <View className='gap'>收据号在这一户的“收据”里。</View>}
    </View>
  )
}
