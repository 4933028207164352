import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { VillageAnswers } from '../cloud/village'
import { goTo } from '../components/go-to'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import type { DeskAt } from '../saved/kept-desk'
import { mayDo } from './desk-page'
import { PhoneButton } from './phone-button'
import { RecordContact } from './record-contact'

interface CallRowProps {
  one: VillageAnswers['callList']['households'][number]
  at: DeskAt
}

/** One household that still owes: what, whom to call, when it was last spoken to, and what came of it this time. */
export function CallRow({ one: { household, head, group, unpaid, owed, call, messagedToday, lastContact }, at }: CallRowProps): ReactNode {
  const [open, setOpen] = useState(false)
  const [contacted, setContacted] = useState(false)
  const done = (): void => {
    setOpen(false)
    setContacted(true)
  }
  return (
    <View id={`calls-${household}`} className='card call-row'>
      <View className='spread'>
        <View className='subtitle'>{head} {group}</View>
        <View className='spread-end figure-act'>{yuan(owed)} 元</View>
      </View>
      <View className='quiet'>{unpaid} 人没交{lastContact === null ? '，还没联系过' : `，${sayDay(lastContact.day)}${lastContact.wayName}：${lastContact.resultName}`}{messagedToday ? '，今天发过消息' : ''}</View>
      {call !== null && mayDo('revealField') ? <PhoneButton resident={call.resident} masked={call.phone} name={call.name} /> : <View className='quiet'>台账里没有电话，要上门。</View>}
      {contacted && <View className='agrees'>✓ 记上了</View>}
      <View className='spread'>
        {mayDo('recordContact') && <Tap id={`contacted-${household}`} className='link' expanded={open} onTap={() => setOpen(!open)}>{open ? '收起' : '记结果'}</Tap>}
        <Tap className='link' label={`看${head}一家`} onTap={() => void goTo(`/pages/village/household/index?household=${household}`)}>看这一户 ›</Tap>
      </View>
      {open && <RecordContact at={at} household={household} way='phone' onDone={done} />}
    </View>
  )
}
