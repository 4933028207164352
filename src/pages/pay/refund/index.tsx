import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { usePayment } from '../../../cloud/payment'
import { BackOrHome } from '../../../components/back-or-home'
import { Screen } from '../../../components/screen'
import { AskRefund } from '../../../refund/ask-refund'
import { NextPart } from '../../../refund/next-part'
import { TermsPart } from '../../../refund/terms-part'

/** Money back for one person of an order: whether it can be asked today and why, before anything is asked; then what became of it. */
export default function RefundPage(): ReactNode {
  const { order = '', enrolment = '' } = useRouter<{ order?: string; enrolment?: string }>().params
  const { asked, again } = usePayment('refundTerms', { order, enrolment })
  return (
    <Screen id='page-refund'>
      <AskedPart asked={asked} again={again} waitingFor='正在查能不能退' back={<BackOrHome />}>
        {(terms) => (
          <View>
            <TermsPart terms={terms} />
            <NextPart terms={terms} />
            {terms.taken && <AskRefund order={order} enrolment={enrolment} terms={terms} onAsked={again} />}
          </View>
        )}
      </AskedPart>
      <View className='buttons gap-big'><BackOrHome /></View>
    </Screen>
  )
}
