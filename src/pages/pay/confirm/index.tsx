import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords, saySpan } from '../../../client/days'
import type { Quote, QuotedPerson } from '../../../client/functions'
import { usePayment } from '../../../client/functions'
import type { OfferedWay, WarningsToAcknowledge } from './foot'
import { closedWays, ConfirmFoot, keyOfHearing, offeredWays, warningsToAcknowledge } from './foot'
import { isPayable, OwnOrderLink } from '../parts'
import type { Part } from '../selection'
import { partAt, partCount, partsWords, usePullDown } from '../selection'
import { QueryView } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { GoHome } from '../../../ui/navigate'
import { Screen } from '../../../ui/screen'
import { Choice, TextButton } from '../../../ui/tap'
import { QuestionTitle, Section, AmountText, Paragraph } from '../../../ui/text'

/** One order: whose money, how much, what is to be heard, and how it is paid. */
export default function ConfirmPage(): ReactNode {
  const at = Number(useRouter<{ part?: string }>().params.part)
  const part = partAt(at)
  return <Screen id="page-confirm">{part === null ? <ChooseAgain /> : <PartAsked part={part} at={at} />}</Screen>
}

function PartAsked({ part, at }: { part: Part; at: number }): ReactNode {
  const { asked, again } = usePayment('quote', { people: [...part.people] })
  usePullDown(again)
  return (
    <View>
      {partCount() > 1 && (
        <View id="part-progress" className="strong">
          {partsWords(at)}
        </View>
      )}
      <QuestionTitle>{`${part.regionName} ${part.year} 年度`}</QuestionTitle>
      <QueryView asked={asked} again={again} waitingFor="正在核对金额" back={<GoHome />}>
        {(quote) => <ConfirmPart part={part} at={at} quote={quote} again={again} />}
      </QueryView>
    </View>
  )
}

/** The program was started anew in between: who was chosen is not kept. */
function ChooseAgain(): ReactNode {
  return (
    <Section id="confirm-lost" title="请重新选人">
      <View>刚才选的没有留下来，没有下单，也没有扣钱。</View>
      <View className="gap">
        <TextButton
          id="confirm-again"
          className="button"
          onTap={() => void Taro.redirectTo({ url: '/pages/pay/index' })}
        >
          去选人
        </TextButton>
      </View>
    </Section>
  )
}

interface ConfirmPartProps {
  part: Part
  at: number
  quote: Quote
  again: () => void
}

/** What was quoted just now. Whoever cannot be paid for any more is left out of the order, and it is said why. */
function ConfirmPart({ part, at, quote, again }: ConfirmPartProps): ReactNode {
  const [heard, setHeard] = useState<ReadonlySet<string>>(new Set())
  const [wanted, setWanted] = useState<string | null>(null)
  const payable = quote.people.filter(isPayable)
  const warnings = warningsToAcknowledge(payable)
  const unheard = warnings.filter((one) => !heard.has(keyOfHearing(one)))
  const ways = offeredWays(payable, quote.ways)
  const chosen = ways.find(({ id }) => id === wanted) ?? ways[0]
  const hear = (key: string): void =>
    setHeard((before) => new Set(before.has(key) ? [...before].filter((other) => other !== key) : [...before, key]))
  return (
    <View>
      <Section id="confirm-people">
        {payable.length > 0 && (
          <AmountText id="confirm-total" words={`${payable.length} 人一共`} fen={quote.total} large />
        )}
        {payable.length > 0 && (
          <View id="confirm-until">
            <Paragraph>{priceWords(payable, quote)}</Paragraph>
          </View>
        )}
        {quote.people.map((quoted) => (
          <QuotedRow key={quoted.index} quoted={quoted} />
        ))}
      </Section>
      {payable.length > 0 && <HearWarnings warnings={warnings} heard={heard} onHear={hear} />}
      {payable.length > 0 && <ChooseWay people={payable} ways={ways} chosen={chosen} onChoose={setWanted} />}
      <ConfirmFoot
        part={part}
        at={at}
        quote={quote}
        unheard={unheard.length}
        heard={warnings.map(({ code }) => code)}
        chosen={chosen}
        again={again}
      />
    </View>
  )
}

/** One day: the notice's last where there is one; else how long the price stands. */
function priceWords(payable: readonly QuotedPerson[], { until }: Quote): string {
  const [deadline] = payable.flatMap(({ deadline: day }) => day ?? []).sort()
  return deadline === undefined ? `${dayInWords(until)}前交都是这个价。` : `最晚${dayInWords(deadline)}交。`
}

interface ChooseWayProps {
  people: readonly QuotedPerson[]
  ways: readonly OfferedWay[]
  chosen: OfferedWay | undefined
  onChoose: (id: string) => void
}

/** 怎么交: what is open to all of them; below, what is not, and why. */
function ChooseWay({ people, ways, chosen, onChoose }: ChooseWayProps): ReactNode {
  const closed = closedWays(people)
  return (
    <Section id="pay-ways" title="怎么交">
      {ways.map(({ id, name, about }) => (
        <Choice key={id} id={`way-${id}`} label={name} hint={about} on={id === chosen?.id} onTap={() => onChoose(id)} />
      ))}
      {closed.length > 0 && <View className="strong gap">下面的办法用不了</View>}
      {closed.map(({ id, name, because }) => (
        <View key={id} id={`closed-${id}`} className="row">
          <View>{name}</View>
          <View className="quiet">
            <Paragraph>{because}</Paragraph>
          </View>
        </View>
      ))}
    </Section>
  )
}

interface HearWarningsProps {
  warnings: readonly WarningsToAcknowledge[]
  heard: ReadonlySet<string>
  onHear: (key: string) => void
}

/** Each is acknowledged by itself, before any money moves. */
function HearWarnings({ warnings, heard, onHear }: HearWarningsProps): ReactNode {
  if (warnings.length === 0) return null
  return (
    <Section id="pay-warnings" title={`付款前先看清楚（${warnings.length} 条）`}>
      <View className="quiet">看清楚一条，点一下。</View>
      {warnings.map((one) => {
        const key = keyOfHearing(one)
        return (
          <Choice
            key={key}
            id={`hear-${one.code}`}
            many
            label={one.message}
            hint={`说的是：${one.names.join('、')}`}
            on={heard.has(key)}
            onTap={() => onHear(key)}
          />
        )
      })}
    </Section>
  )
}

/** One person of an order about to be placed: how much, and what it brings; or why not. */
function QuotedRow({ quoted }: { quoted: QuotedPerson }): ReactNode {
  const { name, place, because, benefit, tier, order } = quoted
  return (
    <View className="row quoted-row">
      <View className="strong">
        <Paragraph>{isPayable(quoted) ? `${name}：${yuan(quoted.fee)} 元` : `${name}：这次不交`}</Paragraph>
      </View>
      <View className="quiet">
        {place}
        {tier === null ? '' : `，${tier}`}
      </View>
      {benefit !== null && (
        <View>
          <Paragraph>{`能报销：${saySpan(benefit.from, benefit.to)}`}</Paragraph>
        </View>
      )}
      {because !== null && (
        <View className="notice">
          <Paragraph>{because}</Paragraph>
        </View>
      )}
      {order !== null && <OwnOrderLink order={order} name={name} />}
    </View>
  )
}
