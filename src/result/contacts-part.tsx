import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Contact } from '../../rules'
import { callPhone, copyText } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'

export function ContactsPart({ contacts }: { contacts: readonly Contact[] }): ReactNode {
  if (contacts.length === 0) return null
  return (
    <Section id='contacts' title='不清楚，问谁'>
      {contacts.map(({ name, phone, about }) => (
        <View key={`${name}-${phone}`} className='row'>
          <View className='strong'>{name}</View>
          {about !== '' && <View className='quiet'>{about}</View>}
          <View className='contact-phone'>{phone}</View>
          <View className='buttons'>
            <Tap id={`call-${phone}`} className='button' label={`打电话 ${name}`} onTap={() => void callPhone(phone)}>打电话</Tap>
            <Tap id={`copy-${phone}`} className='button button-second' label={`复制号码 ${phone}`} onTap={() => void copyText(phone)}>复制号码</Tap>
          </View>
        </View>
      ))}
    </Section>
  )
}
