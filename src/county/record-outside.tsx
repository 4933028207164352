import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { useForm } from '../asking/use-form'
import { Waiting } from '../asking/waiting'
import { addDays, today } from '../clock/civil-days'
import { usePaymentDeed } from '../cloud/payment'
import { DayEntry } from '../components/day-entry'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import { fenOf } from '../village/fen-of'
import type { CountyDesk } from './county-screen'
import { PersonFinder, type FoundPerson } from './person-finder'

const NOTHING = { amount: '', way: '', evidence: '' }
const A_SEASON = 500

/** A payment at a counter that is not ours, by its receipt (record 0013). Each begins with an empty form: no number is left over from the last. */
export function RecordOutside({ desk }: { desk: CountyDesk }): ReactNode {
  const [done, setDone] = useState<readonly string[]>([])
  return (
    <Section id='record-outside' title='补记一笔'>
      <View className='quiet'>在银行、税务大厅等处缴的，凭缴费凭证补记，这个人马上算已缴。</View>
      {done.length > 0 && <View id='outside-done' className='notice notice-good'>{done.at(-1)}</View>}
      <OutsideForm key={done.length} desk={desk} onDone={(words) => setDone([...done, words])} />
    </Section>
  )
}

function OutsideForm({ desk, onDone }: { desk: CountyDesk; onDone: (words: string) => void }): ReactNode {
  const [found, setFound] = useState<FoundPerson | null>(null)
  const deed = usePaymentDeed('recordPayment', found?.enrolment)
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, deed)
  const [day, setDay] = useState<string | null>(today)
  const send = async (): Promise<void> => {
    const [amount, way, evidence] = [fenOf(typed.amount), typed.way.trim(), typed.evidence.trim()]
    const well = allWell({
      amount: amount === null || amount === 0 ? '请照凭证填金额，如 320。' : '', way: way === '' ? '请填在哪里缴的，如：农商行柜台。' : '', evidence: evidence === '' ? '请填缴费凭证上的号码。' : '',
    })
    if (!well || found === null || day === null || amount === null) return
    if (await deed.run({ enrolment: found.enrolment, day, amount, way, evidence }) === null) return
    onDone(`${found.person.name} ${yuan(amount)} 元记上了。税务的文件到了，会自动和它对上。`)
  }
  const ready = found !== null && day !== null
  return (
    <View>
      <PersonFinder id='outside' desk={desk} found={found} onFound={(person) => { deed.changed(); setFound(person) }} />
      <View className='strong gap'>哪天缴的</View>
      <DayEntry id='outside-day' value={day} earliest={addDays(today(), -A_SEASON)} latest={today()} onDay={(chosen) => { deed.changed(); setDay(chosen) }} />
      <FormField id='outside-amount' label='缴了多少（元）' longest={12} value={typed.amount} wrong={wrongOf('amount')} onType={type('amount')} />
      <FormField id='outside-way' label='在哪里缴的' hint='农商行柜台' longest={20} value={typed.way} wrong={wrongOf('way')} onType={type('way')} />
      <FormField id='outside-evidence' label='凭证号码' longest={64} value={typed.evidence} wrong={wrongOf('evidence')} onType={type('evidence')} />
      <DeedSaid id='outside' state={deed.state} fields={Object.keys(NOTHING)} />
      {deed.state.is === 'busy' ? <Waiting words='正在记' /> : <View className='buttons gap'><Tap id='outside-send' className={ready ? 'button' : 'button button-off'} onTap={() => { if (ready) void send() }}>{deed.state.is === 'unanswered' ? '再试一次' : '核对过凭证，记上'}</Tap></View>}
    </View>
  )
}
