import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState, type ReactNode } from 'react'
import { Waiting } from '../asking/waiting'
import { QuestionTitle } from '../components/question-title'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import { BackToDesk } from './desk-page'
import { Figure } from './figure'
import { ProvisionalSlip } from './provisional-slip'
import { RefusedMoney } from './refused-money'
import { sendTaken, type Sent } from './send-taken'
import { useTakenMoney, type TakenMoney } from './taken-money'

/** What became of money that was just taken: its receipt, or that it waits on the phone, or that it goes back. */
export function Collected({ taken }: { taken: TakenMoney }): ReactNode {
  const [sent, setSent] = useState<Sent | null>(null)
  const still = useTakenMoney().find(({ request }) => request.operation === taken.request.operation)
  useEffect(() => {
    let current = true
    // What waits is told anew whenever another round of sending ends: by then this page may know the receipt.
    void sendTaken(taken).then((outcome) => { if (current) setSent(outcome) })
    return () => { current = false }
  }, [taken])
  return (
    <View id='collected'>
      <QuestionTitle>{titleOf(sent)}</QuestionTitle>
      <View className='card'>
        <Figure id='collected-total' number={yuan(taken.request.total)} unit='元' tone={sent?.is === 'refused' ? 'stop' : 'good'} />
        <View>{taken.head} 一家，{taken.people.length} 人</View>
      </View>
      {sent === null && <Waiting words='正在上传' />}
      {sent?.is === 'entered' && <Receipts receipts={sent.answer.receipts} />}
      {sent?.is === 'unanswered' && <ProvisionalSlip taken={taken} waits={still !== undefined} />}
      {sent?.is === 'refused' && still !== undefined && <RefusedMoney taken={still} />}
      <View className='buttons gap-big'>
        <Tap id='next-household' className='button' onTap={() => void nextHousehold()}>下一户</Tap>
        <BackToDesk />
      </View>
    </View>
  )
}

function titleOf(sent: Sent | null): string {
  if (sent?.is === 'entered') return '收好了，记上了'
  return sent?.is === 'refused' ? '没有记上，先别走' : '收了，记在手机上'
}

/** `kelan-2022-1-1-00001`: what tells it from its neighbours is its last part, so that is the largest. */
function Receipts({ receipts }: { receipts: readonly string[] }): ReactNode {
  return (
    <View id='collected-receipt' className='card'>
      <View>收据号，念给他们听，写在收据上：</View>
      {receipts.map((receipt) => {
        const serial = receipt.lastIndexOf('-') + 1
        return (
          <View key={receipt} className='receipt-number'>
            <View className='subtitle'>{receipt.slice(0, serial)}</View>
            <View className='figure-number'>{receipt.slice(serial)}</View>
          </View>
        )
      })}
    </View>
  )
}

/** To the list: it lies two pages below, above the household and this. */
async function nextHousehold(): Promise<void> {
  const list = Taro.getCurrentPages().findIndex(({ route }) => route !== undefined && route.includes('pages/village/households/'))
  if (list < 0) await Taro.redirectTo({ url: '/pages/village/households/index?filter=unpaid' })
  else await Taro.navigateBack({ delta: Taro.getCurrentPages().length - 1 - list })
}
