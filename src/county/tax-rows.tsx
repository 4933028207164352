import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { sayDay } from '../clock/civil-days'
import { usePayment, usePaymentPlainDeed, type PaymentAnswers, type PaymentRequests } from '../cloud/payment'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import type { CountyDesk } from './county-screen'

type TaxRow = PaymentAnswers['taxRows']['rows'][number]
type State = PaymentRequests['taxRows']['state']
const STATES: readonly { state: State; name: string }[] = [{ state: 'open', name: '等处理' }, { state: 'proposed', name: '等第二人同意' }, { state: 'settled', name: '处理完了' }]

/** What of a file waits for a person, or with null what is missing at the tax office; each with the ways to settle it. */
export function TaxRows({ desk, taxFile }: { desk: CountyDesk; taxFile: string | null }): ReactNode {
  const [state, setState] = useState<State>('open')
  return (
    <Section id='tax-rows' title={taxFile === null ? '收了钱、税务文件里没有的' : '对不上的'}>
      <View className='chips'>
        {STATES.map((one) => <Tap key={one.state} id={`tax-${one.state}`} className={one.state === state ? 'chip chip-on' : 'chip'} role='radio' checked={one.state === state} onTap={() => setState(one.state)}>{one.name}</Tap>)}
      </View>
      <Rows key={state} desk={desk} taxFile={taxFile} state={state} />
    </Section>
  )
}

function Rows({ desk, taxFile, state }: { desk: CountyDesk; taxFile: string | null; state: State }): ReactNode {
  const { asked, again } = usePayment('taxRows', { region: desk.region, taxFile, state, after: null })
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在取' back={null}>
      {({ rows, more }) => (
        <View>
          {rows.length === 0 && <View className='quiet'>没有。</View>}
          {rows.map((row) => <OneRow key={row.row} row={row} may={desk.may.has('settleTaxRow')} onDone={again} />)}
          {more && <View className='quiet gap'>还有更多，处理完上面的会接着出来。</View>}
        </View>
      )}
    </AskedPart>
  )
}

function OneRow({ row, may, onDone }: { row: TaxRow; may: boolean; onDone: () => void }): ReactNode {
  const { line, outcomeName, words, name, tail, year, amount, due, paidOn, proposed } = row
  return (
    <View id={`tax-row-${row.row}`} className='row'>
      <View className='bar-head'><View className='strong'>第 {line} 行 {name}{tail === null ? '' : ` 尾号 ${tail}`}</View><View className='badge'>{outcomeName}</View></View>
      <View>{amount === null ? '没有金额' : `${yuan(amount)} 元`}{due === null ? '' : `，应缴 ${yuan(due)} 元`}{year === null ? '' : `，${year} 年度`}{paidOn === null ? '' : `，${sayDay(paidOn)}缴`}</View>
      <View className='quiet'>{words}</View>
      {proposed !== null && <View className='notice'>有人提出：{proposed.name}。{proposed.because}</View>}
      {may && row.state === 'open' && <Settle row={row} onDone={onDone} />}
      {may && row.state === 'proposed' && proposed?.mayAgree === true && <Agree row={row.row} onDone={onDone} />}
    </View>
  )
}

/** `assign` needs the person found first, which the village's list does. */
function Settle({ row: { row, settlements, person }, onDone }: { row: TaxRow; onDone: () => void }): ReactNode {
  const deed = usePaymentPlainDeed('settleTaxRow')
  const [because, setBecause] = useState('')
  const [enrolment, setEnrolment] = useState('')
  const settle = async (as: TaxRow['settlements'][number]['as']): Promise<void> => {
    if (because.trim() === '') return
    if ((await deed.run({ row, as, enrolment: as === 'assign' ? enrolment.trim() : null, because: because.trim() })) !== null) onDone()
  }
  const assignable = settlements.some(({ as }) => as === 'assign')
  return (
    <View>
      {person !== null && <View className='quiet'>台账里是：{person.name}，{person.village}</View>}
      <FormField id={`because-${row}`} label='怎么查的、为什么这样办' longest={100} value={because} wrong='' onType={setBecause} />
      {assignable && <FormField id={`enrolment-${row}`} label='要认到谁名下：参保编号' about='村里“一户”页面上每个人都有。' longest={60} value={enrolment} wrong='' onType={setEnrolment} />}
      <DeedSaid id={`settle-${row}`} state={deed.state} />
      <View className='buttons gap'>
        {settlements.map(({ as, name, people }) => (
          <Tap key={as} id={`settle-${row}-${as}`} className='button button-second' onTap={() => void settle(as)}>{name}{people === 2 ? '（要两人）' : ''}</Tap>
        ))}
      </View>
    </View>
  )
}

function Agree({ row, onDone }: { row: string; onDone: () => void }): ReactNode {
  const agree = usePaymentPlainDeed('agreeSettlement')
  const decline = usePaymentPlainDeed('declineSettlement')
  const [evidence, setEvidence] = useState('')
  const run = async (work: Promise<unknown>): Promise<void> => {
    if ((await work) !== null) onDone()
  }
  return (
    <View>
      <FormField id={`evidence-${row}`} label='税务退库单号（退钱的要填）' longest={64} value={evidence} wrong='' onType={setEvidence} />
      <DeedSaid id={`agree-${row}`} state={agree.state} />
      <DeedSaid id={`decline-${row}`} state={decline.state} />
      <View className='buttons gap'>
        <Tap id={`agree-${row}`} className='button' onTap={() => void run(agree.run({ row, evidence: evidence.trim() === '' ? null : evidence.trim() }))}>同意</Tap>
        <Tap id={`decline-${row}`} className='button button-second' onTap={() => void run(decline.run({ row }))}>不同意</Tap>
      </View>
    </View>
  )
}
