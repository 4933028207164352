import Taro from '@tarojs/taro'
import { usePullDownRefresh } from '@tarojs/taro'
import { useEffect } from 'react'
import type { Enrolment, Me, PaymentRequests, QuotedPerson, Status } from '../../client/functions'

/** How the server is told who: by enrolment, or a stranger by name and number. */
export type Who = PaymentRequests['quote']['people'][number]

/** Someone chosen, with what was quoted of them. */
export interface Chosen {
  who: Who
  quoted: QuotedPerson
}

/** Those of one place and year, who go into one order: each place has its own channels and its own receiver. */
export interface Part {
  region: string
  regionName: string
  year: number
  people: readonly Who[]
}

// Of this run of the program only: a stranger's number is not kept on the phone.
let strangers: readonly Chosen[] = []
let parts: readonly Part[] = []

export const strangersChosen = (): readonly Chosen[] => strangers

export function chooseStranger(chosen: Chosen): void {
  strangers = [...strangers.filter(({ who }) => keyOf(who) !== keyOf(chosen.who)), chosen]
}

export function dropStrangers(people: readonly Who[]): void {
  const gone = new Set(people.map(keyOf))
  strangers = strangers.filter(({ who }) => !gone.has(keyOf(who)))
}

/** Within the program only, as it can hold a number. */
export const keyOf = (who: Who): string =>
  'enrolment' in who ? who.enrolment : `${who.region} ${who.year} ${who.idNumber}`

/** Begins to pay for these, place by place; how many orders it takes. */
export function startPaying(chosen: readonly Chosen[]): number {
  const found = new Map<string, Part>()
  for (const {
    who,
    quoted: { region, regionName, year },
  } of chosen) {
    const key = `${region}-${year}`
    found.set(key, { region, regionName, year, people: [...(found.get(key)?.people ?? []), who] })
  }
  parts = [...found.values()]
  return parts.length
}

/** null = the program was started anew since: she chooses again. */
export const partAt = (at: number): Part | null => parts[at] ?? null
export const partCount = (): number => parts.length

/** 分两次交：先巴南区，后岢岚县。现在交岢岚县的 */
export function partsWords(at: number): string {
  const [first, ...later] = parts.map(({ regionName, year }) => `${regionName} ${year} 年度`)
  return `分${parts.length}次交：先${first ?? ''}，后${later.join('、')}。现在是第 ${at + 1} 次。`
}

/**
 * News of a payment comes within seconds or takes its time: asked often at first, then given up for
 * whoever pulls down.
 */
const WAITS_S = [1, 2, 3, 5, 8, 13, 21]

/** Asks again by itself while something is awaited. */
export function useFollowing(isAwaited: boolean, again: () => void): void {
  useEffect(() => {
    if (!isAwaited) return
    let timer: ReturnType<typeof setTimeout>
    const waitFor = ([seconds, ...later]: readonly number[]): void => {
      if (seconds === undefined) return
      timer = setTimeout(() => {
        again()
        waitFor(later)
      }, seconds * 1000)
    }
    waitFor(WAITS_S)
    return () => clearTimeout(timer)
  }, [isAwaited, again])
}

/** 下拉刷新, in WeChat: in a browser Taro's own drawing of it moves what lies under a finger. */
export function usePullDown(again: () => void): void {
  usePullDownRefresh(() => {
    again()
    Taro.stopPullDownRefresh()
  })
}

/** Someone of mine, or I myself, in one year. */
export interface Candidate {
  enrolment: string
  relation: string
  owes: boolean
}

/** The server takes no more people at once. */
export const PEOPLE_MAX = 12

const OWING: ReadonlySet<Status> = new Set<Status>(['due', 'ownPartPending', 'overdue', 'suspended'])

/** Money is owed for them; whether it can be taken today, the quote says. */
export const owes = ({ status }: Pick<Enrolment, 'status'>): boolean => OWING.has(status)

/** Of each the newest year, and each year before in which something is owed; who owes comes first. */
export function candidatesOf({ self, family }: Me): Candidate[] {
  const people = [...(self === null ? [] : [{ relation: '本人', enrolments: self.enrolments }]), ...family]
  const all = people.flatMap(({ relation, enrolments }) => {
    const [newest, ...before] = [...enrolments].sort((a, b) => b.year - a.year)
    return [...(newest === undefined ? [] : [newest]), ...before.filter(owes)].map((one) => ({
      enrolment: one.id,
      relation,
      owes: owes(one),
    }))
  })
  return [...all.filter((one) => one.owes), ...all.filter((one) => !one.owes)]
}
