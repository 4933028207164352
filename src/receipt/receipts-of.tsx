import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { sayDay } from '../clock/civil-days'
import { type PaymentAnswers, usePayment } from '../cloud/payment'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { StateWord } from '../components/state-word'
import { Sum } from '../components/sum'
import { Tap } from '../components/tap'

type ListedReceipt = PaymentAnswers['receiptsFor']['receipts'][number]

/** Receipts on which a person stands, whoever paid: what a clerk took at the door among them. */
export function ReceiptsOf({ enrolment }: { enrolment: string }): ReactNode {
  const { asked, again } = usePayment('receiptsFor', { enrolment })
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在查收据' back={null}>
      {({ receipts }) => (receipts.length === 0 ? <NoReceipts /> : <View>{receipts.map((receipt) => <ReceiptCard key={receipt.receipt} receipt={receipt} enrolment={enrolment} />)}</View>)}
    </AskedPart>
  )
}

function NoReceipts(): ReactNode {
  return (
    <Section id='receipts-none'>
      <View className='strong'>这里还没有收据。</View>
      <View className='gap'>在村里交现金或者刷卡的，村干部记账以后马上就有。</View>
      <View className='gap'>在税务、银行等官方渠道缴的，凭证在那个渠道里查。</View>
    </Section>
  )
}

function ReceiptCard({ receipt: { receipt, order, day, amount, state }, enrolment }: { receipt: ListedReceipt; enrolment: string }): ReactNode {
  return (
    <View className='card listed-receipt'>
      {state === 'void' && <StateWord tone='stop'>已作废</StateWord>}
      <Sum words='收到' fen={amount} />
      <View className='quiet'>{sayDay(day)}，号码 {receipt}</View>
      <View className='buttons gap'>
        <Tap className='button listed-open' onTap={() => void goTo(`/pages/pay/receipt/index?receipt=${receipt}`)}>看收据、打印</Tap>
        {state === 'issued' && <Tap className='button button-second listed-refund' onTap={() => void goTo(`/pages/pay/refund/index?order=${order}&enrolment=${enrolment}`)}>申请退费</Tap>}
      </View>
    </View>
  )
}
