import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { DeedState } from './use-attempt'

/** What came of the last try, under its button; nothing when all is well or when a field says it. */
export function DeedSaid({ id, state, fields = [] }: { id: string; state: DeedState; fields?: readonly string[] }): ReactNode {
  if (state.is === 'unanswered') {
    return <View id={`${id}-unanswered`} className='notice'>没有连上，不知道办成没有。请看看手机有没有网，再点一次：不会办成两次。</View>
  }
  if (state.is !== 'refused' || fieldOf(state, fields) !== null) return null
  return (
    <View id={`${id}-refused`} className='notice notice-stop'>
      <View>{state.error.message}</View>
      <View className='quiet'>代码：{state.error.code}</View>
    </View>
  )
}

/** Which field of the form the server found fault with; null = none of them. */
function fieldOf(state: DeedState, fields: readonly string[]): string | null {
  if (state.is !== 'refused') return null
  return fields.find((field) => field === state.error.path?.split('.')[0]) ?? null
}

/** The server's words about one field; '' = none. */
export function serverSays(state: DeedState, fields: readonly string[], field: string): string {
  return state.is === 'refused' && fieldOf(state, fields) === field ? state.error.message : ''
}
