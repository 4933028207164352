import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { Channel } from '../../rules'
import { ChannelSteps } from '../components/channel-steps'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { Words } from '../components/words'

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
