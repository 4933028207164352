import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { VillageAnswers } from '../../../client/functions'
import { askVillage, useVillage, useVillageAction } from '../../../client/functions'
import { copyText } from '../../../client/phone'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { PayCode } from './pay-code'
import { PhoneButton, RecordContact } from '../parts'
import { QueryView, ActionError, Waiting } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { Section, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '催缴' })

type CallList = VillageAnswers['callList']

/** 催缴: whom to call, what to tell them, and what came of it. */
export default function CallsPage(): ReactNode {
  return (
    <ClerkPage id="page-calls" title="催缴名单">
      {(at) => <Calls at={at} />}
    </ClerkPage>
  )
}

function Calls({ at }: { at: WorkplaceYear }): ReactNode {
  const { asked, again } = useVillage('callList', { ...at, after: null })
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在查没交的各户" back={null}>
        {(list) => (
          <View>
            <Consequences list={list} />
            {mayDo('sendReminders') && <SendReminders at={at} />}
            <GroupText list={list} at={at} />
            <PayCode />
            <CallRows key={list.households.map(({ household }) => household).join()} first={list} at={at} />
          </View>
        )}
      </QueryView>
      <View className="buttons gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

/** In plain words, to be read out on the phone. */
function Consequences({ list: { consequences, deadline } }: { list: CallList }): ReactNode {
  return (
    <Section id="consequences" title="电话里这样说">
      {deadline !== null && (
        <View className="subtitle">
          最晚 <Paragraph>{dayInWords(deadline)}</Paragraph> 交。
        </View>
      )}
      {consequences.map(({ text, cite }) => (
        <View key={text} className="row">
          <Paragraph>{text}</Paragraph>
          {cite !== null && <View className="quiet">通知{cite}</View>}
        </View>
      ))}
    </Section>
  )
}

/** For the village's chat group: the day and the ways, and nothing of who has not paid, which others may not know. */
function GroupText({ list: { deadline }, at }: { list: CallList; at: WorkplaceYear }): ReactNode {
  const by = deadline === null ? '' : `，请在${dayInWords(deadline)}前交`
  const text = `各位乡亲：${at.year}年度城乡居民医保正在收费${by}。还没交的，打开微信小程序“参保通”，点“交医保费”，先给自己家查一查、再交；不会用手机的，来村里或者打电话给我，我上门。已经交了的不用管。`
  return (
    <Section id="group-text" title="发到村里群的话">
      <View id="group-words">{text}</View>
      <TextButton id="group-copy" className="button button-second gap" onTap={() => void copyText(text)}>
        复制，去群里发
      </TextButton>
      <View className="quiet">群里不点名：谁家没交、受什么资助，别人不该知道。</View>
    </Section>
  )
}

/** For one family, by whatever way one writes to them: what they owe and until when, without anybody's number. */
function familyText(head: string, { unpaid, owed }: { unpaid: number; owed: number }, deadline: string | null): string {
  const by = deadline === null ? '' : `，${dayInWords(deadline)}前交`
  return `${head}您好：您家还有 ${unpaid} 人的城乡居民医保没交，一共 ${yuan(owed)} 元${by}。打开微信小程序“参保通”，点“交医保费”就能交；要我上门收，回我一声。`
}

function CallRows({ first, at }: { first: CallList; at: WorkplaceYear }): ReactNode {
  const [list, setList] = useState({ households: first.households, next: first.next })
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const more = async (): Promise<void> => {
    setState('busy')
    try {
      const answer = await askVillage('callList', { ...at, after: list.next })
      if (answer.ok) setList({ households: [...list.households, ...answer.data.households], next: answer.data.next })
      setState(answer.ok ? 'idle' : 'failed')
    } catch {
      setState('failed')
    }
  }
  if (list.households.length === 0)
    return (
      <View id="calls-none" className="notice notice-good">
        都交了，没有要催的。
      </View>
    )
  return (
    <View id="call-rows">
      {list.households.map((one) => (
        <CallRow key={one.household} one={one} at={at} deadline={first.deadline} />
      ))}
      {state === 'busy' && <Waiting words="正在取后面的" />}
      {state === 'failed' && <View className="notice">没有取到，请再试一次。</View>}
      {list.next !== null && state !== 'busy' && (
        <TextButton id="calls-more" className="button button-second gap" onTap={() => void more()}>
          看后面的户
        </TextButton>
      )}
    </View>
  )
}

interface CallRowProps {
  one: VillageAnswers['callList']['households'][number]
  at: WorkplaceYear
  deadline: string | null
}

/** One household that still owes: what, whom to call, when it was last spoken to, and what came of it this time. */
function CallRow({
  one: { household, head, group, unpaid, owed, call, messagedToday, lastContact },
  at,
  deadline,
}: CallRowProps): ReactNode {
  const [open, setOpen] = useState(false)
  const [contacted, setContacted] = useState(false)
  const done = (): void => {
    setOpen(false)
    setContacted(true)
  }
  return (
    <View id={`calls-${household}`} className="card call-row">
      <View className="spread">
        <View className="subtitle">
          {head} {group}
        </View>
        <View className="spread-end figure-act">{yuan(owed)} 元</View>
      </View>
      <View className="quiet">
        {unpaid} 人没交
        {lastContact === null
          ? '，还没联系过'
          : `，${dayInWords(lastContact.day)}${lastContact.wayName}：${lastContact.resultName}`}
        {messagedToday ? '，今天发过消息' : ''}
      </View>
      {call !== null && mayDo('revealField') ? (
        <PhoneButton resident={call.resident} masked={call.phone} name={call.name} />
      ) : (
        <View className="quiet">台账里没有电话，要上门。</View>
      )}
      {contacted && <View className="agrees">✓ 记上了</View>}
      <View className="spread">
        {mayDo('recordContact') && (
          <TextButton id={`contacted-${household}`} className="link" expanded={open} onTap={() => setOpen(!open)}>
            {open ? '收起' : '记结果'}
          </TextButton>
        )}
        <TextButton
          id={`text-${household}`}
          className="link"
          label={`复制发给${head}家的话`}
          onTap={() => void copyText(familyText(head, { unpaid, owed }, deadline))}
        >
          复制话
        </TextButton>
        <TextButton
          className="link"
          label={`看${head}一家`}
          onTap={() => void openPage(`/pages/village/household/index?household=${household}`)}
        >
          看这一户 ›
        </TextButton>
      </View>
      {open && <RecordContact at={at} household={household} way="phone" onDone={done} />}
    </View>
  )
}

/** A message to every household that allows one; the others are to be called. */
function SendReminders({ at }: { at: WorkplaceYear }): ReactNode {
  const deed = useVillageAction('sendReminders')
  const [sent, setSent] = useState<VillageAnswers['sendReminders'] | null>(null)
  const send = async (): Promise<void> => {
    const done = await deed.run(at)
    if (done !== null) setSent(done)
  }
  return (
    <View className="gap">
      {deed.state.is === 'busy' ? (
        <Waiting words="正在发" />
      ) : (
        (sent === null || !sent.done) && (
          <TextButton id="send-reminders" className="button button-second" onTap={() => void send()}>
            {sent === null ? '给同意收消息的各户发提醒' : '接着发'}
          </TextButton>
        )
      )}
      {sent !== null && (
        <View id="reminders-sent" className="notice notice-good">
          {sent.sentence}
        </View>
      )}
      <ActionError id="send-reminders" state={deed.state} />
    </View>
  )
}
