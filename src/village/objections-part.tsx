import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { useForm } from '../asking/use-form'
import { Waiting } from '../asking/waiting'
import { sayDay } from '../clock/civil-days'
import { useVillageDeed, type Posting } from '../cloud/village'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { deskToday } from './desk-day'
import { mayDo } from './desk-page'

interface ObjectionsPartProps {
  posting: Posting
  onMoved: (posting: Posting) => void
}

/** Who says that something in the posting is not so, and what they were answered. */
export function ObjectionsPart({ posting, onMoved }: ObjectionsPartProps): ReactNode {
  const { may, objections } = posting
  const mayRecord = may.includes('object') && mayDo('recordObjection')
  if (objections.length === 0 && !mayRecord) return null
  return (
    <Section id='objections' title='异议'>
      {objections.length === 0 && <View className='quiet'>还没有人提。</View>}
      {objections.map((one) => (
        <View key={one.objection} className='row'>
          <View className='strong'>{one.by}：{one.what}</View>
          <View className='quiet'>{sayDay(one.day)}提的</View>
          {one.answer !== null && <View className='agrees'>✓ {one.upheld === true ? '改正了' : '核对过，没有错'}：{one.answer}</View>}
          {one.answer === null && may.includes('answer') && mayDo('answerObjection') && <AnswerForm posting={posting.posting} objection={one.objection} onMoved={onMoved} />}
        </View>
      ))}
      {mayRecord && <RecordForm key={objections.length} posting={posting.posting} onMoved={onMoved} />}
    </Section>
  )
}

interface FormProps {
  posting: string
  onMoved: (posting: Posting) => void
}

function RecordForm({ posting, onMoved }: FormProps): ReactNode {
  const deed = useVillageDeed('recordObjection', posting)
  const { typed, type, allWell, wrongOf } = useForm({ by: '', what: '' }, deed)
  const [open, setOpen] = useState(false)
  const send = async (): Promise<void> => {
    const [by, what] = [typed.by.trim(), typed.what.trim()]
    if (!allWell({ by: by === '' ? '请填是谁提的。' : '', what: what === '' ? '请填说了什么。' : '' })) return
    const moved = await deed.run({ posting, by, what, day: deskToday() })
    if (moved !== null) onMoved(moved)
  }
  if (!open) return <Tap id='objection-open' className='button button-second gap' onTap={() => setOpen(true)}>有人提意见，登记</Tap>
  return (
    <View>
      <FormField id='objection-by' label='谁提的' longest={40} value={typed.by} wrong={wrongOf('by')} onType={type('by')} />
      <FormField id='objection-what' label='说什么' longest={200} value={typed.what} wrong={wrongOf('what')} onType={type('what')} />
      <DeedSaid id='objection' state={deed.state} fields={['by', 'what']} />
      {deed.state.is === 'busy' ? <Waiting words='正在登记' /> : <Tap id='objection-send' className='button gap' onTap={() => void send()}>{deed.state.is === 'unanswered' ? '再试一次' : '登记'}</Tap>}
    </View>
  )
}

function AnswerForm({ posting, objection, onMoved }: FormProps & { objection: string }): ReactNode {
  const deed = useVillageDeed('answerObjection', objection)
  const { typed, type, allWell, wrongOf } = useForm({ answer: '' }, deed)
  const send = async (upheld: boolean): Promise<void> => {
    const answer = typed.answer.trim()
    if (!allWell({ answer: answer === '' ? '请填怎么答复的。' : '' })) return
    const moved = await deed.run({ posting, objection, answer, upheld })
    if (moved !== null) onMoved(moved)
  }
  return (
    <View id={`answering-${objection}`}>
      <FormField id={`answer-${objection}`} label='怎么答复的' longest={200} value={typed.answer} wrong={wrongOf('answer')} onType={type('answer')} />
      <DeedSaid id={`answer-${objection}`} state={deed.state} fields={['answer']} />
      {deed.state.is === 'busy' ? <Waiting words='正在登记' /> : (
        <View className='buttons gap'>
          <Tap className='button answer-upheld' onTap={() => void send(true)}>说得对，已经改正</Tap>
          <Tap className='button button-second answer-denied' onTap={() => void send(false)}>核对过，没有错</Tap>
        </View>
      )}
    </View>
  )
}
