import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { CountyScreen } from '../../../county/county-screen'
import { QuestionsPart } from '../../../county/questions-part'
import { RefundsPart } from '../../../county/refunds-part'

export default function RefundsPage(): ReactNode {
  return (
    <CountyScreen id='page-refunds' title='退费和存疑付款'>
      {({ may }) => (
        <View className='columns'>
          <RefundsPart />
          <QuestionsPart may={may} />
        </View>
      )}
    </CountyScreen>
  )
}
