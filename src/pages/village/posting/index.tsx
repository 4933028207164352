import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { addDays, daysFromTo, sayDay, saySpan } from '../../../client/days'
import type { Posting, VillageAnswers } from '../../../client/functions'
import { useVillage, useVillageDeed } from '../../../client/functions'
import type { DeskAt } from '../../../client/saved-workplace'
import { BackToDesk, DeskPage, mayDo } from '../clerk-page'
import { Figure } from '../parts'
import { ObjectionsPart, PostedRows } from './rows'
import { deskToday, useKept } from '../saved'
import { AskedPart, DeedSaid, Waiting } from '../../../ui/answers'
import { DayEntry, FormField, useForm } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { Choice, Tap } from '../../../ui/tap'
import { QuestionTitle, Section, Words } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '一次公示' })

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

interface PostingStepProps {
  posting: Posting
  rule: VillageAnswers['postings']['rule']
  onMoved: (posting: Posting) => void
}

/** What comes next with a posting, as the server offers it. */
function PostingStep({ posting, rule, onMoved }: PostingStepProps): ReactNode {
  const { may } = posting
  return (
    <View>
      {may.includes('putUp') && mayDo('putUpPosting') && <PutUp posting={posting} onMoved={onMoved} />}
      {may.includes('close') && mayDo('closePosting') && <Close posting={posting} onMoved={onMoved} />}
      {may.includes('file') && mayDo('filePosting') && <File posting={posting} rule={rule} onMoved={onMoved} />}
    </View>
  )
}

type StepProps = Omit<PostingStepProps, 'rule'>

/** No notice says how long it hangs; a week is what villages do, and can be changed. */
const USUAL_DAYS = 7
const LONGEST_DAYS = 90

function PutUp({ posting: { posting }, onMoved }: StepProps): ReactNode {
  const deed = useVillageDeed('putUpPosting', posting)
  const { typed, type, allWell, wrongOf } = useForm({ place: '' }, deed)
  const [until, setUntil] = useState<string | null>(() => addDays(deskToday(), USUAL_DAYS - 1))
  const send = async (): Promise<void> => {
    const place = typed.place.trim()
    if (!allWell({ place: place === '' ? '请填贴在哪里，如：村委会门口。' : '' }) || until === null) return
    const moved = await deed.run({ posting, from: deskToday(), until, place })
    if (moved !== null) onMoved(moved)
  }
  return (
    <Section id='put-up' title='下一步：打印，贴出去'>
      <View className='quiet'>先在下面打印。贴好以后回来登记，从今天（{sayDay(deskToday())}）算起。</View>
      <FormField id='put-up-place' label='贴在哪里' hint='村委会门口' longest={200} value={typed.place} wrong={wrongOf('place')} onType={type('place')} />
      <View className='strong gap'>贴到哪天</View>
      <DayEntry id='put-up-until' value={until} earliest={deskToday()} latest={addDays(deskToday(), LONGEST_DAYS)} onDay={(day) => { deed.changed(); setUntil(day) }} />
      <DeedSaid id='put-up' state={deed.state} fields={['place']} />
      {deed.state.is === 'busy' ? <Waiting words='正在登记' /> : <Tap id='put-up-send' className={until === null ? 'button button-off gap' : 'button gap'} onTap={() => void send()}>{deed.state.is === 'unanswered' ? '再试一次' : '已经贴好了'}</Tap>}
    </Section>
  )
}

function Close({ posting: { posting, hangs, objections }, onMoved }: StepProps): ReactNode {
  const deed = useVillageDeed('closePosting', posting)
  const daysLeft = hangs === null ? 0 : daysFromTo(deskToday(), hangs.until)
  const unanswered = objections.filter(({ answer }) => answer === null).length
  const send = async (): Promise<void> => {
    const moved = await deed.run({ posting })
    if (moved !== null) onMoved(moved)
  }
  if (daysLeft > 0) return <View id='still-hanging' className='notice'>还要贴 {daysLeft} 天，到 {sayDay(hangs!.until)} 期满。有人提意见，在下面登记。</View>
  return (
    <Section id='close-posting' title='下一步：期满收起来'>
      {unanswered > 0 && <View className='stop-words'>先答复下面 {unanswered} 条异议。</View>}
      <DeedSaid id='close-posting' state={deed.state} />
      {deed.state.is === 'busy' ? <Waiting words='正在登记' /> : <Tap id='close-posting-send' className='button gap' onTap={() => void send()}>{deed.state.is === 'unanswered' ? '再试一次' : '公示期满'}</Tap>}
    </Section>
  )
}

function File({ posting: { posting }, rule, onMoved }: PostingStepProps): ReactNode {
  const deed = useVillageDeed('filePosting', posting)
  const [signedBy, setSignedBy] = useState<readonly string[]>([])
  const [sealed, setSealed] = useState(false)
  const [handedIn, setHandedIn] = useState(false)
  const change = (to: () => void): void => {
    deed.changed()
    to()
  }
  const filedTo = rule?.filedTo ?? null
  const send = async (): Promise<void> => {
    const moved = await deed.run({ posting, signedBy: [...signedBy], sealed, filedTo: handedIn ? filedTo : null, day: deskToday() })
    if (moved !== null) onMoved(moved)
  }
  return (
    <Section id='file-posting' title='下一步：签字、盖章、备案'>
      <View className='quiet'>办好一样，点一样。少了的会写明，不算数。</View>
      {(rule?.signers ?? []).map((signer) => (
        <Choice key={signer} id={`signed-${signer}`} many label={`${signer}签了字`} on={signedBy.includes(signer)} onTap={() => change(() => setSignedBy(signedBy.includes(signer) ? signedBy.filter((one) => one !== signer) : [...signedBy, signer]))} />
      ))}
      <Choice id='posting-sealed' many label='盖了单位公章' on={sealed} onTap={() => change(() => setSealed(!sealed))} />
      {filedTo !== null && <Choice id='posting-handed-in' many label={`交到${filedTo}备案了`} on={handedIn} onTap={() => change(() => setHandedIn(!handedIn))} />}
      <DeedSaid id='file-posting' state={deed.state} />
      {deed.state.is === 'busy' ? <Waiting words='正在登记' /> : <Tap id='file-posting-send' className='button gap' onTap={() => void send()}>{deed.state.is === 'unanswered' ? '再试一次' : '登记备案'}</Tap>}
    </Section>
  )
}
