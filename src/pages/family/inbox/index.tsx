import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEnrollment } from '../../../cloud/enrollment'
import { QuestionTitle } from '../../../components/question-title'
import { Screen } from '../../../components/screen'
import { AskedPart } from '../../../asking/asked-part'
import { BackToFamily } from '../../../family/back-to-family'
import { MessageList } from '../../../family/message-list'

export default function InboxPage(): ReactNode {
  const { asked, again } = useEnrollment('inbox', { before: null })
  return (
    <Screen id='page-inbox'>
      <QuestionTitle>消息</QuestionTitle>
      <AskedPart asked={asked} again={again} waitingFor='正在取消息' back={<BackToFamily />}>
        {({ items, more }) => <MessageList key={items[0]?.id ?? 'none'} newest={items} more={more} />}
      </AskedPart>
      <View className='gap-big'><BackToFamily second /></View>
    </Screen>
  )
}
