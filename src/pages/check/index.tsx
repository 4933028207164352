import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { FactQuestion } from '../../check/fact-question'
import { PaymentDayQuestion } from '../../check/payment-day-question'
import { PlaceQuestion } from '../../check/place-question'
import { DAY, FIRST_FACT, PLACE, useCheck, WHO, type Check, type CheckParams } from '../../check/use-check'
import { WhoQuestion } from '../../check/who-question'
import { Progress } from '../../components/progress'
import { QuestionTitle } from '../../components/question-title'
import { Screen } from '../../components/screen'
import { Tap } from '../../components/tap'
import { Trouble } from '../../components/trouble'

export default function CheckPage(): ReactNode {
  const check = useCheck(useRouter<CheckParams & Record<string, string>>().params)
  if (check.trouble !== null) {
    return <Screen id='page-check'><Trouble words={check.trouble} /></Screen>
  }
  const number = Math.min(check.position, FIRST_FACT + (check.path?.passed.length ?? 0)) + 1
  return (
    <Screen id='page-check'>
      <Progress number={number} mayFollow={mayFollow(check)} />
      {check.session && <PlaceLine check={check} />}
      <View className='gap'>
        <QuestionNow check={check} />
      </View>
      <Ways check={check} />
    </Screen>
  )
}

function PlaceLine({ check: { session, policy } }: { check: Check }): ReactNode {
  if (session === null || policy === null) return null
  const who = session.who === '' ? '' : ` · ${session.who}`
  return <View id='check-place' className='quiet'>{policy.name} {session.year} 年度{who}</View>
}

function QuestionNow({ check }: { check: Check }): ReactNode {
  const { session, policy, path, position } = check
  if (session === null || policy === null || position === PLACE) {
    return <PlaceQuestion region={session?.region ?? null} year={session?.year ?? null} onPlace={check.choosePlace} />
  }
  if (position === WHO) return <WhoQuestion who={session.who} onWho={check.chooseWho} />
  if (position === DAY) return <PaymentDayQuestion policy={policy} year={session.year} day={session.day} onDay={check.chooseDay} />
  const question = path?.now
  if (!question) return <AllAnswered />
  return (
    <FactQuestion
      key={question.fact}
      question={question}
      kept={session.answers[question.fact]}
      complaint={check.complaint}
      onAnswer={(value) => check.answer(question, value)}
    />
  )
}

/** Back, and past a question that they cannot answer. */
function Ways({ check }: { check: Check }): ReactNode {
  const question = check.position >= FIRST_FACT ? check.path?.now : null
  if (check.position === PLACE) {
    return <View className='buttons gap-big'><Tap id='check-home' className='button button-second' onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}>回首页</Tap></View>
  }
  return (
    <View className='buttons gap-big'>
      <Tap id='check-back' className='button button-second' onTap={check.back}>上一题</Tap>
      {question && <Tap id='answer-unsure' className='button button-second' onTap={() => check.unsure(question)}>说不清</Tap>}
    </View>
  )
}

function AllAnswered(): ReactNode {
  return (
    <View id='question-none'>
      <QuestionTitle>都问完了</QuestionTitle>
      <View className='gap-big'>
        <Tap id='check-finish' className='button' onTap={() => void Taro.redirectTo({ url: '/pages/check/result/index' })}>看结果</Tap>
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
