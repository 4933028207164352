import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { type Me, useEnrollment } from '../../cloud/enrollment'
import { goTo } from '../../components/go-to'
import { QuestionTitle } from '../../components/question-title'
import { Screen } from '../../components/screen'
import { Section } from '../../components/section'
import { Tap } from '../../components/tap'
import { Alert } from '../../components/alert'
import { AskedPart } from '../../asking/asked-part'
import { PersonCard } from '../../family/person-card'
import { RemindersPart } from '../../family/reminders-part'
import { WorkPart } from '../../family/work-part'

/** 我的: how I stand, how those stand whom I look after, and what waits for me. */
export default function FamilyPage(): ReactNode {
  const { asked, again } = useEnrollment('me', undefined)
  return (
    <Screen id='page-family'>
      <QuestionTitle>我的参保</QuestionTitle>
      <AskedPart asked={asked} again={again} waitingFor='正在查您和家人的参保' back={null}>
        {(me) => <FamilyParts me={me} />}
      </AskedPart>
      <WorkPart />
      <View className='buttons gap-big'>
        <Tap id='family-home' className='button button-second' onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}>回首页</Tap>
      </View>
    </Screen>
  )
}

function FamilyParts({ me }: { me: Me }): ReactNode {
  const bound = me.self !== null
  return (
    <View>
      <WaitsForMe me={me} />
      {me.self === null ? <NotBound /> : <PersonCard person={me.self.person} relation='本人' enrolments={me.self.enrolments} />}
      {me.family.map(({ link, person, relation, enrolments }) => <PersonCard key={link} person={person} relation={relation} enrolments={enrolments} />)}
      <AskedFor asked={me.asked} />
      <Section id='family-ways' title='还可以'>
        <View className='buttons'>
          <Tap id='go-relative' className='button button-second' onTap={() => void goTo('/pages/family/relative/index')}>添一位家人</Tap>
          <Tap id='go-inbox' className='button button-second' onTap={openInbox}>看消息</Tap>
          <Tap id='go-records' className='button button-second' onTap={() => void goTo('/pages/pay/records/index')}>缴费记录</Tap>
          <Tap id='go-links' className='button button-second' onTap={openLinks}>谁能看谁的</Tap>
          <Tap id='go-data' className='button button-second' onTap={() => void goTo('/pages/family/data/index')}>我的资料</Tap>
        </View>
      </Section>
      {bound || me.family.length > 0 ? <RemindersPart templates={me.templates} /> : null}
    </View>
  )
}

/** What should not be overlooked stands first. */
function WaitsForMe({ me: { followers, unread } }: { me: Me }): ReactNode {
  const requests = followers.filter(({ state }) => state === 'waiting').length
  return (
    <View>
      {requests > 0 && <Alert id='answer-requests' words={`${requests} 位家人想看您的参保，请答复`} onTap={openLinks} />}
      {unread > 0 && <Alert id='read-messages' good words={`${unread} 条消息没看`} onTap={openInbox} />}
    </View>
  )
}

function NotBound(): ReactNode {
  return (
    <Section id='not-bound' title='还没有绑定您本人'>
      <View>绑定以后，这里能看到您今年交没交、哪天起能报销。</View>
      <View className='gap'><Tap id='go-bind' className='button' onTap={() => void goTo('/pages/family/bind/index')}>绑定我本人</Tap></View>
    </Section>
  )
}

function AskedFor({ asked }: Pick<Me, 'asked'>): ReactNode {
  if (asked.length === 0) return null
  return (
    <Section id='asked-for' title='还在等答应'>
      {asked.map(({ link, person, relation }) => <View key={link} className='row'>{relation} · {person.name}</View>)}
      <View className='quiet'>家人本人同意，或者村干部核实以后，就能看到。</View>
    </Section>
  )
}

const openInbox = (): void => void goTo('/pages/family/inbox/index')
const openLinks = (): void => void goTo('/pages/family/links/index')
