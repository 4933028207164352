import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { sayDay, saySpan } from '../../../clock/civil-days'
import { useVillage, type Posting, type VillageAnswers } from '../../../cloud/village'
import { QuestionTitle } from '../../../components/question-title'
import { Words } from '../../../components/words'
import { yuan } from '../../../result/money-words'
import type { DeskAt } from '../../../saved/kept-desk'
import { BackToDesk, DeskPage } from '../../../village/desk-page'
import { Figure } from '../../../village/figure'
import { useKept } from '../../../village/kept-answers'
import { ObjectionsPart } from '../../../village/objections-part'
import { PostedRows } from '../../../village/posted-rows'
import { PostingStep } from '../../../village/posting-step'

/** 一次公示: where it stands, what comes next, who objects, and what hangs. */
export default function PostingPage(): ReactNode {
  const { posting = '' } = useRouter<{ posting?: string }>().params
  return <DeskPage id='page-posting'>{(at) => <OfPosting at={at} id={posting} />}</DeskPage>
}

function OfPosting({ at, id }: { at: DeskAt; id: string }): ReactNode {
  const { asked, again } = useKept(`postings ${at.village} ${at.year}`, useVillage('postings', at))
  const [moved, setMoved] = useState<Posting | null>(null)
  return (
    <View>
      <AskedPart asked={asked} again={again} waitingFor='正在查这次公示' back={<BackToDesk />}>
        {({ postings, rule }) => {
          const posting = moved ?? postings.find((one) => one.posting === id)
          return posting === undefined
            ? <View id='no-posting' className='notice'>没有找到这次公示。请返回“公示”再看一次。</View>
            : <PostingParts posting={posting} rule={rule} onMoved={setMoved} />
        }}
      </AskedPart>
      <View className='buttons gap-big'><BackToDesk /></View>
    </View>
  )
}

interface PostingPartsProps {
  posting: Posting
  rule: VillageAnswers['postings']['rule']
  onMoved: (posting: Posting) => void
}

function PostingParts({ posting, rule, onMoved }: PostingPartsProps): ReactNode {
  const { stateName, from, to, people, amount, hangs, filed, valid, lacks, state } = posting
  return (
    <View>
      <QuestionTitle>{stateName}</QuestionTitle>
      <View id='posting-facts' className='card'>
        <Figure id='posting-people' number={String(people)} unit={`人，${yuan(amount)} 元`} />
        <View><Words>{saySpan(from, to)}</Words>在村里缴的</View>
        {hangs !== null && <View>贴在{hangs.place}，<Words>{saySpan(hangs.from, hangs.until)}</Words></View>}
        {filed !== null && <View>{sayDay(filed.day)}备案{filed.signedBy.length > 0 ? `，${filed.signedBy.join('、')}签了字` : ''}{filed.sealed ? '，盖了公章' : ''}{filed.filedTo === null ? '' : `，交到${filed.filedTo}`}</View>}
        {valid && state === 'filed' && <View className='agrees'>✓ 符合通知的要求</View>}
        {state !== 'drawnUp' && lacks.length > 0 && <View id='posting-lacks' className='stop-words'>还差：{lacks.join('、')}</View>}
      </View>
      <PostingStep posting={posting} rule={rule} onMoved={onMoved} />
      <ObjectionsPart posting={posting} onMoved={onMoved} />
      <PostedRows posting={posting} />
    </View>
  )
}
