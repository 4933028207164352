import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Registration } from '../../rules'
import { Section } from '../components/section'

/** Where to register before paying, and what to bring. */
export function RegistrationPart({ registration }: { registration: Registration | null }): ReactNode {
  if (registration === null) return null
  const { first, at, by, form, documents } = registration
  return (
    <Section id='registration' title={first ? '先登记，再交费' : '参保登记'}>
      {!first && <View>不用另外登记，可以直接交费。</View>}
      {at !== null && <Line name='到哪里' words={at} />}
      {by !== null && <Line name='谁来办' words={by} />}
      {form !== null && <Line name='填什么表' words={form} />}
      {documents.length > 0 && (
        <View className='row'>
          <View className='row-name'>要带的东西</View>
          {documents.map((paper) => <View key={paper} className='strong'>· {paper}</View>)}
        </View>
      )}
    </Section>
  )
}

function Line({ name, words }: { name: string; words: string }): ReactNode {
  return (
    <View className='row'>
      <View className='row-name'>{name}</View>
      <View className='strong'>{words}</View>
    </View>
  )
}
