import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { OfflineCash } from '../../../client/taken-cash'
import { useTakenMoney } from '../../../client/taken-cash'
import { BackToToday } from '../clerk-page'
import { Figure, RejectedCash } from '../parts'
import type { Sent } from '../send-cash'
import { sendTaken } from '../send-cash'
import { Waiting } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle } from '../../../ui/text'

/** What became of money that was just taken: its receipt, or that it waits on the phone, or that it goes back. */
export function Collected({ taken }: { taken: OfflineCash }): ReactNode {
  const [sent, setSent] = useState<Sent | null>(null)
  const still = useTakenMoney().find(({ request }) => request.operation === taken.request.operation)
  useEffect(() => {
    let current = true
    // What waits is told anew whenever another round of sending ends: by then this page may know the receipt.
    void sendTaken(taken).then((outcome) => {
      if (current) setSent(outcome)
    })
    return () => {
      current = false
    }
  }, [taken])
  return (
    <View id="collected">
      <QuestionTitle>{titleOf(sent)}</QuestionTitle>
      <View className="card">
        <Figure
          id="collected-total"
          number={yuan(taken.request.total)}
          unit="元"
          tone={sent?.is === 'refused' ? 'stop' : 'good'}
        />
        <View>
          {taken.head} 一家，{taken.people.length} 人
        </View>
      </View>
      {sent === null && <Waiting words="正在上传" />}
      {sent?.is === 'entered' && <Receipts receipts={sent.answer.receipts} />}
      {sent?.is === 'unanswered' && <ProvisionalSlip taken={taken} waits={still !== undefined} />}
      {sent?.is === 'refused' && still !== undefined && <RejectedCash taken={still} />}
      <View className="buttons gap-big">
        <TextButton id="next-household" className="button" onTap={() => void nextHousehold()}>
          下一户
        </TextButton>
        <BackToToday />
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
    <View id="collected-receipt" className="card">
      <View>收据号，念给他们听，写在收据上：</View>
      {receipts.map((receipt) => {
        const serial = receipt.lastIndexOf('-') + 1
        return (
          <View key={receipt} className="receipt-number">
            <View className="subtitle">{receipt.slice(0, serial)}</View>
            <View className="figure-number">{receipt.slice(serial)}</View>
          </View>
        )
      })}
    </View>
  )
}

/** To the list: it lies two pages below, above the household and this. */
async function nextHousehold(): Promise<void> {
  const list = Taro.getCurrentPages().findIndex(
    ({ route }) => route !== undefined && route.includes('pages/village/households/'),
  )
  if (list < 0) await Taro.redirectTo({ url: '/pages/village/households/index?filter=unpaid' })
  else await Taro.navigateBack({ delta: Taro.getCurrentPages().length - 1 - list })
}

/** To be shown and copied down at the door: not yet a receipt, and it says so. */
function ProvisionalSlip({ taken: { request, people }, waits }: { taken: OfflineCash; waits: boolean }): ReactNode {
  return (
    <View id="provisional" className="notice">
      <View className="subtitle">{waits ? '暂记条，还不是收据' : '已经上传了'}</View>
      <View>暂记号</View>
      <View className="slip-number">{request.operation.slice(-6).toUpperCase()}</View>
      {people.map(({ enrolment, name, fee }) => (
        <View key={enrolment} className="row spread">
          <View>{name}</View>
          <View className="spread-end">{yuan(fee)} 元</View>
        </View>
      ))}
      {waits ? (
        <View className="gap">
          没有网，没上传。有网时会自动上传，只记一次；上传以后才有收据号。请告诉他们：收据随后送来。
        </View>
      ) : (
        <View className="gap">收据号在这一户的“收据”里。</View>
      )}
    </View>
  )
}
