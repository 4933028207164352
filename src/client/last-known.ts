import Taro from '@tarojs/taro'
import { dayOf } from './days'
import { forget, isRecord, readStored, writeStored } from './storage'

/**
 * What the server said last of oneself and one's family, on one's own phone, to be shown where there is no network. It
 * goes when the account does, and when the server does not tell it any more.
 */
const KEY = 'canbao.last.'

export function keepAnswer(question: string, answer: unknown): void {
  writeStored(KEY + question, { answer, at: Date.now() })
}

export function forgetAnswer(question: string): void {
  forget(KEY + question)
}

/** As a page shows it: late, with the day on which it was seen. */
export function lastKnown<Answer>(
  question: string,
): { is: 'answered'; answer: Answer; late: true; seenOn: string } | null {
  const kept = readStored(KEY + question, readKept).value
  return kept && { is: 'answered', answer: kept.answer as Answer, late: true, seenOn: dayOf(kept.at) }
}

/** The account is gone: nothing of it stays on the phone. */
export function forgetLastKnown(): void {
  try {
    for (const key of Taro.getStorageInfoSync().keys) if (key.startsWith(KEY)) forget(key)
  } catch {
    // A phone that cannot name what it keeps keeps nothing.
  }
}

function readKept(raw: unknown): { answer: unknown; at: number } | null {
  return isRecord(raw) && 'answer' in raw && typeof raw.at === 'number' ? { answer: raw.answer, at: raw.at } : null
}

/** Tells when there is a network again; the answer ends it. */
export function onNetwork(tell: () => void): () => void {
  if (process.env.TARO_ENV === 'h5') {
    window.addEventListener('online', tell)
    return () => window.removeEventListener('online', tell)
  }
  const hear = ({ isConnected }: { isConnected: boolean }): void => {
    if (isConnected) tell()
  }
  Taro.onNetworkStatusChange(hear)
  return () => Taro.offNetworkStatusChange(hear)
}
