import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { saySpan } from '../../client/days'
import type { Enrolment, Order, QuotedPerson } from '../../client/functions'
import { partAt } from './selection'
import { yuan } from '../../ui/money'
import { openPage } from '../../ui/navigate'
import { Choice, TextButton } from '../../ui/tap'
import type { Tone } from '../../ui/text'
import { Section, StatusTag, AmountText, Paragraph } from '../../ui/text'

interface PayableRowProps {
  quoted: QuotedPerson
  /** 母亲; '' of someone with whom there is no link. */
  relation: string
  on: boolean
  onTap: () => void
}

/** Someone who can be paid for, to be ticked; or why not. */
export function PayableRow({ quoted, relation, on, onTap }: PayableRowProps): ReactNode {
  const { name, place, year, warnings, benefit, tier } = quoted
  const label = relation === '' ? name : `${relation} · ${name}`
  if (!isPayable(quoted)) return <UnpayableRow quoted={quoted} label={label} />
  return (
    <Choice id={`pay-${rowId(quoted)}`} many label={label} hint={`${year} 年度，${place}`} on={on} onTap={onTap}>
      <AmountText words="交" fen={quoted.fee} />
      {tier !== null && <View className="quiet">{tier}</View>}
      {benefit !== null && (
        <View>
          <Paragraph>{`能报销：${saySpan(benefit.from, benefit.to)}`}</Paragraph>
        </View>
      )}
      {warnings.length > 0 && <View className="quiet">{`有 ${warnings.length} 条要先看清楚，下一页说。`}</View>}
    </Choice>
  )
}

export const isPayable = (quoted: QuotedPerson): quoted is QuotedPerson & { fee: number } =>
  quoted.payable && quoted.fee !== null
const rowId = ({ enrolment, index }: QuotedPerson): string => enrolment ?? `stranger-${index}`

function UnpayableRow({ quoted, label }: { quoted: QuotedPerson; label: string }): ReactNode {
  const { name, place, year, because, order } = quoted
  return (
    <View id={`pay-not-${rowId(quoted)}`} className="row">
      <View className="strong">{label}</View>
      <View className="quiet">
        {year} 年度，{place}
      </View>
      <View>
        <Paragraph>{because ?? '现在不用交。'}</Paragraph>
      </View>
      {order !== null && <OwnOrderLink order={order} name={name} />}
    </View>
  )
}

export function OwnOrderLink({ order, name }: { order: string; name: string }): ReactNode {
  return (
    <TextButton
      className="link pay-own-order"
      label={`看${name}的这次交费`}
      onTap={() => void openPage(orderPage(order))}
    >
      去看这次交费 ›
    </TextButton>
  )
}

export const orderPage = (order: string): string => `/pages/pay/order/index?order=${order}`

/** The order that comes after the one that this page is about; null = it was the last, or was not placed just now. */
export function useNextPart(): { words: string; url: string } | null {
  const { part } = useRouter<{ part?: string }>().params
  const next = part === undefined ? null : partAt(Number(part) + 1)
  if (part === undefined || next === null) return null
  return { words: `接着交${next.regionName}的`, url: `/pages/pay/confirm/index?part=${Number(part) + 1}` }
}

export function NextPart({ second = false }: { second?: boolean }): ReactNode {
  const next = useNextPart()
  if (next === null) return null
  return (
    <TextButton
      id="next-part"
      className={second ? 'button button-second' : 'button'}
      onTap={() => void Taro.redirectTo({ url: next.url })}
    >
      {next.words}
    </TextButton>
  )
}

/** For whom the order is, and how much for each. */
export function OrderPeople({ people }: Pick<Order, 'people'>): ReactNode {
  return (
    <Section id="order-people" title={`给谁交（${people.length}人）`}>
      {people.map(({ enrolment, person, fee, year }) => (
        <View key={enrolment} className="row">
          <View className="strong">
            {person.name}，{yuan(fee)} 元
          </View>
          <View className="quiet">
            {[person.place, person.village, `${year}年度`].filter((words) => words !== '').join(' ')}
          </View>
        </View>
      ))}
    </Section>
  )
}

/** How much, where it is, and what to do or to wait for. */
export function OrderState({
  order: { state, stateName, sentence, total, saidPaid },
  children,
}: {
  order: Order
  children?: ReactNode
}): ReactNode {
  return (
    <Section id="order-now">
      <AmountText id="order-total" words="一共" fen={total} large />
      <StatusTag tone={saidPaid === null ? toneOfOrder(state) : 'wait'}>{stateName}</StatusTag>
      <View id="order-sentence" className="status-sentence">
        <Paragraph>{sentence}</Paragraph>
      </View>
      {children}
    </Section>
  )
}

const TONES: Readonly<Record<Order['state'], Tone>> = {
  placed: 'act',
  handedOver: 'act',
  prepaid: 'wait',
  paid: 'wait',
  arrived: 'good',
  inQuestion: 'open',
  returning: 'wait',
  returned: 'calm',
  closed: 'calm',
}

/** The tone of an order; of a state that this version of the program does not know, that it is open. */
export const toneOfOrder = (state: Order['state']): Tone => TONES[state] ?? 'open'

/** 去交费, for one of whom money is owed. */
export function PayTap({ enrolment: { id, year }, name }: { enrolment: Enrolment; name: string }): ReactNode {
  return (
    <TextButton
      className="button enrolment-pay"
      label={`替${name}交${year}年度的费`}
      onTap={() => void openPage(`/pages/pay/index?only=${id}`)}
    >
      去交费
    </TextButton>
  )
}
