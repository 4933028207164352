import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { Waiting } from '../../../asking/waiting'
import { sayDay } from '../../../clock/civil-days'
import { askVillage, useVillage, type VillageAnswers } from '../../../cloud/village'
import { Section } from '../../../components/section'
import { Tap } from '../../../components/tap'
import { Words } from '../../../components/words'
import type { DeskAt } from '../../../saved/kept-desk'
import { CallRow } from '../../../village/call-row'
import { BackToDesk, DeskPage, mayDo } from '../../../village/desk-page'
import { SendReminders } from '../../../village/send-reminders'

type CallList = VillageAnswers['callList']

/** 催缴: whom to call, what to tell them, and what came of it. */
export default function CallsPage(): ReactNode {
  return <DeskPage id='page-calls' title='催缴名单'>{(at) => <Calls at={at} />}</DeskPage>
}

function Calls({ at }: { at: DeskAt }): ReactNode {
  const { asked, again } = useVillage('callList', { ...at, after: null })
  return (
    <View>
      <AskedPart asked={asked} again={again} waitingFor='正在查没交的各户' back={null}>
        {(list) => (
          <View>
            <Consequences list={list} />
            {mayDo('sendReminders') && <SendReminders at={at} />}
            <CallRows key={list.households.map(({ household }) => household).join()} first={list} at={at} />
          </View>
        )}
      </AskedPart>
      <View className='buttons gap-big'><BackToDesk /></View>
    </View>
  )
}

/** In plain words, to be read out on the phone. */
function Consequences({ list: { consequences, deadline } }: { list: CallList }): ReactNode {
  return (
    <Section id='consequences' title='电话里这样说'>
      {deadline !== null && <View className='subtitle'>最晚 <Words>{sayDay(deadline)}</Words> 交。</View>}
      {consequences.map(({ text, cite }) => (
        <View key={text} className='row'><Words>{text}</Words>{cite !== null && <View className='quiet'>通知{cite}</View>}</View>
      ))}
    </Section>
  )
}

function CallRows({ first, at }: { first: CallList; at: DeskAt }): ReactNode {
  const [list, setList] = useState({ households: first.households, next: first.next })
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const more = async (): Promise<void> => {
    setState('busy')
    try {
      const answer = await askVillage('callList', { ...at, after: list.next })
      if (answer.ok) setList({ households: [...list.households, ...answer.data.households], next: answer.data.next })
      setState(answer.ok ? 'idle' : 'failed')
    } catch {
      setState('failed')
    }
  }
  if (list.households.length === 0) return <View id='calls-none' className='notice notice-good'>都交了，没有要催的。</View>
  return (
    <View id='call-rows'>
      {list.households.map((one) => <CallRow key={one.household} one={one} at={at} />)}
      {state === 'busy' && <Waiting words='正在取后面的' />}
      {state === 'failed' && <View className='notice'>没有取到，请再试一次。</View>}
      {list.next !== null && state !== 'busy' && <Tap id='calls-more' className='button button-second gap' onTap={() => void more()}>看后面的户</Tap>}
    </View>
  )
}
