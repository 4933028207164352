import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { usePayment } from '../../../cloud/payment'
import { GoHome } from '../../../components/go-home'
import { QuestionTitle } from '../../../components/question-title'
import { Screen } from '../../../components/screen'
import { Section } from '../../../components/section'
import { Tap } from '../../../components/tap'
import { ConfirmPart } from '../../../pay/confirm-part'
import { partAt, partCount, type Part } from '../../../pay/paying'
import { usePullDown } from '../../../pay/use-following'

/** One order: whose money, how much, what is to be heard, and how it is paid. */
export default function ConfirmPage(): ReactNode {
  const at = Number(useRouter<{ part?: string }>().params.part)
  const part = partAt(at)
  return (
    <Screen id='page-confirm'>
      {part === null ? <ChooseAgain /> : <PartAsked part={part} at={at} />}
    </Screen>
  )
}

function PartAsked({ part, at }: { part: Part; at: number }): ReactNode {
  const { asked, again } = usePayment('quote', { people: [...part.people] })
  usePullDown(again)
  return (
    <View>
      {partCount() > 1 && <View id='part-progress' className='strong'>第 {at + 1} 份，共 {partCount()} 份</View>}
      <QuestionTitle>{`${part.regionName} ${part.year} 年度`}</QuestionTitle>
      <AskedPart asked={asked} again={again} waitingFor='正在核对金额' back={<GoHome />}>
        {(quote) => <ConfirmPart part={part} at={at} quote={quote} again={again} />}
      </AskedPart>
    </View>
  )
}

/** The program was started anew in between: who was chosen is not kept. */
function ChooseAgain(): ReactNode {
  return (
    <Section id='confirm-lost' title='请重新选人'>
      <View>刚才选的没有留下来，没有下单，也没有扣钱。</View>
      <View className='gap'><Tap id='confirm-again' className='button' onTap={() => void Taro.redirectTo({ url: '/pages/pay/index' })}>去选人</Tap></View>
    </Section>
  )
}
