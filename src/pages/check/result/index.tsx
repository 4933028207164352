import './index.scss'
import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CivilDay, PolicyHead } from '../../../../rules'
import { today } from '../../../client/days'
import type { YearNotice } from '../../../client/years'
import { servedYears } from '../../../client/served-years'
import { yearCollected } from '../../../client/years'
import { openPage } from '../../../ui/navigate'
import { ContactsPart } from '../../../ui/notice'
import { Screen, ErrorView } from '../../../ui/screen'
import { ReadAloud } from '../../../ui/read-aloud'
import { TextButton } from '../../../ui/tap'
import { YearBanner } from '../../../ui/year-banner'
import { NationalPart } from '../national'
import { AmountCard, BenefitPart } from './amount'
import { DoubtPart } from './doubt'
import { KeepPart, ServerLine, SHARE_TITLE, shareText, shareTitle } from './keep'
import { AnswersPart, ChannelsPart, NotesPart, NoticePart, RegistrationPart, WarningsPart } from './notice'
import { OpenMatters, ReasonsPart } from './reasons'
import { drawnCard } from './share-card'
import { TrialDayPart } from './trial-day'
import type { Result } from './use-result'
import { useResult } from './use-result'
import { YearTimeline } from './year'

definePageConfig({ navigationBarTitleText: '结果', enableShareAppMessage: true })

export default function ResultPage(): ReactNode {
  const { saved } = useRouter<{ saved?: string }>().params
  const { shown, tryDay } = useResult(saved)
  // Only the place and the year go into the link; the facts stay on this phone. Who taps 转发给家人 means the answer too.
  useShareAppMessage(({ from }) => {
    if (shown.result === null) return { title: SHARE_TITLE, path: '/pages/home/index' }
    const {
      session: { region, year },
      assessment,
    } = shown.result
    const card = { title: SHARE_TITLE, path: `/pages/check/index?region=${region}&year=${year}` }
    if (from !== 'button') return card
    const title = shareTitle(assessment, shown.result.doubt, shown.result.notice)
    return { ...card, title, promise: drawnCard({ ...card, title }, assessment, shown.result.doubt) }
  })
  if (shown.result === null) {
    return (
      <Screen id="page-result">
        <ErrorView words={shown.trouble} />
      </Screen>
    )
  }
  const change = (at?: number): void => {
    const from = saved === undefined ? 'resume=1' : `redo=${saved}`
    void Taro.redirectTo({ url: `/pages/check/index?${from}${at === undefined ? '' : `&at=${at}`}` })
  }
  return (
    <Screen id="page-result">
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
  const { session, told, assessment, asked, unanswered, doubt, notice } = result
  const outside = assessment.answers.eligible === false
  const payable = !outside && notice === null
  return (
    <View>
      {notice !== null && <OverBanner notice={notice} policy={assessment.policy} />}
      <AmountCard who={session.who} assessment={assessment} doubt={doubt} notice={notice} />
      <ReadAloud
        id="read-aloud"
        words={[
          shareText(session.who, assessment, doubt, notice),
          ...assessment.warnings.map(({ message }) => message),
        ]}
      />
      {unanswered > 0 && <UnansweredNotice count={unanswered} onChange={() => onChange()} />}
      <WarningsPart warnings={assessment.warnings} />
      <DoubtPart doubt={doubt} presumed={presumedIn(result)} onTell={() => onChange(firstUnsure(result))} />
      <BenefitPart assessment={assessment} />
      <OpenMatters undetermined={assessment.undetermined} onTell={() => onChange(firstUnsure(result))} />
      {payable && <RegistrationPart registration={assessment.registration} />}
      {payable && isToBePaid(assessment) && (
        <View className="gap">
          <TextButton id="result-pay" className="button" onTap={() => void openPage('/pages/pay/index')}>
            去交医保费
          </TextButton>
        </View>
      )}
      {payable && <ChannelsPart channels={assessment.channels} />}
      <ContactsPart contacts={assessment.contacts} />
      <KeepPart session={session} assessment={assessment} doubt={doubt} notice={notice} />
      {!outside && <YearTimeline assessment={assessment} />}
      <ReasonsPart assessment={assessment} />
      {!outside && notice === null && <TrialDayPart key={assessment.day} assessment={assessment} onDay={onDay} />}
      {!outside && <NotesPart notes={assessment.notes} />}
      <AnswersPart session={session} asked={asked} onChange={onChange} />
      <NoticePart policy={assessment.policy} />
      <View className="buttons gap-big">
        <TextButton id="result-change" className="button button-second" onTap={() => onChange()}>
          改答案
        </TextButton>
        <TextButton
          id="result-home"
          className="button button-second"
          onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}
        >
          回首页
        </TextButton>
      </View>
      <ServerLine told={told} assessment={assessment} />
    </View>
  )
}

/** Nobody can act on this answer today: what can be done instead. */
function OverBanner({ notice, policy }: { notice: YearNotice; policy: PolicyHead }): ReactNode {
  const [open, setOpen] = useState(false)
  const now = yearCollected(today())
  const here = servedYears().find(({ region, year }) => region === policy.region && year === now)
  return (
    <YearBanner notice={notice}>
      {here !== undefined && now !== policy.year && (
        <TextButton
          id="year-now"
          className="button gap"
          onTap={() => void Taro.redirectTo({ url: `/pages/check/index?region=${here.region}&year=${now}` })}
        >
          {`查${here.name} ${now} 年度的`}
        </TextButton>
      )}
      {here === undefined && (
        <TextButton id="year-national" className="link" expanded={open} onTap={() => setOpen(!open)}>
          {open ? '收起' : `${now} 年度的，全国怎么规定？`}
        </TextButton>
      )}
      {open && <NationalPart year={now} />}
    </YearBanner>
  )
}

/** Something is owed, as far as is known, and may be taken; who it is in the ledger, the paying page asks. */
function isToBePaid({ answers, recommended }: Result['assessment']): boolean {
  const { eligible, payable, fee } = { ...recommended, ...answers }
  return eligible !== false && payable !== false && fee !== undefined && fee > 0
}

/** Questions skipped whose ordinary answer was taken. */
function presumedIn({ session, asked, assessment }: Result): string[] {
  return asked
    .filter(({ fact }) => session.unsure.includes(fact) && assessment.assumed.includes(fact))
    .map(({ ask }) => ask)
}

/** The first question they skipped; none = undefined. */
function firstUnsure({ session, asked }: Result): number | undefined {
  const at = asked.findIndex(({ fact }) => session.unsure.includes(fact))
  return at < 0 ? undefined : at
}

function UnansweredNotice({ count, onChange }: { count: number; onChange: () => void }): ReactNode {
  return (
    <View id="unanswered" className="notice">
      <View>按这一天算，还要再答 {count} 题，结果才准。</View>
      <TextButton id="unanswered-go" className="link" onTap={onChange}>
        去答题
      </TextButton>
    </View>
  )
}
