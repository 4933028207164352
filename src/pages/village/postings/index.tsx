import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useRef, type ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { sayDay, saySpan } from '../../../clock/civil-days'
import { useVillage, type Posting } from '../../../cloud/village'
import { goTo } from '../../../components/go-to'
import { Heading } from '../../../components/section'
import { Tap } from '../../../components/tap'
import { yuan } from '../../../result/money-words'
import type { DeskAt } from '../../../saved/kept-desk'
import { BackToDesk, DeskPage, mayDo } from '../../../village/desk-page'
import { DrawUpPosting } from '../../../village/draw-up-posting'
import { useKept } from '../../../village/kept-answers'
import { PostingRulePart } from '../../../village/posting-rule-part'

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
