import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { PlaceQuestion } from './place-question'
import { PaymentDayQuestion } from './payment-day'
import type { Check, CheckParams } from './use-check'
import { DAY, FIRST_FACT, PLACE, useCheck, WHO as WHO_CHECK } from './use-check'
import { useEditions, type Editions } from '../../client/use-editions'
import { FactQuestion } from '../../ui/fact-question'
import { Screen, ErrorView } from '../../ui/screen'
import { WhoQuestion } from './who-question'
import { TextButton } from '../../ui/tap'
import { Progress, QuestionTitle } from '../../ui/text'

definePageConfig({ navigationBarTitleText: '查一查' })

export default function CheckPage(): ReactNode {
  // Before anything is looked up: what was published after this package was built counts too.
  const editions = useEditions()
  const check = useCheck(useRouter<CheckParams & Record<string, string>>().params)
  if (check.trouble !== null) {
    return (
      <Screen id="page-check">
        <ErrorView words={check.trouble} />
      </Screen>
    )
  }
  const number = Math.min(check.position, FIRST_FACT + (check.path?.passed.length ?? 0)) + 1
  return (
    <Screen id="page-check">
      <Progress number={number} mayFollow={mayFollow(check)} />
      {check.session && <PlaceLine check={check} />}
      <View className="gap">
        <QuestionNow check={check} editions={editions} />
      </View>
      <Ways check={check} />
    </Screen>
  )
}

function PlaceLine({ check: { session, policy } }: { check: Check }): ReactNode {
  if (session === null || policy === null) return null
  const who = session.who === '' ? '' : ` · ${session.who}`
  return (
    <View id="check-place" className="quiet">
      {policy.name} {session.year} 年度{who}
    </View>
  )
}

function QuestionNow({ check, editions }: { check: Check; editions: Editions }): ReactNode {
  const { session, policy, path, position } = check
  if (session === null || policy === null || position === PLACE) {
    return (
      <PlaceQuestion
        region={session?.region ?? null}
        year={session?.year ?? null}
        editions={editions}
        onPlace={check.choosePlace}
      />
    )
  }
  if (position === WHO_CHECK) return <WhoQuestion who={session.who} onWho={check.chooseWho} />
  if (position === DAY)
    return <PaymentDayQuestion policy={policy} year={session.year} day={session.day} onDay={check.chooseDay} />
  const question = path?.now
  if (!question) return <AllAnswered />
  return (
    <FactQuestion
      key={question.fact}
      question={question}
      kept={session.answers[question.fact]}
      complaint={check.complaint}
      who={session.who}
      onAnswer={(value) => check.answer(question, value)}
    />
  )
}

/** Back, and past a question that they cannot answer. */
function Ways({ check }: { check: Check }): ReactNode {
  const question = check.position >= FIRST_FACT ? check.path?.now : null
  if (check.position === PLACE) {
    return (
      <View className="buttons gap-big">
        <TextButton
          id="check-home"
          className="button button-second"
          onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}
        >
          回首页
        </TextButton>
      </View>
    )
  }
  return (
    <View className="buttons gap-big">
      <TextButton id="check-back" className="button button-second" onTap={check.back}>
        上一题
      </TextButton>
      {question && (
        <TextButton id="answer-unsure" className="button button-second" onTap={() => check.unsure(question)}>
          说不清
        </TextButton>
      )}
    </View>
  )
}

function AllAnswered(): ReactNode {
  return (
    <View id="question-none">
      <QuestionTitle>都问完了</QuestionTitle>
      <View className="gap-big">
        <TextButton
          id="check-finish"
          className="button"
          onTap={() => void Taro.redirectTo({ url: '/pages/check/result/index' })}
        >
          看结果
        </TextButton>
      </View>
    </View>
  )
}

/** About how many questions follow, the fixed ones included; null before a place is chosen. */
function mayFollow({ path, position }: Check): number | null {
  if (path === null || position === PLACE) return null
  const factsOpen = path.now === null ? 0 : path.mayFollow + 1
  return position < FIRST_FACT ? FIRST_FACT - 1 - position + factsOpen : path.mayFollow
}
