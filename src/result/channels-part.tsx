import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { Channel } from '../../rules'
import { ClauseQuote } from '../components/clause'
import { copyText } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { Words } from '../components/words'

const NEEDS: Readonly<Record<Channel['needs'][number], string>> = {
  face: '本人刷脸',
  idNumber: '身份证号',
  idCard: '身份证',
  socialCard: '社保卡',
  bankCard: '银行卡',
  cash: '现金',
  password: '密码',
  slip: '核定单',
}

/** Ways to pay, step by step; those closed to this person last, with the reason. */
export function ChannelsPart({ channels }: { channels: readonly Channel[] }): ReactNode {
  if (channels.length === 0) return null
  const open = channels.filter(({ closedBecause }) => closedBecause === null)
  const closed = channels.filter(({ closedBecause }) => closedBecause !== null)
  return (
    <Section id='channels' title='怎么交'>
      {open.map((channel, i) => <ChannelRow key={channel.id} channel={channel} opened={i === 0} />)}
      {closed.length > 0 && <View className='subtitle gap-big'>下面的办法您用不了</View>}
      {closed.map((channel) => <ChannelRow key={channel.id} channel={channel} opened={false} />)}
    </Section>
  )
}

function ChannelRow({ channel, opened }: { channel: Channel; opened: boolean }): ReactNode {
  const [open, setOpen] = useState(opened)
  return (
    <View id={`channel-${channel.id}`} className='row'>
      <Tap id={`channel-${channel.id}-open`} className='spread' expanded={open} onTap={() => setOpen(!open)}>
        <View className='strong step-words'>{channel.name}</View>
        <View className='link why'>{open ? '收起' : '怎么做'}</View>
      </Tap>
      {channel.closedBecause !== null && <View className='notice notice-stop channel-closed'><Words>{channel.closedBecause}</Words></View>}
      {open && <ChannelSteps channel={channel} />}
    </View>
  )
}

function ChannelSteps({ channel: { id, steps, needs, copy, cite, quote } }: { channel: Channel }): ReactNode {
  return (
    <View>
      {needs.length > 0 && <View className='quiet'>要准备：{needs.map((need) => NEEDS[need]).join('、')}</View>}
      {steps.map((step, i) => (
        <View key={step} className='step'>
          <View className='step-number'>{i + 1}</View>
          <View className='step-words'><Words>{step}</Words></View>
        </View>
      ))}
      {copy !== null && (
        <View className='gap'>
          <Tap id={`channel-${id}-copy`} className='button button-second' onTap={() => void copyText(copy)}>复制“{copy}”</Tap>
        </View>
      )}
      <ClauseQuote source={{ cite, quote }} />
    </View>
  )
}
