import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { HouseholdDesk } from '../cloud/village'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import type { DeskAt } from '../saved/kept-desk'
import { mayDo } from './desk-page'
import { RecordContact } from './record-contact'

interface HouseholdContactsProps extends Pick<HouseholdDesk, 'household' | 'contacts'> {
  at: DeskAt
  onDone: () => void
}

export function HouseholdContacts({ at, household, contacts, onDone }: HouseholdContactsProps): ReactNode {
  const [open, setOpen] = useState(false)
  const done = (): void => {
    setOpen(false)
    onDone()
  }
  return (
    <Section id='household-contacts' title='联系过'>
      {contacts.length === 0 && <View className='quiet'>还没有联系过。</View>}
      {contacts.map(({ day, wayName, resultName, mine }, i) => (
        <View key={i} className='row'>{sayDay(day)} {wayName}：{resultName}{mine ? '' : '（别的经办人员）'}</View>
      ))}
      {mayDo('recordContact') && <Tap id='contact-open' className='link' expanded={open} onTap={() => setOpen(!open)}>{open ? '收起' : '记一次联系'}</Tap>}
      {open && <RecordContact at={at} household={household} way='door' onDone={done} />}
    </Section>
  )
}
