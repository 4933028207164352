import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import { DeedSaid } from '../asking/deed-said'
import { useVillage, useVillageDeed, type Conflict } from '../cloud/village'
import { confirmed } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import type { DeskAt } from '../saved/kept-desk'
import { mayDo } from './desk-page'

/** Money that the village took and that is entered nowhere, as the server knows it: of other phones too. */
export function ConflictsPart({ at, onPhone }: { at: DeskAt; onPhone: readonly string[] }): ReactNode {
  const { asked, again } = useVillage('conflicts', at)
  if (asked.is !== 'answered') return null
  const open = asked.answer.conflicts.filter(({ conflict, state }) => state === 'open' && !onPhone.includes(conflict))
  if (open.length === 0) return null
  return (
    <Section id='conflicts' title='收了钱没记上的'>
      {open.map((conflict) => <ConflictRow key={conflict.conflict} conflict={conflict} onDone={again} />)}
    </Section>
  )
}

function ConflictRow({ conflict: { conflict, head, amount, takenOn, message, mine }, onDone }: { conflict: Conflict; onDone: () => void }): ReactNode {
  const deed = useVillageDeed('settleConflict', conflict)
  const settle = async (): Promise<void> => {
    if (!await confirmed('钱退给他们了？', `${head ?? ''} 一家的 ${yuan(amount)} 元已经当面退还。`, '退了')) return
    if (await deed.run({ conflict, end: 'returned', note: null }) !== null) onDone()
  }
  return (
    <View id={`conflict-${conflict}`} className='row'>
      <View className='strong'>{head ?? '没有户主'} 一家 {yuan(amount)} 元，{sayDay(takenOn)}收的{mine ? '' : '（别的经办人员收的）'}</View>
      <View>{message}</View>
      {mayDo('settleConflict') && <Tap className='button button-second gap' onTap={() => void settle()}>钱退给他们了</Tap>}
      <DeedSaid id={`conflict-${conflict}`} state={deed.state} />
    </View>
  )
}
