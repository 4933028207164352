import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { Waiting } from '../asking/waiting'
import { useVillageDeed, type VillageAnswers } from '../cloud/village'
import { Tap } from '../components/tap'
import type { DeskAt } from '../saved/kept-desk'

/** A message to every household that allows one; the others are to be called. */
export function SendReminders({ at }: { at: DeskAt }): ReactNode {
  const deed = useVillageDeed('sendReminders')
  const [sent, setSent] = useState<VillageAnswers['sendReminders'] | null>(null)
  const send = async (): Promise<void> => {
    const done = await deed.run(at)
    if (done !== null) setSent(done)
  }
  return (
    <View className='gap'>
      {deed.state.is === 'busy'
        ? <Waiting words='正在发' />
        : (sent === null || !sent.done) && <Tap id='send-reminders' className='button button-second' onTap={() => void send()}>{sent === null ? '给同意收消息的各户发提醒' : '接着发'}</Tap>}
      {sent !== null && <View id='reminders-sent' className='notice notice-good'>{sent.sentence}</View>}
      <DeedSaid id='send-reminders' state={deed.state} />
    </View>
  )
}
