import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import { addDays, daysFromTo, sayDay, saySpan } from '../../../client/days'
import type { Posting, VillageAnswers } from '../../../client/functions'
import { useVillage, useVillageDeed } from '../../../client/functions'
import type { DeskAt } from '../../../client/saved-workplace'
import { BackToDesk, DeskPage, mayDo } from '../clerk-page'
import { Figure } from '../parts'
import { deskToday, useKept } from '../saved'
import { AskedPart, DeedSaid, Waiting } from '../../../ui/answers'
import { DayEntry } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { goTo } from '../../../ui/navigate'
import { WhyClause } from '../../../ui/notice'
import { Tap } from '../../../ui/tap'
import { Heading, Section, Words } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '公示' })

/** 公示: what the notice asks of it, who is still to be posted, and every posting so far. */
export default function PostingsPage(): ReactNode {
  return <DeskPage id='page-postings' title='公示'>{(at) => <Postings at={at} />}</DeskPage>
}

function Postings({ at }: { at: DeskAt }): ReactNode {
  const { asked, again } = useKept(`postings ${at.village} ${at.year}`, useVillage('postings', at))
  useAgainOnReturn(again)
  return (
    <View>
      <AskedPart asked={asked} again={again} waitingFor='正在查公示' back={<BackToDesk />}>
        {({ postings, rule, toPost }) => (
          <View>
            <PostingRulePart rule={rule} posted={postings.some(({ hangs }) => hangs !== null)} />
            {mayDo('drawUpPosting') && <DrawUpPosting at={at} toPost={toPost} onDone={({ posting }) => open(posting)} />}
            {postings.length > 0 && <View className='gap-big'><Heading>编过的公示</Heading></View>}
            {postings.map((posting) => <PostingRow key={posting.posting} posting={posting} />)}
          </View>
        )}
      </AskedPart>
      <View className='buttons gap-big'><BackToDesk /></View>
    </View>
  )
}

const open = (posting: string): void => void goTo(`/pages/village/posting/index?posting=${posting}`)

/** What was done on a posting's own page is seen here. */
function useAgainOnReturn(again: () => void): void {
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) again()
    shown.current = true
  })
}

function PostingRow({ posting: { posting, state, stateName, from, to, people, amount, hangs, objections, lacks } }: { posting: Posting }): ReactNode {
  const waiting = objections.filter(({ answer }) => answer === null).length
  return (
    <Tap id={`posting-${posting}`} className='card card-tap' label={`${saySpan(from, to)}的公示，${stateName}`} onTap={() => open(posting)}>
      <View className='spread'><View className='subtitle'>{people} 人，{yuan(amount)} 元 ›</View><View className='badge'>{stateName}</View></View>
      <View>{saySpan(from, to)}缴的</View>
      {hangs !== null && <View className='quiet'>{sayDay(hangs.from)}张贴</View>}
      {waiting > 0 && <View className='stop-words'>{waiting} 条异议等着答复</View>}
      {state === 'filed' && lacks.length > 0 && <View className='stop-words'>还差：{lacks.join('、')}</View>}
    </Tap>
  )
}

interface DrawUpPostingProps {
  at: DeskAt
  /** Who stands in no posting yet; null = nobody. */
  toPost: VillageAnswers['postings']['toPost']
  onDone: (posting: Posting) => void
}

/** Days back from today that somebody may have been paid for. */
const A_SEASON = 500

/** Who has paid since the last posting, drawn up in one tap; or over days of one's own. */
function DrawUpPosting({ at, toPost, onDone }: DrawUpPostingProps): ReactNode {
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

interface PostingRulePartProps {
  rule: VillageAnswers['postings']['rule']
  /** One hangs or has hung. */
  posted: boolean
}

/** What the notice asks of a posting, until when, and what makes it count. */
function PostingRulePart({ rule, posted }: PostingRulePartProps): ReactNode {
  if (rule === null) return <View id='posting-no-rule' className='notice'>这里的通知没有要求公示。村里要公示的，也可以在下面编。</View>
  const { what, signers, needsSeal, filedTo, deadline, reading, cite, quote } = rule
  const wanted = [...signers.map((signer) => `${signer}签字`), ...(needsSeal ? ['盖公章'] : []), ...(filedTo === null ? [] : [`报${filedTo}备案`])]
  const daysLate = deadline === null || posted ? 0 : daysFromTo(deadline, deskToday())
  return (
    <View id='posting-rule' className={daysLate > 0 ? 'card duty-late' : 'card'}>
      <WhyClause id='posting-rule' ask='依据' source={{ cite, quote }} head={<View className='subtitle'>{what}</View>}>
        {reading !== null && <View className='quiet gap'>{reading}</View>}
      </WhyClause>
      {deadline !== null && !posted && <View id='posting-deadline' className={daysLate > 0 ? 'stop-words' : 'strong'}>{daysLate > 0 ? `过期 ${daysLate} 天还没有张贴，赶紧贴` : <Words>{`最晚${sayDay(deadline)}张贴`}</Words>}</View>}
      {wanted.length > 0 && <View className='quiet'>贴完以后：{wanted.join('、')}</View>}
    </View>
  )
}
