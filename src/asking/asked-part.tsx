import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { CallError } from '../../cloudfunctions/rules-engine/contract'
import { Tap } from '../components/tap'
import type { Asked } from './use-asked'
import { Waiting } from './waiting'

interface AskedPartProps<Answer> {
  asked: Asked<Answer>
  again: () => void
  /** 正在查您的参保 */
  waitingFor: string
  /** What leads back from a refusal; null on the page that one would be sent back to. */
  back: ReactNode
  children: (answer: Answer) => ReactNode
}

/** What was asked for, or in its place what stands against it and what to do. */
export function AskedPart<Answer>({ asked, again, waitingFor, back, children }: AskedPartProps<Answer>): ReactNode {
  switch (asked.is) {
    case 'asking':
      return <Waiting words={waitingFor} />
    case 'unanswered':
      return <NoAnswerPart again={again} />
    case 'refused':
      return <RefusedPart error={asked.error} again={again} back={back} />
    case 'answered':
      return (
        <View>
          {asked.late && <LatePart again={again} />}
          {children(asked.answer)}
        </View>
      )
  }
}

/** The network or the server is away: nothing is known, nothing is lost. */
function NoAnswerPart({ again }: { again: () => void }): ReactNode {
  return (
    <View id='no-answer' className='card'>
      <View className='title'>没有连上</View>
      <View className='gap'>可能是没有网络，也可能是服务器正忙。什么也不会因此变动。</View>
      <View className='gap'>请看看手机有没有网，再试一次。</View>
      <View className='gap'><Tap id='ask-again' className='button' onTap={again}>再试一次</Tap></View>
    </View>
  )
}

function LatePart({ again }: { again: () => void }): ReactNode {
  return (
    <View id='late-answer' className='notice'>
      <View>没有连上，下面是刚才看到的，可能不是最新的。</View>
      <Tap id='ask-again' className='link' onTap={again}>再试一次</Tap>
    </View>
  )
}

function RefusedPart({ error, again, back }: { error: CallError; again: () => void; back: ReactNode }): ReactNode {
  return (
    <View id='refused' className='card'>
      <View className='title'>没有看成</View>
      <View id='refused-message' className='gap'>{error.message}</View>
      <View id='refused-code' className='quiet gap'>代码：{error.code}</View>
      <View className='buttons gap'>
        <Tap id='ask-again' className='button button-second' onTap={again}>再试一次</Tap>
        {back}
      </View>
    </View>
  )
}
