import { View } from '@tarojs/components'
import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro'
import type { ReactNode } from 'react'
import type { CivilDay } from '../../../../rules'
import { goTo } from '../../../components/go-to'
import { Screen } from '../../../components/screen'
import { Tap } from '../../../components/tap'
import { Trouble } from '../../../components/trouble'
import { AmountCard } from '../../../result/amount-card'
import { AnswersPart } from '../../../result/answers-part'
import { BenefitPart } from '../../../result/benefit-part'
import { ChannelsPart } from '../../../result/channels-part'
import { ContactsPart } from '../../../result/contacts-part'
import { KeepPart } from '../../../result/keep-part'
import { NotesPart } from '../../../result/notes-part'
import { NoticePart } from '../../../result/notice-part'
import { OpenMatters } from '../../../result/open-matters'
import { ReasonsPart } from '../../../result/reasons-part'
import { RegistrationPart } from '../../../result/registration-part'
import { ServerLine } from '../../../result/server-line'
import { SHARE_TITLE, shareTitle } from '../../../result/share-text'
import { TrialDayPart } from '../../../result/trial-day-part'
import { useResult, type Result } from '../../../result/use-result'
import { WarningsPart } from '../../../result/warnings-part'
import { YearTimeline } from '../../../result/year-timeline'
import './index.scss'

export default function ResultPage(): ReactNode {
  const { saved } = useRouter<{ saved?: string }>().params
  const { shown, tryDay } = useResult(saved)
  // Only the place and the year go into the link; the facts stay on this phone. Who taps 转发给家人 means the answer too.
  useShareAppMessage(({ from }) => {
    if (shown.result === null) return { title: SHARE_TITLE, path: '/pages/home/index' }
    const { session: { region, year }, assessment } = shown.result
    return { title: from === 'button' ? shareTitle(assessment) : SHARE_TITLE, path: `/pages/check/index?region=${region}&year=${year}` }
  })
  if (shown.result === null) {
    return <Screen id='page-result'><Trouble words={shown.trouble} /></Screen>
  }
  const change = (at?: number): void => {
    const from = saved === undefined ? 'resume=1' : `redo=${saved}`
    void Taro.redirectTo({ url: `/pages/check/index?${from}${at === undefined ? '' : `&at=${at}`}` })
  }
  return (
    <Screen id='page-result'>
      <ResultParts result={shown.result} onDay={tryDay} onChange={change} />
    </Screen>
  )
}

interface ResultPartsProps {
  result: Result
  onDay: (day: CivilDay) => void
  /** Back to the questions, or to one of them. */
  onChange: (at?: number) => void
}

function ResultParts({ result, onDay, onChange }: ResultPartsProps): ReactNode {
  const { session, told, assessment, asked, unanswered } = result
  const outside = assessment.answers.eligible === false
  return (
    <View>
      <AmountCard who={session.who} assessment={assessment} />
      {unanswered > 0 && <UnansweredNotice count={unanswered} onChange={() => onChange()} />}
      <WarningsPart warnings={assessment.warnings} />
      <BenefitPart assessment={assessment} />
      {!outside && <YearTimeline assessment={assessment} />}
      <OpenMatters undetermined={assessment.undetermined} onTell={() => onChange(firstUnsure(result))} />
      {!outside && <RegistrationPart registration={assessment.registration} />}
      {!outside && <ChannelsPart channels={assessment.channels} />}
      {isToBePaid(assessment) && <View className='gap'><Tap id='result-pay' className='button' onTap={() => void goTo('/pages/pay/index')}>去交医保费</Tap></View>}
      <ContactsPart contacts={assessment.contacts} />
      <ReasonsPart assessment={assessment} />
      {!outside && <TrialDayPart key={assessment.day} assessment={assessment} onDay={onDay} />}
      {!outside && <NotesPart notes={assessment.notes} />}
      <AnswersPart session={session} asked={asked} onChange={onChange} />
      <KeepPart session={session} assessment={assessment} />
      <NoticePart policy={assessment.policy} />
      <View className='buttons gap-big'>
        <Tap id='result-change' className='button button-second' onTap={() => onChange()}>改答案</Tap>
        <Tap id='result-home' className='button button-second' onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}>回首页</Tap>
      </View>
      <ServerLine told={told} assessment={assessment} />
    </View>
  )
}

/** Something is owed, as far as is known, and may be taken; who it is in the ledger, the paying page asks. */
function isToBePaid({ answers, recommended }: Result['assessment']): boolean {
  const { eligible, payable, fee } = { ...recommended, ...answers }
  return eligible !== false && payable !== false && fee !== undefined && fee > 0
}

/** The first question they skipped; none = undefined. */
function firstUnsure({ session, asked }: Result): number | undefined {
  const at = asked.findIndex(({ fact }) => session.unsure.includes(fact))
  return at < 0 ? undefined : at
}

function UnansweredNotice({ count, onChange }: { count: number; onChange: () => void }): ReactNode {
  return (
    <View id='unanswered' className='notice'>
      <View>按这一天算，还要再答 {count} 题，结果才准。</View>
      <Tap id='unanswered-go' className='link' onTap={onChange}>去答题</Tap>
    </View>
  )
}
