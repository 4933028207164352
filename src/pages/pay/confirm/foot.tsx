import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import type { Channel, Order, Quote, QuotedPerson } from '../../../client/functions'
import { usePaymentAction } from '../../../client/functions'
import { isPayable, orderPage } from '../parts'
import type { Part } from '../selection'
import { dropStrangers, keyOf, partCount } from '../selection'
import { ActionError } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'

interface ConfirmFootProps {
  part: Part
  at: number
  quote: Quote
  /** How many warnings are not heard yet. */
  unheard: number
  /** Codes of all warnings, once all are heard. */
  heard: readonly string[]
  chosen: OfferedWay | undefined
  again: () => void
}

/**
 * Places the order, on the terms that are on the screen; refused, the terms are asked for anew and
 * nothing chosen is lost.
 */
export function ConfirmFoot({ part, at, quote, unheard, heard, chosen, again }: ConfirmFootProps): ReactNode {
  const people = quote.people.filter(isPayable).flatMap(({ index }) => part.people[index] ?? [])
  const deed = usePaymentAction(
    'placeOrder',
    `${chosen?.id ?? ''} ${people.map((who) => ('enrolment' in who ? keyOf(who) : 'stranger')).join(' ')}`,
  )
  const { state } = deed
  // Refused, what is on the screen is not how it is; unanswered, the same has to be tried again as it was.
  useEffect(() => {
    if (state.is === 'refused') again()
  }, [state, again])
  if (people.length === 0 || chosen === undefined) return <NothingToPay at={at} />

  const place = async (): Promise<void> => {
    if (unheard > 0) return
    const order = await deed.run({ people, ...chosen.way, total: quote.total, heard: [...heard] })
    if (order === null) return
    dropStrangers(people)
    await openPlaced(order, at)
  }
  const words = chosen.way.way === 'wechat' ? `用微信付 ${yuan(quote.total)} 元` : `就这样交 ${yuan(quote.total)} 元`
  return (
    <View className="foot">
      <ActionError id="confirm" state={state} />
      {state.is === 'busy' ? (
        <View className="button button-off">正在下单，请稍等</View>
      ) : (
        <TextButton id="confirm-go" className={unheard > 0 ? 'button button-off' : 'button'} onTap={() => void place()}>
          {unheard > 0 ? `还有 ${unheard} 条没有看清楚` : words}
        </TextButton>
      )}
    </View>
  )
}

/** In place of the page that placed it: going back leads to who is still to be paid for. */
async function openPlaced({ order, way }: Order, at: number): Promise<void> {
  await Taro.redirectTo({
    url:
      way === 'wechat' ? `${orderPage(order)}&part=${at}&pay=1` : `/pages/pay/channel/index?order=${order}&part=${at}`,
  })
}

function NothingToPay({ at }: { at: number }): ReactNode {
  const more = at + 1 < partCount()
  return (
    <View id="confirm-nothing">
      <View className="notice">这些人现在没有可以交的，没有扣钱。</View>
      <View className="gap">
        <TextButton
          id="confirm-on"
          className="button"
          onTap={() =>
            void Taro.redirectTo({ url: more ? `/pages/pay/confirm/index?part=${at + 1}` : '/pages/pay/index' })
          }
        >
          {more ? '接着交下一处' : '回去重新选人'}
        </TextButton>
      </View>
    </View>
  )
}

/**
 * How a part is paid: by WeChat, or on one of the place's channels; `channel: null` = each by one that
 * is open to them.
 */
type Way = { way: 'wechat'; channel: null } | { way: 'official'; channel: string | null }

export interface OfferedWay {
  id: string
  way: Way
  name: string
  about: string
}

/** Ways open to all of these people: the place's own channels first, then WeChat Pay where the deployment has it. */
export function offeredWays(people: readonly QuotedPerson[], ways: Quote['ways']): OfferedWay[] {
  const [first, ...others] = people
  const open = (first?.channels ?? []).filter(
    (channel) =>
      isOpen(channel) && others.every(({ channels }) => channels.some((one) => one.id === channel.id && isOpen(one))),
  )
  const official = [...open]
    .sort((a, b) => farAway(a) - farAway(b))
    .map(({ id, name, steps }): OfferedWay => ({
      id: `channel-${id}`,
      way: { way: 'official', channel: id },
      name,
      about: steps[0] ?? '',
    }))
  // Where no channel is open to all, the steps of each are shown and everybody takes their own.
  const each: OfferedWay = {
    id: 'channel-each',
    way: { way: 'official', channel: null },
    name: '各人走各人能走的渠道',
    about: '下一页把渠道都列出来',
  }
  return [
    ...(official.length > 0 ? official : [each]),
    ...(ways.includes('wechat')
      ? [
          {
            id: 'wechat-pay',
            way: { way: 'wechat', channel: null },
            name: '就在这里用微信付',
            about: '付完等税务到账',
          } as const,
        ]
      : []),
  ]
}

/** Ways that one has to go to come last: who pays by phone is often far away. */
const ON_THE_PHONE: readonly string[] = ['wechat', 'app', 'web']
const farAway = ({ kind }: Channel): number => (ON_THE_PHONE.includes(kind) ? 0 : 1)

/** Closed to one of them at least, with the reason that is told to that one. */
export function closedWays(people: readonly QuotedPerson[]): { id: string; name: string; because: string }[] {
  const found = new Map<string, { id: string; name: string; because: string }>()
  for (const { name: person, channels } of people) {
    for (const { id, name, closedBecause } of channels) {
      if (closedBecause !== null && !found.has(id))
        found.set(id, { id, name, because: people.length === 1 ? closedBecause : `${person}：${closedBecause}` })
    }
  }
  return [...found.values()]
}

const isOpen = ({ closedBecause }: Channel): boolean => closedBecause === null

/** One thing to be heard before money moves, of whom it is true. */
export interface WarningsToAcknowledge {
  code: string
  message: string
  names: readonly string[]
}

/** Each thing once, however many people it is said of. */
export function warningsToAcknowledge(people: readonly QuotedPerson[]): WarningsToAcknowledge[] {
  const found = new Map<string, WarningsToAcknowledge>()
  for (const { name, warnings } of people) {
    for (const { code, message } of warnings) {
      const key = keyOfHearing({ code, message })
      found.set(key, { code, message, names: [...(found.get(key)?.names ?? []), name] })
    }
  }
  return [...found.values()]
}

/** What was heard is these words: said otherwise it is to be heard anew. */
export const keyOfHearing = ({ code, message }: Pick<WarningsToAcknowledge, 'code' | 'message'>): string =>
  `${code} ${message}`
