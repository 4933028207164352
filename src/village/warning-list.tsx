import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Words } from '../components/words'
import type { Warning } from './door-person'

/** To be said before any money moves. */
export function WarningList({ warnings }: { warnings: readonly Warning[] }): ReactNode {
  if (warnings.length === 0) return null
  return (
    <View id='door-warnings' className='notice'>
      <View className='strong'>收钱前要念给他们听：</View>
      {warnings.map(({ code, message }) => <View key={`${code} ${message}`} className='gap'>· <Words>{message}</Words></View>)}
    </View>
  )
}
