import './message-list.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { Message } from '../../../client/functions'
import { askEnrolment, useEnrolment } from '../../../client/functions'
import { BackToFamily } from '../parts'
import { openCourse } from '../person'
import { QueryView } from '../../../ui/answers'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '消息' })

export default function InboxPage(): ReactNode {
  const { asked, again } = useEnrolment('inbox', { before: null })
  return (
    <Screen id="page-inbox">
      <QuestionTitle>消息</QuestionTitle>
      <QueryView asked={asked} again={again} waitingFor="正在取消息" back={<BackToFamily />}>
        {({ items, more }) => <MessageList key={items[0]?.id ?? 'none'} newest={items} more={more} />}
      </QueryView>
      <View className="gap-big">
        <BackToFamily second />
      </View>
    </Screen>
  )
}

interface MessageListProps {
  newest: readonly Message[]
  /** There are older ones. */
  more: boolean
}

/** Messages, newest first. What is on the screen counts as read; it is marked as new until the next visit. */
function MessageList({ newest, more }: MessageListProps): ReactNode {
  const [older, setOlder] = useState<readonly Message[]>([])
  const [left, setLeft] = useState(more)
  const [state, setState] = useState<'idle' | 'busy' | 'unanswered'>('idle')
  const shown = [...newest, ...older]
  useEffect(() => void markRead(newest), [newest])

  const fetchOlder = async (): Promise<void> => {
    if (state === 'busy') return
    setState('busy')
    try {
      const answer = await askEnrolment('inbox', { before: shown[shown.length - 1]?.id ?? null })
      if (!answer.ok) return setState('unanswered')
      setOlder([...older, ...answer.data.items])
      setLeft(answer.data.more)
      setState('idle')
      void markRead(answer.data.items)
    } catch {
      setState('unanswered')
    }
  }
  if (shown.length === 0)
    return (
      <View id="inbox-empty" className="card">
        还没有消息。快到交费的日子，这里会提醒您。
      </View>
    )
  return (
    <View>
      {shown.map((message) => (
        <MessageCard key={message.id} message={message} />
      ))}
      {state === 'unanswered' && <View className="notice">没有连上，请再点一次。</View>}
      {left && (
        <View className="gap">
          <TextButton id="inbox-more" className="button button-second" onTap={() => void fetchOlder()}>
            {state === 'busy' ? '正在取…' : '看以前的'}
          </TextButton>
        </View>
      )}
    </View>
  )
}

function MessageCard({ message: { day, title, text, enrolment, read } }: { message: Message }): ReactNode {
  return (
    <View className={read ? 'card message' : 'card message message-new'}>
      <View className="quiet">
        {!read && <View className="badge message-badge">新</View>}
        {dayInWords(day)}
      </View>
      <View className="subtitle">{title}</View>
      <View>
        <Paragraph>{text}</Paragraph>
      </View>
      <TextButton className="link message-course" label={`${title}：看全程`} onTap={() => openCourse(enrolment)}>
        看参保全程 ›
      </TextButton>
    </View>
  )
}

/** Not heard by the server, they stay unread there and are marked at the next visit. */
async function markRead(items: readonly Message[]): Promise<void> {
  const unread = items.filter(({ read }) => !read).map(({ id }) => id)
  if (unread.length === 0) return
  await askEnrolment('readInbox', { items: unread }).catch(() => null)
}
