import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { currentSession, dropSession, type CheckSession } from '../../check/session'
import { goTo } from '../../components/go-to'
import { Screen } from '../../components/screen'
import { Tap } from '../../components/tap'
import { FontSizeSwitch } from '../../home/font-size-switch'
import { SavedList } from '../../home/saved-list'
import { ServedPlaces } from '../../home/served-places'
import { WorkWay } from '../../home/work-way'
import { deleteSaved, savedChecks, type SavedCheck } from '../../saved/saved-checks'
import './index.scss'

interface Kept {
  saved: readonly SavedCheck[]
  session: CheckSession | null
  /** Something kept by another version could not be read, and was dropped. */
  dropped: boolean
}

export default function HomePage(): ReactNode {
  const [kept, setKept] = useState<Kept>(readKept)
  useDidShow(() => setKept((before) => ({ ...readKept(), dropped: before.dropped })))

  const remove = (id: string): void => {
    deleteSaved(id)
    // What is deleted is gone: no copy of it stays behind as an unfinished check.
    if (kept.session?.savedId === id) dropSession()
    setKept(readKept())
  }
  return (
    <Screen id='page-home'>
      <View className='home-name'>参保通</View>
      <View id='home-promise' className='home-promise'>城乡居民医保：该交多少钱，哪天起能报销，依据哪一条。</View>
      <View className='gap-big'>
        <Tap id='home-check' className='button home-check' onTap={() => void goTo('/pages/check/index')}>查一查：该交多少钱</Tap>
      </View>
      <View className='quiet gap'>一分钟答完，不用注册，不用联网。</View>
      <ServedPlaces />
      <View className='gap'>
        <Tap id='home-pay' className='button' onTap={() => void goTo('/pages/pay/index')}>交医保费</Tap>
      </View>
      <View className='gap'>
        <Tap id='home-family' className='button button-second' onTap={() => void goTo('/pages/family/index')}>我和家人的参保</Tap>
      </View>
      <WorkWay />
      {isUnsaved(kept) && (
        <View className='gap'>
          <Tap id='home-resume' className='button button-second' onTap={() => void goTo('/pages/check/index?resume=1')}>接着上次的查</Tap>
        </View>
      )}
      {kept.dropped && (
        <View id='home-dropped' className='notice'>手机上存的旧内容读不出来，已经清掉了，请重新查一次。给您添麻烦了。</View>
      )}
      <SavedList saved={kept.saved} onDelete={remove} />
      <FontSizeSwitch />
      <Tap id='home-verify' className='link' onTap={() => void goTo('/pages/pay/verify/index')}>核验收据真假 ›</Tap>
    </Screen>
  )
}

function readKept(): Kept {
  const saved = savedChecks()
  const session = currentSession()
  return { saved: saved.value ?? [], session: session.value, dropped: saved.dropped || session.dropped }
}

/** There is a check to go on with that is not in the list as it stands. */
function isUnsaved({ saved, session }: Kept): boolean {
  return session !== null && !saved.some((check) => JSON.stringify(check.session) === JSON.stringify(session))
}
