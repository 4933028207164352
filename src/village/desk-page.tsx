import { View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect, useState, type ReactNode } from 'react'
import { QuestionTitle } from '../components/question-title'
import { Screen } from '../components/screen'
import { Tap } from '../components/tap'
import { keptDesk, type DeskAt } from '../saved/kept-desk'
import { sendAllTaken } from './send-taken'
import { UnsentAlert } from './unsent-alert'
import { whenOnline } from './when-online'
import './desk.scss'

interface DeskPageProps {
  id: string
  title?: string
  children: (at: DeskAt) => ReactNode
}

/** The frame of a page at the desk: what has not been sent is said on every one of them, and sent as soon as it can be. */
export function DeskPage({ id, title, children }: DeskPageProps): ReactNode {
  const [at] = useState(() => keptDesk()?.at ?? null)
  useSending()
  return (
    <Screen id={id}>
      {title !== undefined && <QuestionTitle>{title}</QuestionTitle>}
      <UnsentAlert />
      {at === null ? <NoDesk /> : children(at)}
    </Screen>
  )
}

/** Whenever a page of the desk comes to the front, and whenever the network comes back. */
export function useSending(): void {
  useDidShow(() => void sendAllTaken())
  useEffect(() => whenOnline(() => void sendAllTaken()), [])
}

/** Whether the office lets its holder do it: buttons of other deeds are not shown. The server decides anew. */
export function mayDo(action: string): boolean {
  return keptDesk()?.desk.may.includes(action) ?? false
}

export const DESK = '/pages/village/index'

async function backToDesk(): Promise<void> {
  const pages = Taro.getCurrentPages()
  const below = pages.findIndex(({ route }) => route !== undefined && /pages\/village\/index(\?|$)/.test(route))
  if (below >= 0 && below < pages.length - 1) await Taro.navigateBack({ delta: pages.length - 1 - below })
  else await Taro.redirectTo({ url: DESK })
}

export function BackToDesk({ second = true }: { second?: boolean }): ReactNode {
  return <Tap id='back-to-desk' className={second ? 'button button-second' : 'button'} onTap={() => void backToDesk()}>回到“今天”</Tap>
}

function NoDesk(): ReactNode {
  return (
    <View id='no-desk' className='card'>
      <View className='title'>还不知道您在哪个村办事</View>
      <View className='gap'>请先打开“村里的工作”，连上网看一次。</View>
      <View className='gap'><BackToDesk second={false} /></View>
    </View>
  )
}
