import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'
import { readStored, writeStored } from '../saved/phone-storage'

export const FONT_SIZES = [
  { id: 'normal', label: '标准', scale: 1 },
  { id: 'large', label: '大', scale: 1.2 },
  { id: 'huge', label: '特大', scale: 1.4 },
] as const
export type FontSize = (typeof FONT_SIZES)[number]['id']

const KEY = 'canbao.font-size'
const LARGEST_SCALE = 1.6
const listeners = new Set<() => void>()
let chosen: FontSize | null = null

function checkFontSize(raw: unknown): FontSize | null {
  return FONT_SIZES.find((size) => size.id === raw)?.id ?? null
}

export function fontSize(): FontSize {
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
export function fontScale(): number {
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
