import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Waiting } from '../asking/waiting'
import { askVillage } from '../cloud/village'
import { confirmed } from '../components/phone-actions'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import { operationFor, endOperation } from '../saved/operations'
import { resendTaken } from './send-taken'
import { endTaken, type TakenMoney } from './taken-money'

/** Money that the server does not enter: why, and the two things that can be done with it. */
export function RefusedMoney({ taken }: { taken: TakenMoney }): ReactNode {
  const { request: { operation, total }, head, refusal } = taken
  const [state, setState] = useState<'idle' | 'busy' | string>('idle')
  const again = async (): Promise<void> => {
    setState('busy')
    const sent = await resendTaken(taken)
    setState(sent.is === 'unanswered' ? '没有连上，有网再试。' : 'idle')
  }
  const giveBack = async (): Promise<void> => {
    if (!await confirmed('钱退给他们了？', `${head} 一家的 ${yuan(total)} 元已经当面退还。`, '退了')) return
    setState('busy')
    setState(await recordReturn(operation))
  }
  return (
    <View id={`refused-${operation}`} className='notice notice-stop'>
      <View className='subtitle'>这 {yuan(total)} 元没有记上</View>
      <View className='gap refused-why'>{refusal?.message}</View>
      {state === 'busy' ? <Waiting words='正在登记' /> : (
        <View className='buttons gap'>
          <Tap id={`return-${operation}`} className='button' onTap={() => void giveBack()}>钱退给他们了</Tap>
          <Tap id={`resend-${operation}`} className='button button-second' onTap={() => void again()}>{refusal?.code === 'NOT_HEARD' ? '念过了，再记一次' : '再记一次'}</Tap>
        </View>
      )}
      {state !== 'busy' && state !== 'idle' && <View className='gap strong'>{state}</View>}
      <View className='quiet'>代码：{refusal?.code}</View>
    </View>
  )
}

/** The county sees that the money went back; only then the phone lets go of it. */
async function recordReturn(operation: string): Promise<string> {
  const deed = `settleConflict ${operation}`
  try {
    const answer = await askVillage('settleConflict', { operation: operationFor(deed, Date.now()), conflict: operation, end: 'returned', note: null })
    if (!answer.ok && answer.error.code !== 'CONFLICT_NOT_FOUND') return answer.error.message
    endOperation(deed)
    endTaken(operation)
    return 'idle'
  } catch {
    return '没有连上，退钱还没有登记。有网再点一次。'
  }
}
