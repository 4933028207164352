import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { sayDay } from '../clock/civil-days'
import { usePaymentPlainDeed, type PaymentAnswers } from '../cloud/payment'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import type { CountyDesk } from './county-screen'
import { PersonFinder, type FoundPerson } from './person-finder'

type Oddity = PaymentAnswers['oddities']['oddities'][number]
interface OddityProps { oddity: Oddity; desk: CountyDesk; onDone: () => void }

/** One payment: what WeChat calls it, and what its state asks for. */
export function OddityRow({ oddity, desk, onDone }: OddityProps): ReactNode {
  const { amount, day, stateName, sentence, because, transaction, merchantNo, state } = oddity
  const may = desk.may.has('settleOddity')
  return (
    <View id={`oddity-${transaction}`} className='row oddity'>
      <View className='bar-head'><View className='subtitle'>{yuan(amount)} 元</View><View className='badge'>{stateName}</View></View>
      <View>{sayDay(day)}付的。{sentence}</View>
      <View className='quiet'>微信单号 {transaction}，商户单号 {merchantNo}</View>
      {because !== null && <View className='notice'>提出退回：{because}</View>}
      {may && state === 'open' && <Settle oddity={oddity} desk={desk} onDone={onDone} />}
      {may && state === 'proposed' && <Agree oddity={oddity} desk={desk} onDone={onDone} />}
      {may && state === 'agreed' && <SendBack oddity={oddity} desk={desk} onDone={onDone} />}
    </View>
  )
}

function Settle({ oddity: { oddity, transaction }, desk, onDone }: OddityProps): ReactNode {
  const assign = usePaymentPlainDeed('assignOddity')
  const propose = usePaymentPlainDeed('proposeOddityReturn')
  const [found, setFound] = useState<FoundPerson | null>(null)
  const [because, setBecause] = useState('')
  const [wrong, setWrong] = useState('')
  const done = async (work: (why: string) => Promise<unknown>): Promise<void> => {
    const why = because.trim()
    setWrong(why === '' ? '请写怎么查的，如：付款人来电，截图核对过。' : '')
    if (why !== '' && await work(why) !== null) onDone()
  }
  return (
    <View>
      <PersonFinder id={`whose-${transaction}`} desk={desk} found={found} onFound={setFound} />
      <FormField id={`why-${transaction}`} label='怎么查的、为什么这样办' longest={100} value={because} wrong={wrong} onType={setBecause} />
      <DeedSaid id={`assign-${transaction}`} state={assign.state} />
      <DeedSaid id={`propose-${transaction}`} state={propose.state} />
      <View className='buttons gap'>
        {found !== null && <Tap id={`assign-${transaction}`} className='button' onTap={() => void done((why) => assign.run({ oddity, enrolment: found.enrolment, because: why }))}>认到这个人名下</Tap>}
        <Tap id={`propose-${transaction}`} className='button button-second' onTap={() => void done((why) => propose.run({ oddity, because: why }))}>查不清，退回（要两人）</Tap>
      </View>
    </View>
  )
}

function Agree({ oddity: { oddity, transaction, mayAgree }, onDone }: OddityProps): ReactNode {
  const agree = usePaymentPlainDeed('agreeOddityReturn')
  const decline = usePaymentPlainDeed('declineOddityReturn')
  const done = async (work: Promise<unknown>): Promise<void> => {
    if (await work !== null) onDone()
  }
  return (
    <View>
      <DeedSaid id={`agree-${transaction}`} state={agree.state} />
      <DeedSaid id={`decline-${transaction}`} state={decline.state} />
      {!mayAgree && <View className='quiet'>是您提出的，要由另外的同事同意。</View>}
      <View className='buttons gap'>
        {mayAgree && <Tap id={`agree-${transaction}`} className='button' onTap={() => void done(agree.run({ oddity }))}>同意退回</Tap>}
        <Tap id={`decline-${transaction}`} className='button button-second' onTap={() => void done(decline.run({ oddity }))}>{mayAgree ? '不同意' : '收回'}</Tap>
      </View>
    </View>
  )
}

function SendBack({ oddity: { oddity, transaction }, onDone }: OddityProps): ReactNode {
  const send = usePaymentPlainDeed('sendOddityBack')
  const [evidence, setEvidence] = useState('')
  const run = async (): Promise<void> => {
    if (await send.run({ oddity, evidence: evidence.trim() === '' ? null : evidence.trim() }) !== null) onDone()
  }
  return (
    <View>
      <FormField id={`paid-out-${transaction}`} label='线下退还的凭证号' about='微信原路退回的不用填。' longest={64} value={evidence} wrong='' onType={setEvidence} />
      <DeedSaid id={`send-${transaction}`} state={send.state} />
      <View className='buttons gap'><Tap id={`send-back-${transaction}`} className='button' onTap={() => void run()}>退款</Tap></View>
    </View>
  )
}
