import { View } from '@tarojs/components'
import { useEffect, useState, type ReactNode } from 'react'
import '../components/progress.scss'

const SLOW_S = 3
/** After so long most networks have answered or never will. */
const USUAL_END_S = 10

/** What is being waited for; on a slow network also for how long, so that nobody taps a dead screen. */
export function Waiting({ words }: { words: string }): ReactNode {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const spoken = process.env.TARO_ENV === 'h5' ? { role: 'status' } : {}
  return (
    <View id='waiting' className='card' {...spoken}>
      <View className='subtitle'>{words}</View>
      <View className='progress-track'>
        <View className='progress-bar' style={{ width: `${Math.min(95, 10 + (85 * seconds) / USUAL_END_S)}%` }} />
      </View>
      <View className='quiet'>{seconds < SLOW_S ? '请稍等。' : `网络有点慢，已经等了 ${seconds} 秒，请再等等。`}</View>
    </View>
  )
}
