import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { Waiting } from '../asking/waiting'
import { addDays, saySpan } from '../clock/civil-days'
import { useVillageDeed, type Posting, type VillageAnswers } from '../cloud/village'
import { DayEntry } from '../components/day-entry'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import type { DeskAt } from '../saved/kept-desk'
import { deskToday } from './desk-day'
import { Figure } from './figure'

interface DrawUpPostingProps {
  at: DeskAt
  /** Who stands in no posting yet; null = nobody. */
  toPost: VillageAnswers['postings']['toPost']
  onDone: (posting: Posting) => void
}

/** Days back from today that somebody may have been paid for. */
const A_SEASON = 500

/** Who has paid since the last posting, drawn up in one tap; or over days of one's own. */
export function DrawUpPosting({ at, toPost, onDone }: DrawUpPostingProps): ReactNode {
  const deed = useVillageDeed('drawUpPosting')
  const [own, setOwn] = useState(false)
  const [days, setDays] = useState<{ from: string | null; to: string | null }>({ from: toPost?.from ?? null, to: toPost?.to ?? deskToday() })
  const send = async (from: string, to: string): Promise<void> => {
    const done = await deed.run({ ...at, from, to })
    if (done !== null) onDone(done)
  }
  const set = (change: Partial<typeof days>): void => {
    deed.changed()
    setDays({ ...days, ...change })
  }
  const entry = { earliest: addDays(deskToday(), -A_SEASON), latest: deskToday() }
  const { from, to } = days
  return (
    <Section id='draw-up' title='还没公示过的'>
      {toPost === null
        ? <View id='nothing-to-post'>在村里交钱的人都公示过了。</View>
        : (
          <View>
            <Figure id='to-post-people' number={String(toPost.people)} unit={`人，${yuan(toPost.amount)} 元`} tone='act' />
            <View>{saySpan(toPost.from, toPost.to)}缴的</View>
          </View>
        )}
      {own && (
        <View>
          <View className='strong gap'>从哪天缴的</View>
          <DayEntry id='post-from' value={from} {...entry} onDay={(day) => set({ from: day })} />
          <View className='strong gap'>到哪天为止</View>
          <DayEntry id='post-to' value={to} {...entry} onDay={(day) => set({ to: day })} />
        </View>
      )}
      <DeedSaid id='draw-up' state={deed.state} />
      {deed.state.is === 'busy' ? <Waiting words='正在编公示' /> : (
        <View className='buttons gap'>
          {(toPost !== null || own) && <Tap id='draw-up-send' className={own && (from === null || to === null) ? 'button button-off' : 'button'} onTap={() => { if (own) { if (from !== null && to !== null) void send(from, to) } else if (toPost !== null) void send(toPost.from, toPost.to) }}>{deed.state.is === 'unanswered' ? '再试一次' : '编公示'}</Tap>}
          {!own && <Tap id='draw-up-days' className='button button-second' onTap={() => setOwn(true)}>自己选日期</Tap>}
        </View>
      )}
    </Section>
  )
}
