import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Assessment, Channel, PolicyHead, Question, Registration, WarningCode } from '../../../../rules'
import type { CheckSession } from '../../../client/checks'
import { dayInWords } from '../../../client/days'
import { DAY, FIRST_FACT } from '../use-check'
import { AnswerRow, answerWords } from '../../../ui/fact-question'
import { Fold } from '../../../ui/fold'
import { ChannelSteps, SEEN_WORDS, WhyClause } from '../../../ui/notice'
import { TextButton } from '../../../ui/tap'
import { Section, Whole, Paragraph } from '../../../ui/text'

/** Ways to pay, step by step; those closed to this person last, with the reason. */
export function ChannelsPart({ channels }: { channels: readonly Channel[] }): ReactNode {
  if (channels.length === 0) return null
  const open = channels.filter(({ closedBecause }) => closedBecause === null)
  const closed = channels.filter(({ closedBecause }) => closedBecause !== null)
  return (
    <Fold id="channels" title="怎么交" hint={open.map(({ name }) => name).join('、')}>
      {open.map((channel, i) => (
        <ChannelRow key={channel.id} channel={channel} opened={i === 0} />
      ))}
      {closed.length > 0 && <View className="subtitle gap-big">下面的办法您用不了</View>}
      {closed.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} opened={false} />
      ))}
    </Fold>
  )
}

function ChannelRow({ channel, opened }: { channel: Channel; opened: boolean }): ReactNode {
  const [open, setOpen] = useState(opened)
  return (
    <View id={`channel-${channel.id}`} className="row">
      <TextButton id={`channel-${channel.id}-open`} className="spread" expanded={open} onTap={() => setOpen(!open)}>
        <View className="strong step-words">{channel.name}</View>
        <View className="link why">{open ? '收起' : '怎么做'}</View>
      </TextButton>
      {channel.closedBecause !== null && (
        <View className="notice notice-stop channel-closed">
          <Paragraph>{channel.closedBecause}</Paragraph>
        </View>
      )}
      {open && <ChannelSteps channel={channel} />}
    </View>
  )
}

/** Where to register before paying, and what to bring. Nobody is sent anywhere who may pay at once. */
export function RegistrationPart({ registration }: { registration: Registration | null }): ReactNode {
  if (registration === null) return null
  const { first, at, by, form, documents } = registration
  if (!first) return <NothingToRegister at={at} documents={documents} />
  return (
    <Section id="registration" title="先登记，再交费">
      {at !== null && <Line name="到哪里" words={at} />}
      {by !== null && <Line name="谁来办" words={by} />}
      {form !== null && <Line name="填什么表" words={form} />}
      {documents.length > 0 && (
        <View className="row">
          <View className="row-name">要带的东西</View>
          {documents.map((paper) => (
            <View key={paper} className="strong">
              · {paper}
            </View>
          ))}
        </View>
      )}
    </Section>
  )
}

function NothingToRegister({ at, documents }: Pick<Registration, 'at' | 'documents'>): ReactNode {
  const later = [at === null ? '' : `到${at}`, documents.length === 0 ? '' : `带${documents.join('、')}`].filter(
    (words) => words !== '',
  )
  return (
    <Section id="registration" title="参保登记">
      <View>不用另外登记，可以直接交费。</View>
      {later.length > 0 && <View className="quiet">要办登记的话：{later.join('，')}。</View>}
    </Section>
  )
}

function Line({ name, words }: { name: string; words: string }): ReactNode {
  return (
    <View className="row">
      <View className="row-name">{name}</View>
      <View className="strong">{words}</View>
    </View>
  )
}

