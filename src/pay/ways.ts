import type { Channel, Quote, QuotedPerson } from '../cloud/payment'

/** How a part is paid: by WeChat, or on one of the place's channels; `channel: null` = each by one that is open to them. */
export type Way = { way: 'wechat'; channel: null } | { way: 'official'; channel: string | null }

export interface OfferedWay { id: string; way: Way; name: string; about: string }

/** Ways open to all of these people: the place's own channels first, then WeChat Pay where the deployment has it. */
export function offeredWays(people: readonly QuotedPerson[], ways: Quote['ways']): OfferedWay[] {
  const [first, ...others] = people
  const open = (first?.channels ?? []).filter((channel) => isOpen(channel) && others.every(({ channels }) => channels.some((one) => one.id === channel.id && isOpen(one))))
  const official = open.map(({ id, name, steps }): OfferedWay => ({ id: `channel-${id}`, way: { way: 'official', channel: id }, name, about: steps[0] ?? '' }))
  // Where no channel is open to all, the steps of each are shown and everybody takes their own.
  const each: OfferedWay = { id: 'channel-each', way: { way: 'official', channel: null }, name: '各人走各人能走的渠道', about: '下一页把渠道都列出来' }
  return [
    ...(official.length > 0 ? official : [each]),
    ...(ways.includes('wechat') ? [{ id: 'wechat-pay', way: { way: 'wechat', channel: null }, name: '就在这里用微信付', about: '付完等税务到账' } as const] : []),
  ]
}

/** Closed to one of them at least, with the reason that is told to that one. */
export function closedWays(people: readonly QuotedPerson[]): { id: string; name: string; because: string }[] {
  const found = new Map<string, { id: string; name: string; because: string }>()
  for (const { name: person, channels } of people) {
    for (const { id, name, closedBecause } of channels) {
      if (closedBecause !== null && !found.has(id)) found.set(id, { id, name, because: people.length === 1 ? closedBecause : `${person}：${closedBecause}` })
    }
  }
  return [...found.values()]
}

const isOpen = ({ closedBecause }: Channel): boolean => closedBecause === null
