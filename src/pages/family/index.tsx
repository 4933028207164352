import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Me } from '../../client/functions'
import { useEnrolment, useEnrolmentAction, useVillage } from '../../client/functions'
import { isRecord } from '../../client/storage'
import { PersonCard } from './person'
import { candidatesOf, owes } from '../pay/selection'
import { WithUnderway } from '../pay/underway'
import { QueryView, ActionError } from '../../ui/answers'
import { openPage } from '../../ui/navigate'
import { Screen } from '../../ui/screen'
import { Alert, TextButton } from '../../ui/tap'
import { QuestionTitle, Section } from '../../ui/text'

definePageConfig({ navigationBarTitleText: '我的' })

/** 我的: how I stand, how those stand whom I look after, and what waits for me. */
export default function FamilyPage(): ReactNode {
  const { asked, again } = useEnrolment('me', undefined)
  return (
    <Screen id="page-family">
      <QuestionTitle>我的参保</QuestionTitle>
      <QueryView asked={asked} again={again} waitingFor="正在查您和家人的参保" back={null}>
        {(me) => <FamilyParts me={me} />}
      </QueryView>
      <WorkPart />
      <View className="buttons gap-big">
        <TextButton
          id="family-home"
          className="button button-second"
          onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}
        >
          回首页
        </TextButton>
      </View>
    </Screen>
  )
}

function FamilyParts({ me }: { me: Me }): ReactNode {
  const bound = me.self !== null
  const owing = candidatesOf(me).flatMap((one) => (one.owes ? [one.enrolment] : []))
  return (
    <View>
      <WaitsForMe me={me} />
      {me.self === null && <NotBound />}
      <WithUnderway key={owing.join()} enrolments={owing}>
        {(underway) =>
          owingFirst(me).map(({ link, person, relation, enrolments }) => (
            <PersonCard key={link} person={person} relation={relation} enrolments={enrolments} underway={underway} />
          ))
        }
      </WithUnderway>
      <AskedFor asked={me.asked} />
      <Section id="family-ways" title="其他">
        <View className="buttons">
          <TextButton
            id="go-relative"
            className="button button-second"
            onTap={() => void openPage('/pages/family/relative/index')}
          >
            添一位家人
          </TextButton>
          <TextButton id="go-inbox" className="button button-second" onTap={openInbox}>
            看消息
          </TextButton>
          <TextButton
            id="go-records"
            className="button button-second"
            onTap={() => void openPage('/pages/pay/records/index')}
          >
            缴费记录
          </TextButton>
          <TextButton id="go-links" className="button button-second" onTap={openLinks}>
            谁能看我的
          </TextButton>
          <TextButton
            id="go-data"
            className="button button-second"
            onTap={() => void openPage('/pages/family/data/index')}
          >
            我的资料
          </TextButton>
        </View>
      </Section>
      {bound || me.family.length > 0 ? <RemindersPart templates={me.templates} /> : null}
    </View>
  )
}

/** Who owes stands first; oneself before the others, where both do or neither does. */
function owingFirst({ self, family }: Me): Me['family'] {
  const all = [...(self === null ? [] : [{ ...self, relation: '本人' }]), ...family]
  const isOwing = ({ enrolments }: Me['family'][number]): boolean => enrolments.some(owes)
  return [...all.filter(isOwing), ...all.filter((one) => !isOwing(one))]
}

/** What should not be overlooked stands first. */
function WaitsForMe({ me: { followers, unread } }: { me: Me }): ReactNode {
  const requests = followers.filter(({ state }) => state === 'waiting').length
  return (
    <View>
      {requests > 0 && (
        <Alert id="answer-requests" words={`${requests} 位家人想看您的参保，请答复`} onTap={openLinks} />
      )}
      {unread > 0 && <Alert id="read-messages" good words={`${unread} 条消息没看`} onTap={openInbox} />}
    </View>
  )
}

function NotBound(): ReactNode {
  return (
    <Section id="not-bound" title="还没有绑定您本人">
      <View>绑定以后，这里能看到您今年交没交、哪天起能报销。</View>
      <View className="gap">
        <TextButton id="go-bind" className="button" onTap={() => void openPage('/pages/family/bind/index')}>
          绑定我本人
        </TextButton>
      </View>
    </Section>
  )
}

