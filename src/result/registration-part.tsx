import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Registration } from '../../rules'
import { Section } from '../components/section'

/** Where to register before paying, and what to bring. Nobody is sent anywhere who may pay at once. */
export function RegistrationPart({ registration }: { registration: Registration | null }): ReactNode {
  if (registration === null) return null
  const { first, at, by, form, documents } = registration
  if (!first) return <NothingToRegister at={at} documents={documents} />
  return (
    <Section id='registration' title='先登记，再交费'>
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

function NothingToRegister({ at, documents }: Pick<Registration, 'at' | 'documents'>): ReactNode {
  const later = [at === null ? '' : `到${at}`, documents.length === 0 ? '' : `带${documents.join('、')}`].filter((words) => words !== '')
  return (
    <Section id='registration' title='参保登记'>
      <View>不用另外登记，可以直接交费。</View>
      {later.length > 0 && <View className='quiet'>要办登记的话：{later.join('，')}。</View>}
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
