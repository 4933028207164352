import './state-word.scss'
import './sum.scss'
import './progress.scss'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { Fen } from '../../rules'
import { yuan } from './money'

/** A date with its 从, 到, 起 or 止 and the comma after it, or an amount: what is read at one glance. */
const WHOLE =
  /((?:从|到 ?)?(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[起止]，?)?|\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)? ?(?:元|天|个月))/

/** A sentence in which no date or amount is broken over two lines. */
export function Paragraph({ children }: { children: string }): ReactNode {
  const pieces = children.split(WHOLE).filter((piece) => piece !== '')
  return <>{pieces.map((piece, i) => (WHOLE.test(piece) ? <Whole key={i}>{piece}</Whole> : piece))}</>
}

/** Stays on one line. */
export function Whole({ children }: { children: string }): ReactNode {
  return <Text className="whole">{children}</Text>
}

interface SectionProps {
  id: string
  title?: string
  children: ReactNode
}

export function Section({ id, title, children }: SectionProps): ReactNode {
  return (
    <View id={id} className="card">
      {title && <Heading>{title}</Heading>}
      {children}
    </View>
  )
}

export function Heading({ children }: { children: ReactNode }): ReactNode {
  const spoken = process.env.TARO_ENV === 'h5' ? { role: 'heading', 'aria-level': '2' } : { 'aria-role': 'header' }
  return (
    <View className="subtitle card-head" {...spoken}>
      {children}
    </View>
  )
}

/** How a state is drawn: each tone has a sign of its own, so that colour is never alone in telling it. */
export type Tone = 'act' | 'stop' | 'wait' | 'good' | 'calm' | 'open'

const SIGNS: Readonly<Record<Tone, string>> = { act: '!', stop: '!', wait: '…', good: '✓', calm: '–', open: '?' }

/** Where something stands, as the biggest word. */
export function StatusTag({ tone, children }: { tone: Tone; children: string }): ReactNode {
  return (
    <View className={`status-word tone-${tone}`}>
      <View className="status-sign">{SIGNS[tone]}</View>
      <View className="status-name">{children}</View>
    </View>
  )
}

/** An amount that is to be seen first: the biggest thing on its card, or with `large` on the whole screen. */
export function AmountText({
  id,
  words,
  fen,
  large = false,
}: {
  id?: string
  words: string
  fen: Fen
  large?: boolean
}): ReactNode {
  return (
    <View id={id} className={large ? 'sum sum-large' : 'sum'}>
      <View className="sum-words">{words}</View>
      <View className="sum-number">{yuan(fen)}</View>
      <View className="sum-unit">元</View>
    </View>
  )
}

interface QuestionTitleProps {
  id?: string
  children: string
}

/** Taro's own elements take no focus before their first frame is drawn. */
const DRAWN_AFTER_MS = 100

/**
 * The question itself. In a browser the keyboard and the screen reader go to it when it appears, for the answer that
 * they stood on is gone; in WeChat the reader follows the page by itself.
 */
export function QuestionTitle({ id, children }: QuestionTitleProps): ReactNode {
  const here = useRef<HTMLElement>(null)
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const timer = setTimeout(() => here.current?.focus({ preventScroll: true }), DRAWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  const reachable =
    process.env.TARO_ENV === 'h5' ? { tabIndex: -1, role: 'heading', 'aria-level': '1' } : { 'aria-role': 'header' }
  return (
    <View id={id} ref={here} className="title question-title" {...reachable}>
      <Paragraph>{children}</Paragraph>
    </View>
  )
}

interface ProgressProps {
  /** Number of the question shown, from 1. */
  number: number
  /** About so many follow (an answer can bring up a new question); null = not known before a place is chosen. */
  mayFollow: number | null
}

export function Progress({ number, mayFollow }: ProgressProps): ReactNode {
  const filled = mayFollow === null ? 5 : Math.round((100 * number) / (number + mayFollow))
  return (
    <View id="progress">
      <View id="progress-words" className="quiet">
        第 {number} 题{followWords(mayFollow)}
      </View>
      <View className="progress-track">
        <View className="progress-bar" style={{ width: `${filled}%` }} />
      </View>
    </View>
  )
}

function followWords(mayFollow: number | null): string {
  if (mayFollow === null) return ''
  return mayFollow === 0 ? '，最后一题' : `，大约还有 ${mayFollow} 题`
}
