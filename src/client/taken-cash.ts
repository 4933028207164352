import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'
import type { PaymentRequests } from './functions'
import type { Heard, Mark } from './clock'
import { forget, isRecord, readStored, writeStored } from './storage'

/**
 * Money that was taken at a door and that the server has not entered yet. Each sum lies under a key of its own from
 * before it is sent until the server has it or it was given back, so that no other write and no switched-off phone can
 * lose it.
 */
export interface OfflineCash {
  /** As it is sent; its operation id makes it happen once. */
  request: PaymentRequests['takeCash']
  village: string
  year: number
  household: string
  /** The head, masked. */
  head: string
  people: readonly { enrolment: string; name: string; fee: number }[]
  /** By the phone's clock, ms since 1970. */
  takenAt: number
  /** By which the day is settled before it is first sent; absent = it is settled. */
  clock?: TakenClock
  /** Why the server does not enter it; null = it has not said anything yet. */
  refusal: { code: string; message: string; found?: string } | null
}

/** The phone's clock when the money was taken, and what was heard of the server's last before. */
interface TakenClock {
  mark: Mark
  before: Heard | null
}

const KEY = 'canbao.desk.taken.'
const listeners = new Set<() => void>()
let known: readonly OfflineCash[] | null = null

/** All of it, in the order in which it was taken. */
export function takenMoney(): readonly OfflineCash[] {
  known ??= keysOfStorage()
    .filter((key) => key.startsWith(KEY))
    .flatMap((key) => readStored(key, checkTaken).value ?? [])
    .sort((a, b) => a.takenAt - b.takenAt)
  return known
}

/** False when the phone has no room for it: then it must not be taken. */
export function keepTaken(taken: OfflineCash): boolean {
  const kept = writeStored(KEY + taken.request.operation, taken)
  changed()
  return kept
}

/** The server has it, or it went back to who gave it. */
export function endTaken(operation: string): void {
  forget(KEY + operation)
  changed()
}

/** Money of which the server has not said anything yet. */
export const waitsForServer = ({ refusal }: OfflineCash): boolean => refusal === null

export const sumOfTaken = (taken: readonly OfflineCash[]): number =>
  taken.reduce((fen, { request: { total } }) => fen + total, 0)

export function useTakenMoney(): readonly OfflineCash[] {
  return useSyncExternalStore(subscribe, takenMoney, takenMoney)
}

function changed(): void {
  known = null
  listeners.forEach((tell) => tell())
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

function keysOfStorage(): readonly string[] {
  try {
    return Taro.getStorageInfoSync().keys
  } catch {
    return []
  }
}

function checkTaken(raw: unknown): OfflineCash | null {
  return isRecord(raw) &&
    isRecord(raw.request) &&
    typeof raw.request.operation === 'string' &&
    Array.isArray(raw.people)
    ? (raw as unknown as OfflineCash)
    : null
}
