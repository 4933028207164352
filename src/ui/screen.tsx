import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { CSSProperties, ReactNode } from 'react'
import { Component, useSyncExternalStore } from 'react'
import { readStored, writeStored } from '../client/storage'
import { TextButton } from './tap'

interface ScreenProps {
  id: string
  /** For a desk: on a wide window its parts stand beside one another. */
  wide?: boolean
  children: ReactNode
}

/** The frame of every page: the reader's font size, the colours, the margins. */
export function Screen({ id, wide = false, children }: ScreenProps): ReactNode {
  const letters = useFontScale()
  const scale = { '--scale': String(letters) } as CSSProperties
  const classes = `screen${wide ? ' screen-wide' : ''}${letters >= ELDER_SCALE ? ' screen-elder' : ''}`
  return (
    <View id={id} className={classes} style={scale} {...LANDMARK}>
      <NeverBlank>{children}</NeverBlank>
    </View>
  )
}

/** Where a screen reader jumps to what the page is about. */
const LANDMARK = process.env.TARO_ENV === 'h5' ? { role: 'main' } : {}

interface NeverBlankProps {
  children: ReactNode
}

/** React takes a part that throws off the screen. Here words take its place. */
class NeverBlank extends Component<NeverBlankProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <ErrorView words={UNFORESEEN} /> : this.props.children
  }
}

/** A fault in words, with its code for whoever is asked for help. */
export interface TroubleWords {
  code: string
  message: string
  /** What the person can do now. */
  todo: string
}

/** A fault of ours. */
export const UNFORESEEN: TroubleWords = {
  code: 'UNFORESEEN',
  message: '程序出了差错，没能算出结果。',
  todo: '请回到首页再试一次；还不行，请向当地医保经办机构询问。',
}

export function ErrorView({ words }: { words: TroubleWords }): ReactNode {
  return (
    <View id="trouble" className="card">
      <View className="title">没有办法继续</View>
      <View id="trouble-message" className="gap">
        {words.message}
      </View>
      <View id="trouble-todo" className="gap">
        {words.todo}
      </View>
      <View id="trouble-code" className="quiet gap">
        错误代码：{words.code}
      </View>
      <View className="gap">
        <TextButton id="trouble-home" className="button" onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}>
          回到首页
        </TextButton>
      </View>
    </View>
  )
}

export const FONT_SIZES = [
  { id: 'normal', label: '标准', scale: 1 },
  { id: 'large', label: '大', scale: 1.2 },
  { id: 'huge', label: '特大', scale: 1.4 },
] as const
type FontSize = (typeof FONT_SIZES)[number]['id']

const KEY = 'canbao.font-size'
const LARGEST_SCALE = 1.6
/** From here on somebody reads with old eyes: the colours are darker too, 7:1 and more. */
const ELDER_SCALE = 1.4
const listeners = new Set<() => void>()
let chosen: FontSize | null = null

function checkFontSize(raw: unknown): FontSize | null {
  return FONT_SIZES.find((size) => size.id === raw)?.id ?? null
}

function fontSize(): FontSize {
  chosen ??= readStored(KEY, checkFontSize).value ?? 'normal'
  return chosen
}

export function chooseFontSize(size: FontSize): void {
  chosen = size
  writeStored(KEY, size)
  listeners.forEach((tell) => tell())
}

/** The font size set on the phone or in WeChat itself (关怀模式 gives 1.4), in a browser the reader's root size. */
function phoneScale(): number {
  if (process.env.TARO_ENV === 'h5') {
    return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
  }
  return Taro.getAppBaseInfo().fontSizeScaleFactor ?? 1
}

/** The larger of the phone's scale and the one chosen here: two wishes for big letters are one wish. */
function fontScale(): number {
  const here = FONT_SIZES.find((size) => size.id === fontSize())?.scale ?? 1
  return Math.min(Math.max(here, phoneScale()), LARGEST_SCALE)
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export function useFontSize(): FontSize {
  return useSyncExternalStore(subscribe, fontSize, fontSize)
}

export function useFontScale(): number {
  return useSyncExternalStore(subscribe, fontScale, fontScale)
}