function AskedFor({ asked }: Pick<Me, 'asked'>): ReactNode {
  if (asked.length === 0) return null
  return (
    <Section id="asked-for" title="等对方同意">
      {asked.map(({ link, person, relation }) => (
        <View key={link} className="row">
          {relation} · {person.name}
        </View>
      ))}
      <View className="quiet">家人本人同意，或者村干部核实以后，就能看到。</View>
    </Section>
  )
}

const openInbox = (): void => void openPage('/pages/family/inbox/index')
const openLinks = (): void => void openPage('/pages/family/links/index')

type Consents = Record<string, 'accept' | 'reject' | 'ban' | 'filter'>
const ANSWERS: readonly unknown[] = ['accept', 'reject', 'ban', 'filter']
/** WeChat asks for three at a time at most. */
const TEMPLATES_MAX = 3

/**
 * Where reminders come: always here; to WeChat as well, one for each consent, which WeChat itself asks
 * for after a tap.
 */
function RemindersPart({ templates }: { templates: readonly string[] }): ReactNode {
  const deed = useEnrolmentAction('recordConsents')
  const [answers, setAnswers] = useState<Consents | null>(null)
  const [said, setSaid] = useState('')

  const record = async (consents: Consents): Promise<void> => {
    if ((await deed.run({ answers: consents })) === null) return
    setAnswers(null)
    setSaid(
      Object.values(consents).includes('accept')
        ? '好了，下一次提醒会发到您的微信。'
        : '没有打开。提醒仍然放在“看消息”里。',
    )
  }
  const ask = async (): Promise<void> => {
    // An answer that did not reach the server is sent again, not asked for again.
    const consents = answers ?? (await consentsTo(templates.slice(0, TEMPLATES_MAX)))
    if (consents === null) return setSaid('微信没有问成。请在微信里右上角“…”的“设置”里打开订阅消息，再点一次。')
    setAnswers(consents)
    await record(consents)
  }
  const inWechat = process.env.TARO_ENV === 'weapp' && templates.length > 0
  return (
    <Section id="reminders" title="到日子提醒我">
      <View>该交费的前 7 天和前 1 天，会有一条消息放在“看消息”里。</View>
      {inWechat && (
        <View>
          <View className="gap">也可以发到您的微信：点一次“允许”，发一条。</View>
          <View className="gap">
            <TextButton id="allow-messages" className="button button-second" onTap={() => void ask()}>
              也发到我的微信
            </TextButton>
          </View>
        </View>
      )}
      {said !== '' && (
        <View id="reminders-said" className="notice notice-calm">
          {said}
        </View>
      )}
      <ActionError id="reminders" state={deed.state} />
    </Section>
  )
}

/** What the user answered, by template; null = WeChat did not ask. */
async function consentsTo(templates: readonly string[]): Promise<Consents | null> {
  try {
    // `entityIds`, which the type asks for, is Alipay's.
    const answered: unknown = await Taro.requestSubscribeMessage({
      tmplIds: [...templates],
    } as Taro.requestSubscribeMessage.Option)
    if (!isRecord(answered)) return null
    const mine = Object.entries(answered).filter(
      (entry): entry is [string, Consents[string]] => templates.includes(entry[0]) && ANSWERS.includes(entry[1]),
    )
    return mine.length === 0 ? null : Object.fromEntries(mine)
  } catch {
    return null
  }
}

/**
 * The way to work, only for who holds an office: the server says so each time. Who was given a code
 * takes the office here.
 */
function WorkPart(): ReactNode {
  const { asked } = useVillage('desk', {})
  if (asked.is !== 'answered') return null
  const { role, roleName, regionName, villages } = asked.answer
  if (role === null)
    return (
      <TextButton id="go-accept" className="link gap" onTap={() => void openPage('/pages/county/accept/index')}>
        我的编号、岗位邀请码 ›
      </TextButton>
    )
  return (
    <Section id="work" title="工作">
      <View>
        {regionName}，{roleName}
      </View>
      {role === 'township' && (
        <TextButton id="go-town" className="button gap" onTap={() => void openPage('/pages/county/town/index')}>
          乡镇的工作
        </TextButton>
      )}
      {role !== 'clerk' && role !== 'township' && (
        <TextButton id="go-county" className="button gap" onTap={() => void openPage('/pages/county/index')}>
          县里的工作
        </TextButton>
      )}
      {villages.length > 0 && (
        <TextButton
          id="go-village"
          className={role === 'clerk' ? 'button gap' : 'button button-second gap'}
          onTap={() => void openPage('/pages/village/index')}
        >
          村里的工作
        </TextButton>
      )}
    </Section>
  )
}
