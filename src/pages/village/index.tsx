import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { AskedPart } from '../../asking/asked-part'
import { confirmed } from '../../components/phone-actions'
import { Screen } from '../../components/screen'
import { Tap } from '../../components/tap'
import { useSending } from '../../village/desk-page'
import { DeskPlaces } from '../../village/desk-places'
import { leaveWork } from '../../village/leave-work'
import { takenMoney } from '../../village/taken-money'
import { TodayPart } from '../../village/today-part'
import { UnsentAlert } from '../../village/unsent-alert'
import { useDesk } from '../../village/use-desk'
import '../../village/desk.scss'

const HOME = '/pages/home/index'

/** 今天: how the village stands, what is due, and one tap to each thing that a clerk does. */
export default function VillagePage(): ReactNode {
  const { asked, again } = useDesk()
  useSending()
  return (
    <Screen id='page-village'>
      <UnsentAlert />
      <AskedPart asked={asked} again={again} waitingFor='正在查您的岗位' back={null}>
        {({ desk, at, choose }) => {
          if (desk.role === null) return <NoOffice />
          return (
            <View>
              <DeskPlaces desk={desk} at={at} choose={choose} />
              {at === null ? <NothingOpen /> : <TodayPart key={`${at.village} ${at.year}`} at={at} />}
            </View>
          )
        }}
      </AskedPart>
      <View className='buttons gap-big'>
        <Tap id='village-home' className='button button-second' onTap={() => void Taro.reLaunch({ url: HOME })}>回首页</Tap>
        <Tap id='leave-work' className='button button-second' onTap={() => void leave()}>退出工作</Tap>
      </View>
    </Screen>
  )
}

/** Money that is not entered yet keeps one at work: the phone alone knows of it. */
async function leave(): Promise<void> {
  if (takenMoney().length > 0) {
    await Taro.showModal({ title: '还有钱没上传', content: '先到有网的地方上传，或者处理完，再退出。', showCancel: false, confirmText: '知道了' })
    return
  }
  if (!await confirmed('退出村里的工作？', '这部手机上存的户名单会全部清掉，下次连上网再取。', '退出')) return
  leaveWork()
  await Taro.reLaunch({ url: HOME })
}

function NoOffice(): ReactNode {
  return (
    <View id='no-office' className='card'>
      <View className='title'>您现在没有村里的岗位</View>
      <View className='gap'>可能是任期到了，也可能还没有登记。手机上存的户名单已经清掉。应当由您来办的，请联系县医保经办机构。</View>
    </View>
  )
}

function NothingOpen(): ReactNode {
  return <View id='nothing-open' className='card'>这里还没有开始征缴的年度，等县里开了再来。</View>
}
