import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import type { Channel } from '../cloud/payment'
import { ChannelSteps } from '../components/channel-steps'
import { Section } from '../components/section'
import { Tap } from '../components/tap'

/** One official channel, step by step; WeChat opens its mini-program where the deployment names one. */
export function ChannelPart({ channel }: { channel: Channel }): ReactNode {
  const { id, name, miniProgram } = channel
  return (
    <Section id={`hand-over-${id}`} title={name}>
      <ChannelSteps channel={channel} />
      {miniProgram !== null && process.env.TARO_ENV === 'weapp' && (
        <View className='gap'><Tap id='open-mini-program' className='button' onTap={() => void openMiniProgram(miniProgram)}>打开那个小程序</Tap></View>
      )}
    </Section>
  )
}

/** Whoever says no to leaving is not disturbed; where it does not open, the steps remain. */
async function openMiniProgram({ appId, path }: NonNullable<Channel['miniProgram']>): Promise<void> {
  try {
    await Taro.navigateToMiniProgram({ appId, ...(path === null ? {} : { path }) })
  } catch (error) {
    if (error instanceof Object && 'errMsg' in error && String(error.errMsg).includes('cancel')) return
    await Taro.showModal({ title: '没能打开', content: '请照上面写的步骤自己点。', showCancel: false, confirmText: '知道了' })
  }
}
