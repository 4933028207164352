import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment, Told } from '../../rules'
import { useServerAnswer, type ServerVerdict } from '../cloud/use-server-answer'

const WORDS: Readonly<Record<ServerVerdict, string>> = {
  asking: '正在同服务器核对…',
  same: '已同服务器核对，结果一样。',
  offline: '未联网，按本机政策计算。',
  newerPolicy: '服务器上的政策同这部手机的不一样。请退出小程序，重新打开后再查一次。',
  otherAnswer: '服务器算的结果同这部手机的不一样。请退出小程序，重新打开后再查；还不一样，以经办机构核定为准。',
  refused: '服务器没有认这份资料。请重新打开小程序再查；还不行，以经办机构核定为准。',
}
const ALARMING: readonly ServerVerdict[] = ['newerPolicy', 'otherAnswer', 'refused']

export function ServerLine({ told, assessment }: { told: Told; assessment: Assessment }): ReactNode {
  const verdict = useServerAnswer(told, assessment)
  return (
    <View id='server-line' className={ALARMING.includes(verdict) ? `notice server-${verdict}` : `quiet gap server-${verdict}`}>
      {WORDS[verdict]}
    </View>
  )
}
