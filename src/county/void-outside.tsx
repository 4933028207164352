import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { useForm } from '../asking/use-form'
import { Waiting } from '../asking/waiting'
import { usePaymentDeed } from '../cloud/payment'
import { confirmed } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import type { CountyDesk } from './county-screen'
import { PersonFinder, type FoundPerson } from './person-finder'

/** What the county took down so never was: the person owes again (record 0013). Each begins with an empty form. */
export function VoidOutside({ desk }: { desk: CountyDesk }): ReactNode {
  const [done, setDone] = useState<readonly string[]>([])
  return (
    <Section id='void-outside' title='作废补记的'>
      <View className='quiet'>补记错了人，或者根本没有缴的。税务已经到账的不能作废，要办退费。</View>
      {done.length > 0 && <View id='void-done' className='notice notice-good'>{done.at(-1)}</View>}
      <VoidForm key={done.length} desk={desk} onDone={(words) => setDone([...done, words])} />
    </Section>
  )
}

function VoidForm({ desk, onDone }: { desk: CountyDesk; onDone: (words: string) => void }): ReactNode {
  const [found, setFound] = useState<FoundPerson | null>(null)
  const deed = usePaymentDeed('voidPayment', found?.enrolment)
  const { typed, type, allWell, wrongOf } = useForm({ because: '' }, deed)
  const send = async (): Promise<void> => {
    const because = typed.because.trim()
    if (!allWell({ because: because === '' ? '请写一句为什么作废，如：凭证是假的。' : '' }) || found === null) return
    if (!await confirmed('作废这笔补记？', `${found.person.name}会重新变成待缴费。`, '作废')) return
    if (await deed.run({ enrolment: found.enrolment, because }) === null) return
    onDone(`${found.person.name}的补记作废了，重新待缴费。`)
  }
  return (
    <View>
      <PersonFinder id='void' desk={desk} found={found} onFound={(person) => { deed.changed(); setFound(person) }} />
      <FormField id='void-because' label='为什么作废' longest={100} value={typed.because} wrong={wrongOf('because')} onType={type('because')} />
      <DeedSaid id='void' state={deed.state} fields={['because']} />
      {deed.state.is === 'busy' ? <Waiting words='正在作废' /> : <View className='buttons gap'><Tap id='void-send' className={found === null ? 'button button-off' : 'button button-second'} onTap={() => { if (found !== null) void send() }}>{deed.state.is === 'unanswered' ? '再试一次' : '作废这笔补记'}</Tap></View>}
    </View>
  )
}
