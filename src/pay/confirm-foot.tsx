import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { type Order, type Quote, usePaymentDeed } from '../cloud/payment'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import { isPayable, orderPage } from './payable-row'
import { dropStrangers, keyOf, partCount, type Part } from './paying'
import type { OfferedWay } from './ways'

interface ConfirmFootProps {
  part: Part
  at: number
  quote: Quote
  /** How many warnings are not heard yet. */
  unheard: number
  /** Codes of all warnings, once all are heard. */
  heard: readonly string[]
  chosen: OfferedWay | undefined
  again: () => void
}

/** Places the order, on the terms that are on the screen; refused, the terms are asked for anew and nothing chosen is lost. */
export function ConfirmFoot({ part, at, quote, unheard, heard, chosen, again }: ConfirmFootProps): ReactNode {
  const people = quote.people.filter(isPayable).flatMap(({ index }) => part.people[index] ?? [])
  const deed = usePaymentDeed('placeOrder', `${chosen?.id ?? ''} ${people.map((who) => ('enrolment' in who ? keyOf(who) : 'stranger')).join(' ')}`)
  const { state } = deed
  // Refused, what is on the screen is not how it is; unanswered, the same has to be tried again as it was.
  useEffect(() => {
    if (state.is === 'refused') again()
  }, [state, again])
  if (people.length === 0 || chosen === undefined) return <NothingToPay at={at} />

  const place = async (): Promise<void> => {
    if (unheard > 0) return
    const order = await deed.run({ people, ...chosen.way, total: quote.total, heard: [...heard] })
    if (order === null) return
    dropStrangers(people)
    await openPlaced(order, at)
  }
  const words = chosen.way.way === 'wechat' ? `用微信付 ${yuan(quote.total)} 元` : `就这样交 ${yuan(quote.total)} 元`
  return (
    <View className='foot'>
      <DeedSaid id='confirm' state={state} />
      {state.is === 'busy'
        ? <View className='button button-off'>正在下单，请稍等</View>
        : <Tap id='confirm-go' className={unheard > 0 ? 'button button-off' : 'button'} onTap={() => void place()}>{unheard > 0 ? `还有 ${unheard} 条没有看清楚` : words}</Tap>}
    </View>
  )
}

/** In place of the page that placed it: going back leads to who is still to be paid for. */
async function openPlaced({ order, way }: Order, at: number): Promise<void> {
  await Taro.redirectTo({ url: way === 'wechat' ? `${orderPage(order)}&part=${at}&pay=1` : `/pages/pay/channel/index?order=${order}&part=${at}` })
}

function NothingToPay({ at }: { at: number }): ReactNode {
  const more = at + 1 < partCount()
  return (
    <View id='confirm-nothing'>
      <View className='notice'>这一份现在没有可以交的，没有下单，也没有扣钱。</View>
      <View className='gap'>
        <Tap id='confirm-on' className='button' onTap={() => void Taro.redirectTo({ url: more ? `/pages/pay/confirm/index?part=${at + 1}` : '/pages/pay/index' })}>{more ? '接着交下一份' : '回去重新选人'}</Tap>
      </View>
    </View>
  )
}
