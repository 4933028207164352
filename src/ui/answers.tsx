import './progress.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { SavedFile } from '../client/files'
import { useEffect, useState } from 'react'
import type { CallError } from '../../cloudfunctions/rules-engine/contract'
import { dayInWords } from '../client/days'
import type { ActionState } from '../client/use-action'
import type { Asked } from '../client/use-query'
import { TextButton } from './tap'
import { QuestionTitle } from './text'

const SLOW_S = 3
/** After so long most networks have answered or never will. */
const USUAL_END_S = 10

/** What is being waited for; on a slow network also for how long, so that nobody taps a dead screen. */
export function Waiting({ words }: { words: string }): ReactNode {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const spoken = process.env.TARO_ENV === 'h5' ? { role: 'status' } : {}
  return (
    <View id="waiting" className="card" {...spoken}>
      <View className="subtitle">{words}</View>
      <View className="progress-track">
        <View className="progress-bar" style={{ width: `${Math.min(95, 10 + (85 * seconds) / USUAL_END_S)}%` }} />
      </View>
      <View className="quiet">{seconds < SLOW_S ? '请稍等。' : `网络有点慢，已经等了 ${seconds} 秒，请再等等。`}</View>
    </View>
  )
}

/** What came of the last try, under its button; nothing when all is well or when a field says it. */
export function ActionError({
  id,
  state,
  fields = [],
}: {
  id: string
  state: ActionState
  fields?: readonly string[]
}): ReactNode {
  if (state.is === 'unanswered') {
    return (
      <View id={`${id}-unanswered`} className="notice">
        {state.code == null
          ? '没有连上，不知道办成没有。请看看手机有没有网，再点一次：不会办成两次。'
          : '服务器没有回话，不知道办成没有。请过一会儿再点一次：不会办成两次。'}
        <FailureCode code={state.code ?? null} />
      </View>
    )
  }
  if (state.is !== 'refused' || fieldOf(state, fields) !== null) return null
  return (
    <View id={`${id}-refused`} className="notice notice-stop">
      <View>{messageOf(state.error)}</View>
      <View className="quiet">代码：{codeOf(state.error)}</View>
    </View>
  )
}

/** What is said of a request that a program made wrongly is for programmers; its code stays for whoever helps. */
const FOR_PROGRAMS: ReadonlySet<string> = new Set(['BAD_REQUEST', 'UNKNOWN_ACTION'])
const STALE =
  '这一页打开的方式不对，或者这个版本旧了，没有办成，什么也没有变。请回首页从头再点一次；还不行，关掉小程序重新打开。'

/** Of whom a page was opened that does not know it. */
const LOST: Readonly<Record<string, string>> = {
  enrolment: '没有找到这个人今年的参保，请从“我的参保”里再点一次。',
  order: '没有找到这次交费，请从“缴费记录”里再点一次。',
  receipt: '没有找到这张收据，请从“缴费记录”里再点一次。',
}

const messageOf = ({ code, message, path = '' }: CallError): string =>
  FOR_PROGRAMS.has(code) ? (LOST[path] ?? STALE) : message

/** Where the platform was too busy, its own number too. */
const codeOf = ({ code, found }: CallError): string =>
  code === 'BUSY' && found !== undefined ? `${code} ${found}` : code

/** Which field of the form the server found fault with; null = none of them. */
function fieldOf(state: ActionState, fields: readonly string[]): string | null {
  if (state.is !== 'refused') return null
  return (
    fields.find((field) => field === state.error.path?.split('.')[0] && !FOR_PROGRAMS.has(state.error.code)) ?? null
  )
}

/** The server's words about one field; '' = none. */
export function serverMessage(state: ActionState, fields: readonly string[], field: string): string {
  return state.is === 'refused' && fieldOf(state, fields) === field ? state.error.message : ''
}

interface AskedPartProps<Answer> {
  asked: Asked<Answer>
  again: () => void
  /** 正在查您的参保 */
  waitingFor: string
  /** What leads back from a refusal; null on the page that one would be sent back to. */
  back: ReactNode
  children: (answer: Answer) => ReactNode
}

/** What was asked for, or in its place what stands against it and what to do. */
export function QueryView<Answer>({ asked, again, waitingFor, back, children }: AskedPartProps<Answer>): ReactNode {
  switch (asked.is) {
    case 'asking':
      return <Waiting words={waitingFor} />
    case 'unanswered':
      return <NoAnswerPart code={asked.code} again={again} />
    case 'refused':
      return <RefusedPart error={asked.error} again={again} back={back} />
    case 'answered':
      return (
        <View>
          {asked.late && <LatePart seenOn={asked.seenOn ?? null} again={again} />}
          {children(asked.answer)}
        </View>
      )
  }
}

/** The network or the server is away: nothing is known, nothing is lost. */
function NoAnswerPart({ code, again }: { code: string | null; again: () => void }): ReactNode {
  return (
    <View id="no-answer" className="card">
      <View className="title">{code === null ? '没有连上' : '服务器没有回话'}</View>
      <View className="gap">
        {code === null ? '可能是没有网络，也可能是服务器正忙。' : '网是通的，服务器一时忙不过来，或者出了故障。'}
        您的钱和记录都没变。
      </View>
      <View className="gap">{code === null ? '请看看手机有没有网，再试一次。' : '请过一两分钟再试一次。'}</View>
      <FailureCode code={code} />
      <View className="gap">
        <TextButton id="ask-again" className="button" onTap={again}>
          再试一次
        </TextButton>
      </View>
    </View>
  )
}

/** Small, for whoever is asked for help. */
function FailureCode({ code }: { code: string | null }): ReactNode {
  return code === null ? null : <View className="quiet">代码：{code}</View>
}

function LatePart({ seenOn, again }: { seenOn: string | null; again: () => void }): ReactNode {
  return (
    <View id="late-answer" className="notice">
      <View>
        没有连上，下面是{seenOn === null ? '刚才' : dayInWords(seenOn)}看到的，可能不是最新的。有网了会自己再查。
      </View>
      <TextButton id="ask-again" className="link" onTap={again}>
        再试一次
      </TextButton>
    </View>
  )
}

function RefusedPart({ error, again, back }: { error: CallError; again: () => void; back: ReactNode }): ReactNode {
  return (
    <View id="refused" className="card">
      <QuestionTitle>没能打开</QuestionTitle>
      <View id="refused-message" className="gap">
        {messageOf(error)}
      </View>
      <View id="refused-code" className="quiet gap">
        代码：{codeOf(error)}
      </View>
      <View className="buttons gap">
        <TextButton id="ask-again" className="button button-second" onTap={again}>
          再试一次
        </TextButton>
        {back}
      </View>
    </View>
  )
}

/** What became of a file that was made and fetched; nothing before that. */
export function SavedFileView({ saved: { words, isSaved } }: { saved: SavedFile }): ReactNode {
  if (words === '') return null
  return <View className={isSaved ? 'notice notice-good' : 'notice notice-stop'}>{words}</View>
}
