import './clause.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Channel, Citation, Contact } from '../../rules'
import { callPhone, copyText, openPlace } from '../client/phone'
import { TextButton } from './tap'
import { Section, Whole, Paragraph } from './text'
import { HOTLINE } from './year-banner'

interface ClauseProps {
  id: string
  /** What is asked why of, beside the button. */
  head: ReactNode
  /** One sentence in plain words, above the notice's own; none where it stands in the head already. */
  sentence?: string
  /** What the button says; 为什么？ where it answers why. */
  ask?: string
  source: Citation
  children?: ReactNode
}

/** 为什么: opens the sentence of the notice in place, so that the reader keeps her position. */
export function WhyClause({ id, head, sentence, ask = '为什么？', source, children }: ClauseProps): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <View>
      <View className="why-head">
        <View className="step-words">{head}</View>
        <TextButton id={`${id}-why`} className="link why" expanded={open} onTap={() => setOpen(!open)}>
          {open ? '收起' : ask}
        </TextButton>
      </View>
      {open && (
        <View id={`${id}-clause`}>
          {sentence !== undefined && (
            <View className="why-sentence">
              <Paragraph>{sentence}</Paragraph>
            </View>
          )}
          <ClauseQuote source={source} />
          {children}
        </View>
      )}
    </View>
  )
}

/** How a document was seen that is not the office's own page. */
export const SEEN_WORDS = { repost: '从转载看到的', press: '从新闻报道看到的' } as const
export const SEEN_BADGE = { repost: '按转载的内容', press: '按新闻报道' } as const

/**
 * The clause's number and its sentence to the letter; told in our own words where it is not at hand; or
 * that it is silent.
 */
export function ClauseQuote({ source }: { source: Citation }): ReactNode {
  if (source.quote === null && source.says !== undefined) return <ClauseTold source={source} says={source.says} />
  if (source.quote === null) {
    return (
      <View className="quote quiet">
        通知里没有写这一点。{source.cite !== null && <Whole>{`见${source.cite}`}</Whole>}
      </View>
    )
  }
  return (
    <View className="quote">
      {source.cite !== null && (
        <View className="strong clause-cite">
          {source.document ?? '通知'}原文 · <Whole>{source.cite}</Whole>
        </View>
      )}
      <View className="clause-quote">
        “<Paragraph>{source.quote}</Paragraph>”
      </View>
    </View>
  )
}

function ClauseTold({ source: { cite, document }, says }: { source: Citation; says: string }): ReactNode {
  return (
    <View className="quote clause-told">
      <View className="strong clause-cite">
        {document ?? '通知'}的意思{cite !== null && <Whole>{` · ${cite}`}</Whole>}
      </View>
      <View>
        <Paragraph>{says}</Paragraph>
      </View>
      <View className="quiet">手里没有原件，这是用我们自己的话说的，不是原文。</View>
    </View>
  )
}

const NEEDS = {
  face: '本人刷脸',
  idNumber: '身份证号',
  idCard: '身份证',
  socialCard: '社保卡',
  bankCard: '银行卡',
  cash: '现金',
  password: '密码',
  slip: '核定单',
} satisfies Record<Channel['needs'][number], string>
/** The server may know of more than this version of the program. */
const NEED_WORDS: Readonly<Record<string, string>> = NEEDS

type Steps = Pick<Channel, 'id' | 'steps' | 'copy' | 'cite' | 'quote' | 'says' | 'document'> & {
  needs: readonly string[]
}

/** What to bring, each step with its number, what is worth copying, and the notice's own words. */
export function ChannelSteps({ channel }: { channel: Steps }): ReactNode {
  const { id, steps, needs, copy } = channel
  return (
    <View>
      {needs.length > 0 && (
        <View className="quiet">要准备：{needs.map((need) => NEED_WORDS[need] ?? need).join('、')}</View>
      )}
      {steps.map((step, i) => (
        <View key={step} className="step">
          <View className="step-number">{i + 1}</View>
          <View className="step-words">
            <Paragraph>{step}</Paragraph>
          </View>
        </View>
      ))}
      {copy !== null && (
        <View className="gap">
          <TextButton id={`channel-${id}-copy`} className="button button-second" onTap={() => void copyText(copy)}>
            复制“{copy}”
          </TextButton>
        </View>
      )}
      <ClauseQuote source={channel} />
    </View>
  )
}

/** The office on WeChat's own map; a browser has none of that kind. */
function MapButton({ name, at }: Pick<Contact, 'name'> & { at: NonNullable<Contact['at']> }): ReactNode {
  if (process.env.TARO_ENV === 'h5') return <View>地址：{at.address}</View>
  return (
    <TextButton className="link contact-map" label={`在地图上看${name}`} onTap={() => void openPlace(name, at)}>
      {at.address} · 看地图 ›
    </TextButton>
  )
}

export function ContactsPart({ contacts }: { contacts: readonly Contact[] }): ReactNode {
  // Nobody is left without a number to call.
  const known: readonly Contact[] =
    contacts.length > 0 ? contacts : [{ name: '全国医保服务热线', phone: HOTLINE, about: '各地都能打' }]
  return (
    <Section id="contacts" title="不清楚，问谁">
      {known.map(({ name, phone, about, at }) => (
        <View key={`${name}-${phone}`} className="row">
          <View className="strong">{name}</View>
          {about !== '' && <View className="quiet">{about}</View>}
          <View className="contact-phone">{phone}</View>
          {at && <MapButton name={name} at={at} />}
          <View className="buttons">
            <TextButton
              id={`call-${phone}`}
              className="button"
              label={`打电话 ${name}`}
              onTap={() => void callPhone(phone)}
            >
              打电话
            </TextButton>
            <TextButton
              id={`copy-${phone}`}
              className="button button-second"
              label={`复制号码 ${phone}`}
              onTap={() => void copyText(phone)}
            >
              复制号码
            </TextButton>
          </View>
        </View>
      ))}
    </Section>
  )
}
