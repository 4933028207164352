import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { CountyScreen } from '../../../county/county-screen'
import { RecordOutside } from '../../../county/record-outside'
import { VoidOutside } from '../../../county/void-outside'

export default function OutsidePage(): ReactNode {
  return (
    <CountyScreen id='page-outside' title='外面缴的补记'>
      {(desk) => (
        <View className='columns'>
          {desk.may.has('recordPayment') && <RecordOutside desk={desk} />}
          {desk.may.has('voidPayment') && <VoidOutside desk={desk} />}
        </View>
      )}
    </CountyScreen>
  )
}
