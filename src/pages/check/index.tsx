import Taro from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { PolicyHead } from '../../../rules'
import { policies } from '../../../rules'
import { PaymentDayQuestion } from './payment-day'
import type { Check, CheckParams } from './use-check'
import { DAY, FIRST_FACT, PLACE, useCheck, WHO as WHO_CHECK } from './use-check'
import { useEditions, type Editions } from '../../client/use-editions'
import { FactQuestion } from '../../ui/fact-question'
import { Screen, ErrorView } from '../../ui/screen'
import { Choice, TextButton } from '../../ui/tap'
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

interface PlaceQuestionProps {
  region: string | null
  year: number | null
  editions: Editions
  onPlace: (place: Pick<PolicyHead, 'region' | 'year'>) => void
}

function PlaceQuestion({ region, year, editions, onPlace }: PlaceQuestionProps): ReactNode {
  const [absent, setAbsent] = useState(false)
  const places = policies()
  return (
    <View id="question-place">
      <QuestionTitle>医保在哪里交？</QuestionTitle>
      <View className="quiet">
        这里有 {yearsOnOffer([...places, ...editions.beside])} 年度的通知。别的年度还没有，不能算。
      </View>
      {places.map((place) => (
        <Choice
          key={`${place.region}-${place.year}`}
          id={`place-${place.region}-${place.year}`}
          label={place.regionName}
          hint={place.within}
          on={place.region === region && place.year === year}
          onTap={() => onPlace(place)}
        >
          <Text className="choice-hint">{place.year} 年度的通知</Text>
          {place.status === 'draft' && <Text className="badge">征求意见稿</Text>}
          {place.status === 'undated' && <Text className="badge">通知缺文号和日期</Text>}
        </Choice>
      ))}
      {editions.beside.map((place) => (
        <Choice
          key={place.edition}
          id={`place-${place.region}-${place.year}`}
          label={place.name}
          hint=""
          on={false}
          onTap={() => editions.take(place, () => onPlace(place))}
        >
          <Text className="choice-hint">{place.year} 年度，新发布的，要连一次网</Text>
        </Choice>
      ))}
      {editions.complaint !== '' && (
        <View id="place-complaint" className="notice">
          {editions.complaint}
        </View>
      )}
      <TextButton id="place-absent" className="link gap" expanded={absent} onTap={() => setAbsent(!absent)}>
        没有我的地方，怎么办？
      </TextButton>
      {absent && <PlaceAbsent />}
    </View>
  )
}

function PlaceAbsent(): ReactNode {
  return (
    <View id="place-absent-words" className="notice notice-calm">
      <View className="strong">您那里的政策，这里还没有。</View>
      <View className="gap">各地交的钱、免的人都不一样，不能拿别处的数来代替，所以算不了。</View>
      <View className="gap">请问村（社区）干部、乡镇医保窗口，或者打全国医保服务热线 12393。</View>
    </View>
  )
}

function yearsOnOffer(places: readonly Pick<PolicyHead, 'year'>[]): string {
  return [...new Set(places.map(({ year }) => year))].sort().join('、')
}

const WHO = ['本人', '母亲', '父亲', '儿子', '女儿', '其他'] as const

interface WhoQuestionProps {
  who: string
  onWho: (who: string) => void
}

function WhoQuestion({ who, onWho }: WhoQuestionProps): ReactNode {
  return (
    <View id="question-who">
      <QuestionTitle>替谁查？</QuestionTitle>
      <View className="quiet">只是方便您分清是谁，不影响算钱，也不会传出这部手机。</View>
      <View className="chips gap">
        {WHO.map((word, i) => (
          <TextButton
            key={word}
            id={`who-${i}`}
            className={word === who ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={word === who}
            onTap={() => onWho(word)}
          >
            {word}
          </TextButton>
        ))}
      </View>
      <View className="gap-big">
        <TextButton id="who-skip" className="button button-second" onTap={() => onWho(who)}>
          {who === '' ? '不说，下一题' : '下一题'}
        </TextButton>
      </View>
    </View>
  )
}
