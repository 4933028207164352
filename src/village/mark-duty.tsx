import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { useForm } from '../asking/use-form'
import { useVillageDeed, type Task } from '../cloud/village'
import { Tap } from '../components/tap'
import type { DeskAt } from '../saved/kept-desk'

interface MarkDutyProps {
  duty: string
  task: Task
  at: DeskAt
  onDone: () => void
}

const NOTHING = { paper: '', evidence: '' }

/** Says that a task is done, by what shows it: a paper's number, or who has it. */
export function MarkDuty({ duty, task: { began, what }, at, onDone }: MarkDutyProps): ReactNode {
  const [open, setOpen] = useState(false)
  const deed = useVillageDeed('markDuty', `${duty} ${began}`)
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, deed)
  const id = `${duty}-${began}`
  const send = async (): Promise<void> => {
    const [paper, evidence] = [typed.paper.trim(), typed.evidence.trim()]
    if (!allWell({ evidence: paper === '' && evidence === '' ? '请填一样：纸的编号，或者交给了谁、放在哪里。' : '' })) return
    if (await deed.run({ ...at, duty, began, paper: paper || null, evidence: evidence || null }) !== null) onDone()
  }
  if (!open) return <Tap id={`mark-${id}`} className='button button-second gap' onTap={() => setOpen(true)}>办好了：{what}</Tap>
  return (
    <View id={`marking-${id}`} className='gap'>
      <FormField id={`mark-paper-${id}`} label='纸的编号（没有可以不填）' longest={64} value={typed.paper} wrong={wrongOf('paper')} onType={type('paper')} />
      <FormField id={`mark-evidence-${id}`} label='交给了谁，或者放在哪里' longest={200} value={typed.evidence} wrong={wrongOf('evidence')} onType={type('evidence')} />
      <DeedSaid id={`mark-${id}`} state={deed.state} fields={Object.keys(NOTHING)} />
      <View className='buttons gap'>
        <Tap id={`mark-send-${id}`} className='button' onTap={() => void send()}>{deed.state.is === 'unanswered' ? '再试一次' : '记上，办好了'}</Tap>
        <Tap className='button button-second' onTap={() => setOpen(false)}>先不记</Tap>
      </View>
    </View>
  )
}
