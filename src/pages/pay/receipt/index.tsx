import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { type Receipt, usePayment } from '../../../cloud/payment'
import { BackOrHome } from '../../../components/back-or-home'
import { Screen } from '../../../components/screen'
import { CheckPart } from '../../../receipt/check-part'
import { KeepPart } from '../../../receipt/keep-part'
import { ProofPart } from '../../../receipt/proof-part'
import { ReceiptFacts } from '../../../receipt/receipt-facts'

/** The receipt of a household: what was paid, to keep, to print and to have checked; and what it does not prove. */
export default function ReceiptPage(): ReactNode {
  const { receipt = '' } = useRouter<{ receipt?: string }>().params
  const { asked, again } = usePayment('receipt', { receipt })
  return (
    <Screen id='page-receipt'>
      <AskedPart asked={asked} again={again} waitingFor='正在查收据' back={<BackOrHome />}>
        {(found) => <ReceiptParts receipt={found} />}
      </AskedPart>
    </Screen>
  )
}

function ReceiptParts({ receipt }: { receipt: Receipt }): ReactNode {
  return (
    <View>
      <ReceiptFacts receipt={receipt} />
      <KeepPart receipt={receipt} />
      <CheckPart receipt={receipt} />
      <ProofPart notes={receipt.notes} />
      <View className='buttons gap-big'><BackOrHome /></View>
    </View>
  )
}
