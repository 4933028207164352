import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { BackOrHome } from '../../../components/back-or-home'
import { QuestionTitle } from '../../../components/question-title'
import { Screen } from '../../../components/screen'
import { MyOrders } from '../../../receipt/my-orders'
import { ReceiptsOf } from '../../../receipt/receipts-of'

/** What I paid; opened for an enrolment, the receipts on which that person stands, whoever paid. */
export default function RecordsPage(): ReactNode {
  const { enrolment } = useRouter<{ enrolment?: string }>().params
  return (
    <Screen id='page-records'>
      <QuestionTitle>{enrolment === undefined ? '我的缴费记录' : '收据'}</QuestionTitle>
      {enrolment === undefined ? <MyOrders /> : <ReceiptsOf enrolment={enrolment} />}
      <View className='buttons gap-big'><BackOrHome /></View>
    </Screen>
  )
}
