import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './progress.scss'

interface ProgressProps {
  /** Number of the question shown, from 1. */
  number: number
  /** About so many follow (an answer can bring up a new question); null = not known before a place is chosen. */
  mayFollow: number | null
}

export function Progress({ number, mayFollow }: ProgressProps): ReactNode {
  const filled = mayFollow === null ? 5 : Math.round((100 * number) / (number + mayFollow))
  return (
    <View id='progress'>
      <View id='progress-words' className='quiet'>
        第 {number} 题{followWords(mayFollow)}
      </View>
      <View className='progress-track'>
        <View className='progress-bar' style={{ width: `${filled}%` }} />
      </View>
    </View>
  )
}

function followWords(mayFollow: number | null): string {
  if (mayFollow === null) return ''
  return mayFollow === 0 ? '，最后一题' : `，大约还有 ${mayFollow} 题`
}
