import './index.scss'
import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { Assessment, CivilDay, Question, Facts } from '../../../../rules'
import { assess, policyFor } from '../../../../rules'
import type { CheckSession } from '../../../client/checks'
import { currentSession, keepSession, savedCheck } from '../../../client/checks'
import { adoptKept } from '../../../client/editions'
import { factsOnPath, troubleFrom, walkToEnd } from '../guided-path'
import { AmountCard, BenefitPart } from './amount'
import { KeepPart, ServerLine, SHARE_TITLE, shareTitle } from './keep'
import { AnswersPart, ChannelsPart, NotesPart, NoticePart, RegistrationPart, WarningsPart } from './notice'
import { OpenMatters, ReasonsPart } from './reasons'
import { YearTimeline } from './year'
import { SAVED_MISSING } from '../use-check'
import { DayEntry } from '../../../ui/fields'
import { openPage } from '../../../ui/navigate'
import { ContactsPart } from '../../../ui/notice'
import type { TroubleWords } from '../../../ui/screen'
import { Screen, ErrorView } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { Section, Paragraph } from '../../../ui/text'

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
    return {
      title: from === 'button' ? shareTitle(assessment) : SHARE_TITLE,
      path: `/pages/check/index?region=${region}&year=${year}`,
    }
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
      {isToBePaid(assessment) && (
        <View className="gap">
          <TextButton id="result-pay" className="button" onTap={() => void openPage('/pages/pay/index')}>
            去交医保费
          </TextButton>
        </View>
      )}
      <ContactsPart contacts={assessment.contacts} />
      <ReasonsPart assessment={assessment} />
      {!outside && <TrialDayPart key={assessment.day} assessment={assessment} onDay={onDay} />}
      {!outside && <NotesPart notes={assessment.notes} />}
      <AnswersPart session={session} asked={asked} onChange={onChange} />
      <KeepPart session={session} assessment={assessment} />
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
    <View id="unanswered" className="notice">
      <View>按这一天算，还要再答 {count} 题，结果才准。</View>
      <TextButton id="unanswered-go" className="link" onTap={onChange}>
        去答题
      </TextButton>
    </View>
  )
}

interface Result {
  session: CheckSession
  told: Facts
  /** The questions that led here, in their order. */
  asked: readonly Question[]
  assessment: Assessment
  /** Questions that this day brings up and nobody has answered or skipped. */
  unanswered: number
}

type ResultOrTrouble = { result: Result; trouble: null } | { result: null; trouble: TroubleWords }

const NOTHING_CHECKED: TroubleWords = {
  code: 'NO_CHECK',
  message: '这里还没有查过的内容，或者手机上存的内容读不出来了。',
  todo: '请回到首页，重新查一次，大约一分钟。',
}

interface UseResultResultPage {
  shown: ResultOrTrouble
  tryDay(day: CivilDay): void
}

/** The answer for the check in hand, or for a saved one, worked out on this phone. */
function useResult(savedId: string | undefined): UseResultResultPage {
  const [session, setSession] = useState(() => {
    // A year that was published after this package was built is answered from this phone, without a network too.
    adoptKept()
    return sessionToShow(savedId)
  })
  const shown = useMemo(() => resultOf(session, savedId), [session, savedId])
  return {
    shown,
    tryDay: (day) => {
      if (session === null) return
      const next = { ...session, day }
      if (savedId === undefined) keepSession(next)
      setSession(next)
      // The day is changed far below; what it changes is at the top.
      void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
    },
  }
}

function sessionToShow(savedId: string | undefined): CheckSession | null {
  return savedId === undefined ? currentSession().value : (savedCheck(savedId)?.session ?? null)
}

function resultOf(session: CheckSession | null, savedId: string | undefined): ResultOrTrouble {
  if (session === null) return { result: null, trouble: savedId === undefined ? NOTHING_CHECKED : SAVED_MISSING }
  try {
    const policy = policyFor(session.region, session.year)
    const path = walkToEnd(policy, session)
    const told = factsOnPath(policy, session, path)
    const assessment = assess(policy, told, session.day)
    return {
      result: { session, told, assessment, asked: path.asked, unanswered: path.now === null ? 0 : path.mayFollow + 1 },
      trouble: null,
    }
  } catch (error) {
    return { result: null, trouble: troubleFrom(error) }
  }
}

interface TrialDayPartProps {
  assessment: Assessment
  onDay: (day: CivilDay) => void
}

/** 按某日试算: another day of payment, worked out in place; and the next day on which the answer changes by itself. */
function TrialDayPart({ assessment: { next, policy }, onDay }: TrialDayPartProps): ReactNode {
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState<CivilDay | null>(null)
  const [complaint, setComplaint] = useState('')
  const tryDay = (): void => {
    if (day === null) setComplaint('请填一个日历上有的日子。')
    else {
      setOpen(false)
      onDay(day)
    }
  }
  return (
    <Section id="trial" title="换一天交，会怎样">
      {next !== null && (
        <View id="next-change">
          <View>
            下一次有变化：<Paragraph>{next.sentence}</Paragraph>
          </View>
          <View className="gap">
            <TextButton id="trial-next" className="button button-second" onTap={() => onDay(next.day)}>
              看那一天的结果
            </TextButton>
          </View>
        </View>
      )}
      <TextButton id="trial-open" className="link" expanded={open} onTap={() => setOpen(!open)}>
        {open ? '收起' : '自己选一天试算'}
      </TextButton>
      {open && (
        <View>
          <DayEntry
            id="trial-day"
            value={null}
            earliest={`${policy.year - 1}-01-01`}
            latest={`${policy.year}-12-31`}
            onDay={(typed, complete) => {
              setDay(typed)
              setComplaint(complete && typed === null ? '日历上没有这一天，请看看月和日。' : '')
            }}
          />
          {complaint !== '' && (
            <View id="trial-complaint" className="notice notice-stop">
              {complaint}
            </View>
          )}
          <View className="gap">
            <TextButton id="trial-go" className="button" onTap={tryDay}>
              按这一天算
            </TextButton>
          </View>
        </View>
      )}
    </Section>
  )
}
