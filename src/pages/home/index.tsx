import './index.scss'
import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CheckSession, SavedCheck } from '../../client/checks'
import { currentSession, deleteSaved, dropSession, savedChecks } from '../../client/checks'
import { confirmed } from '../../client/phone'
import { keptDesk } from '../../client/saved-workplace'
import { useTakenMoney } from '../../client/taken-cash'
import { goTo } from '../../ui/navigate'
import { chooseFontSize, FONT_SIZES, Screen, useFontSize } from '../../ui/screen'
import { Tap } from '../../ui/tap'
import { Section, Whole } from '../../ui/text'

definePageConfig({ navigationBarTitleText: '参保通' })

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

/** 字号, remembered on this phone. */
function FontSizeSwitch(): ReactNode {
  const now = useFontSize()
  return (
    <Section id='font-size' title='字号'>
      <View className='chips'>
        {FONT_SIZES.map(({ id, label }) => (
          <Tap key={id} id={`font-size-${id}`} className={id === now ? 'chip chip-on' : 'chip'} role='radio' checked={id === now} label={`字号${label}`} onTap={() => chooseFontSize(id)}>
            {label}
          </Tap>
        ))}
      </View>
    </Section>
  )
}

interface SavedListProps {
  saved: readonly SavedCheck[]
  onDelete: (id: string) => void
}

/** Checks of several people, kept on this phone only. */
function SavedList({ saved, onDelete }: SavedListProps): ReactNode {
  if (saved.length === 0) return null
  return (
    <Section id='saved' title='存过的'>
      {saved.map((check) => <SavedRow key={check.id} check={check} onDelete={onDelete} />)}
      <View className='quiet gap'>只存在这部手机上。</View>
    </Section>
  )
}

function SavedRow({ check: { id, name, place, answer }, onDelete }: { check: SavedCheck; onDelete: (id: string) => void }): ReactNode {
  const remove = async (): Promise<void> => {
    if (await confirmed('删掉这条？', `“${name}”的记录删掉就找不回来了。`, '删掉')) onDelete(id)
  }
  return (
    <View id={`saved-${id}`} className='row saved-row'>
      <View className='saved-name subtitle'>{name}</View>
      <View className='quiet'>{place}</View>
      <View className='saved-answer strong'>{answer}</View>
      <View className='buttons'>
        <Tap className='button saved-open' label={`打开${name}的结果`} onTap={() => void goTo(`/pages/check/result/index?saved=${id}`)}>打开</Tap>
        <Tap className='button button-second saved-redo' label={`重新查${name}`} onTap={() => void goTo(`/pages/check/index?redo=${id}`)}>重查</Tap>
      </View>
      <Tap className='link saved-delete' label={`删掉${name}`} onTap={() => void remove()}>删掉</Tap>
    </View>
  )
}

/** Written in by the build from the policies: their rules stay out of the package that opens first. */
declare const SERVED_PLACES: readonly string[]

/** Who lives elsewhere sees it before the first question. */
function ServedPlaces(): ReactNode {
  const last = SERVED_PLACES.length - 1
  return (
    <View id='home-places' className='quiet'>
      现在能查：{SERVED_PLACES.map((place, i) => <Whole key={place}>{place + (i === last ? '。' : '、')}</Whole>)}
    </View>
  )
}

/** The way to work on the first screen, for whom the server has called a clerk on this phone before: it opens without a network. */
function WorkWay(): ReactNode {
  const [isThere, setThere] = useState(() => keptDesk() !== null)
  useDidShow(() => setThere(keptDesk() !== null))
  const unsent = useTakenMoney().length
  if (!isThere && unsent === 0) return null
  return (
    <View className='gap'>
      <Tap id='home-work' className='button button-second' onTap={() => void goTo('/pages/village/index')}>{`村里的工作${unsent > 0 ? `（${unsent} 笔没上传）` : ''}`}</Tap>
    </View>
  )
}