/** Which notice all this rests on. */
export function NoticePart({ policy }: { policy: PolicyHead }): ReactNode {
  const { title, number, issuer, issued, seen } = policy
  const lines = [title ?? '（通知的题目已缺失）', number, issuer, issued === null ? null : `${dayInWords(issued)}发布`]
  return (
    <Fold id="notice" title="依据的通知">
      {lines
        .filter((line) => line !== null)
        .map((line) => (
          <View key={line}>
            <Paragraph>{line}</Paragraph>
          </View>
        ))}
      {seen !== 'official' && (
        <View id="notice-seen" className="notice">
          这份通知是{SEEN_WORDS[seen]}，没有找到官方原件，最后以当地医保部门公布的为准。
        </View>
      )}
      <View className="quiet">本程序是按这份通知试算的，不是官方凭证，最后以经办机构核定为准。</View>
    </Fold>
  )
}

type NoteTopic = Assessment['notes'][number]['topic']
const TOPICS: readonly (readonly [NoteTopic, string])[] = [
  ['certificate', '证明'],
  ['refund', '退费'],
  ['consequence', '不交会怎样'],
  ['pension', '养老'],
  ['help', '帮助'],
]

export function NotesPart({ notes }: Pick<Assessment, 'notes'>): ReactNode {
  if (notes.length === 0) return null
  return (
    <Fold id="notes" title="还要知道">
      {TOPICS.map(([topic, name]) =>
        notes
          .filter((note) => note.topic === topic)
          .map((note, i) => (
            <View key={`${topic}-${note.text}`} className="row">
              <WhyClause
                id={`note-${topic}-${i}`}
                head={<View className="row-name">{name}</View>}
                ask="看原文"
                sentence="通知是这样写的："
                source={note}
              />
              <View>
                <Paragraph>{note.text}</Paragraph>
              </View>
            </View>
          )),
      )}
    </Fold>
  )
}

const BADGES: Partial<Record<WarningCode, string>> = {
  DRAFT_POLICY: '征求意见稿，还没正式定',
  UNDATED_POLICY: '通知缺文号和日期',
  COVER_NEVER_STARTS: '今年等不到报销',
  STUDENT_PAID_AT_HOME: '学生注意',
  ELDER_FACE_CHECK: '要本人刷脸',
  IDENTITY_NOT_LISTED: '通知没列这种身份',
  IDENTITY_NOT_VALID_ON_DAY: '身份这天还没生效或已失效',
  INFERRED: '由通知推出来的',
  HYPOTHETICAL: '假设的数',
  NOTE: '请留意',
}
const GRAVE: readonly WarningCode[] = ['COVER_NEVER_STARTS']

/** What they should hear before paying, the gravest first. */
export function WarningsPart({ warnings }: Pick<Assessment, 'warnings'>): ReactNode {
  const ordered = [...warnings].sort((a, b) => Number(GRAVE.includes(b.code)) - Number(GRAVE.includes(a.code)))
  return (
    <View id="warnings">
      {ordered.map(({ code, message, cite }) => (
        <View
          key={`${code}-${message}`}
          id={`warning-${code}`}
          className={GRAVE.includes(code) ? 'notice notice-stop' : 'notice'}
        >
          <View className="strong">{BADGES[code] ?? '请留意'}</View>
          <View>
            <Paragraph>{message}</Paragraph>
          </View>
          {cite !== null && (
            <View className="quiet">
              依据：<Whole>{cite}</Whole>
            </View>
          )}
        </View>
      ))}
    </View>
  )
}

interface AnswersPartProps {
  session: CheckSession
  asked: readonly Question[]
  /** Goes to the n-th question of the rules; negative: to the screens before. */
  onChange: (at: number) => void
}

/** What they told us, so that a slip of the finger is seen and mended in one step. */
export function AnswersPart({ session, asked, onChange }: AnswersPartProps): ReactNode {
  return (
    <Fold id="told" title="您是这样答的">
      {session.day !== null && (
        <AnswerRow
          id="told-day"
          ask="打算哪天交费？"
          answer={dayInWords(session.day)}
          onChange={() => onChange(DAY - FIRST_FACT)}
        />
      )}
      {asked.map((question, at) => (
        <AnswerRow
          key={question.fact}
          id={`told-${question.fact}`}
          ask={question.ask}
          answer={answerWords(question, session.answers[question.fact])}
          onChange={() => onChange(at)}
        />
      ))}
    </Fold>
  )
}
