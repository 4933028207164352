import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { usePayment, usePaymentPlainDeed, type Order } from '../cloud/payment'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'

/** Money that came and did not fit its order: a person says whether it counts after all or goes back. */
export function QuestionsPart({ may }: { may: ReadonlySet<string> }): ReactNode {
  const { asked, again } = usePayment('ordersInQuestion', {})
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在取存疑的付款' back={null}>
      {({ orders, more }) => (
        <Section id='questions' title='存疑的付款'>
          {orders.length === 0 && <View>没有对不上的付款。</View>}
          {orders.map((order) => <OrderRow key={order.order} order={order} may={may} onDone={again} />)}
          {more && <View className='quiet gap'>还有更多，办完上面的会接着出来。</View>}
        </Section>
      )}
    </AskedPart>
  )
}

function OrderRow({ order: { order, total, people, sentence, steps }, may, onDone }: { order: Order; may: ReadonlySet<string>; onDone: () => void }): ReactNode {
  const count = usePaymentPlainDeed('countAfterAll')
  const back = usePaymentPlainDeed('returnHeldBack')
  const [because, setBecause] = useState('')
  const done = async (work: Promise<unknown>): Promise<void> => {
    if ((await work) !== null) onDone()
  }
  return (
    <View id={`question-${order}`} className='row'>
      <View className='bar-head'><View className='strong'>{people.map(({ person }) => person.name).join('、')}</View><View className='strong'>应缴 {yuan(total)} 元</View></View>
      <View>{sentence}</View>
      {steps.slice(-2).map(({ at, words }) => <View key={`${at} ${words}`} className='quiet'>{at} {words}</View>)}
      <FormField id={`count-${order}`} label='计入的理由' about='要计入的才填。' longest={100} value={because} wrong='' onType={setBecause} />
      <DeedSaid id={`count-said-${order}`} state={count.state} />
      <DeedSaid id={`back-${order}`} state={back.state} />
      <View className='buttons gap'>
        {may.has('countAfterAll') && because.trim() !== '' && <Tap id={`count-send-${order}`} className='button' onTap={() => void done(count.run({ order, because: because.trim() }))}>核对过，计入</Tap>}
        {may.has('decideRefund') && <Tap id={`back-send-${order}`} className='button button-second' onTap={() => void done(back.run({ order }))}>办退回（要两人）</Tap>}
      </View>
    </View>
  )
}
