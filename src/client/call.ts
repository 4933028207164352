import Taro from '@tarojs/taro'
import type { CallAnswer } from '../../cloudfunctions/rules-engine/contract'
import { hearAndKeepTime } from './kept-time'
import { isRecord } from './storage'

/** No answer came: no network, no server, or not the answer of a function. The screen goes on without it. */
class NoAnswer extends Error {
  /** @param code the platform's own, where it was the platform that failed, and not the network */
  constructor(readonly code: string | null) {
    super()
  }
}

/** By what code the platform failed; null where nothing is known but that no answer came. */
export function failureCode(error: unknown): string | null {
  return error instanceof NoAnswer ? error.code : null
}

/** By the build: which environment of `cloudfunctions/deploy.json` (`CANBAO_ENV`); empty = the developer tool's own. */
declare const CLOUD_ENV: string

const PATIENCE_MS = 8_000

/** One way to call a function: WeChat's cloud on the phone, `POST /functions/<name>` in a browser. */
async function callFunction(name: string, request: { action: string; data: unknown }): Promise<unknown> {
  try {
    return process.env.TARO_ENV === 'weapp' ? await throughWechat(name, request) : await throughHttp(name, request)
  } catch (error) {
    throw new NoAnswer(platformCode(error))
  }
}

/** WeChat has `errCode`, or the number in its message only; -1 is the network's, and devcloud has a `code` in words. */
function platformCode(failed: unknown): string | null {
  if (!isRecord(failed)) return null
  const inWords = /errCode: (-\d{2,})/.exec(String(failed.errMsg ?? ''))?.[1]
  const code = String(inWords ?? failed.errCode ?? failed.code ?? '')
  return /^-\d{2,}$|^[A-Z_]{3,}$/.test(code) ? code : null
}

let opened = false

async function throughWechat(name: string, request: { action: string; data: unknown }): Promise<unknown> {
  // Without a name WeChat would take whichever environment was made first.
  if (!opened) Taro.cloud.init(CLOUD_ENV === '' ? {} : { env: CLOUD_ENV })
  opened = true
  const { result } = await Taro.cloud.callFunction({ name, data: request })
  return result
}

async function throughHttp(name: string, request: { action: string; data: unknown }): Promise<unknown> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
  try {
    const response = await fetch(`/functions/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: stop.signal,
    })
    return await response.json()
  } finally {
    clearTimeout(timer)
  }
}

/** What every function's contract is made of: what may be asked, and what is answered to it. */
export type AnswersTo<Requests extends object> = Record<keyof Requests, unknown>

/** Asks one function, by the types of its contract. Throws `NoAnswer` when none came. */
export type Ask<Requests extends object, Answers extends AnswersTo<Requests>> = <
  Action extends keyof Requests & string,
>(
  action: Action,
  data: Requests[Action],
) => Promise<CallAnswer<Answers[Action]>>

/**
 * How one function is asked. Its answers are checked by their contract on the server, where zod is; here only the
 * envelope is, to tell an answer from a gateway's error page.
 */
export function askingOf<Requests extends object, Answers extends AnswersTo<Requests>>(
  name: string,
): Ask<Requests, Answers> {
  return async <Action extends keyof Requests & string>(
    action: Action,
    data: Requests[Action],
  ): Promise<CallAnswer<Answers[Action]>> => {
    const answer = await callFunction(name, { action, data })
    if (!isCallAnswer<Answers[Action]>(answer)) throw new NoAnswer(platformCode(answer))
    if (answer.ok && answer.at !== undefined) hearAndKeepTime(answer.at)
    return answer
  }
}

function isCallAnswer<Data>(value: unknown): value is CallAnswer<Data> {
  if (!isRecord(value)) return false
  return value.ok === true ? 'data' in value : value.ok === false && isRecord(value.error)
}
