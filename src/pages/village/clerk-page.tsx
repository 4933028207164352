import './clerk.scss'
import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { WorkplaceYear } from '../../client/saved-workplace'
import { savedWorkplace } from '../../client/saved-workplace'
import { sumOfTaken, useTakenMoney, waitsForServer } from '../../client/taken-cash'
import { sendAllTaken } from './send-cash'
import { yuan } from '../../ui/money'
import { openPage } from '../../ui/navigate'
import { Screen } from '../../ui/screen'
import { Alert, TextButton } from '../../ui/tap'
import { QuestionTitle } from '../../ui/text'

interface ClerkPageProps {
  id: string
  title?: string
  children: (at: WorkplaceYear) => ReactNode
}

/**
 * The frame of a page at the desk: what has not been sent is said on every one of them, and sent as soon as it can be.
 */
export function ClerkPage({ id, title, children }: ClerkPageProps): ReactNode {
  const [at] = useState(() => savedWorkplace()?.at ?? null)
  useSending()
  return (
    <Screen id={id}>
      {title !== undefined && <QuestionTitle>{title}</QuestionTitle>}
      <UnsentAlert />
      {at === null ? <NoOffice /> : children(at)}
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
  return savedWorkplace()?.desk.may.includes(action) ?? false
}

const CLERK_HOME = '/pages/village/index'

async function backToToday(): Promise<void> {
  const pages = Taro.getCurrentPages()
  const below = pages.findIndex(({ route }) => route !== undefined && /pages\/village\/index(\?|$)/.test(route))
  if (below >= 0 && below < pages.length - 1) await Taro.navigateBack({ delta: pages.length - 1 - below })
  else await Taro.redirectTo({ url: CLERK_HOME })
}

export function BackToToday({ second = true }: { second?: boolean }): ReactNode {
  return (
    <TextButton
      id="back-to-desk"
      className={second ? 'button button-second' : 'button'}
      onTap={() => void backToToday()}
    >
      回到“今天”
    </TextButton>
  )
}

function NoOffice(): ReactNode {
  return (
    <View id="no-desk" className="card">
      <View className="title">还不知道您在哪个村办事</View>
      <View className="gap">请先打开“村里的工作”，连上网看一次。</View>
      <View className="gap">
        <BackToToday second={false} />
      </View>
    </View>
  )
}

/** Money that the server has not entered: how much, and where to look at it. */
export function UnsentAlert(): ReactNode {
  const taken = useTakenMoney()
  const waiting = taken.filter(waitsForServer)
  const refused = taken.length - waiting.length
  const open = (): void => void openPage('/pages/village/unsent/index')
  return (
    <>
      {refused > 0 && <Alert id="taken-refused" stop words={`${refused} 笔钱没有记上，要您处理`} onTap={open} />}
      {waiting.length > 0 && (
        <Alert
          id="taken-waiting"
          words={`${waiting.length} 笔没上传，共 ${yuan(sumOfTaken(waiting))} 元`}
          onTap={open}
        />
      )}
    </>
  )
}

/** Tells whenever the network comes back; gives back what ends that. */
function whenOnline(tell: () => void): () => void {
  if (process.env.TARO_ENV === 'h5') {
    window.addEventListener('online', tell)
    return () => window.removeEventListener('online', tell)
  }
  const listen = ({ isConnected }: { isConnected: boolean }): void => {
    if (isConnected) tell()
  }
  Taro.onNetworkStatusChange(listen)
  return () => Taro.offNetworkStatusChange(listen)
}
