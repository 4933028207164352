import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import '../components/progress.scss'
import type { UploadState } from '../files/use-upload'

/** Long work, as a bar with its numbers. */
export function WorkBar({ id, words, done, of }: { id: string; words: string; done: number; of: number }): ReactNode {
  return (
    <View id={id} className='gap'>
      <View className='strong'>{words} {of === 0 ? '' : `${done} / ${of}`}</View>
      <View className='progress-track'>
        <View className='progress-bar' style={{ width: `${of === 0 ? 5 : Math.min(100, (100 * done) / of)}%` }} />
      </View>
      <View className='quiet'>请不要关掉这一页。断了也不要紧，再来一次会接着做。</View>
    </View>
  )
}

export function UploadBar({ state: { sent, of } }: { state: UploadState }): ReactNode {
  return of === 0 ? null : <WorkBar id='upload' words='正在上传' done={sent} of={of} />
}
