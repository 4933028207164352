import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface FigureProps {
  id?: string
  words: string
  value: string
  /** big: the one that is to be seen first. stop: it should not be so. */
  look?: 'big' | 'stop'
}

/** A number with what it counts below it. */
export function Figure({ id, words, value, look }: FigureProps): ReactNode {
  return (
    <View id={id} className={look === undefined ? 'tally' : `tally tally-${look}`}>
      <View className='tally-number'>{value}</View>
      <View className='quiet'>{words}</View>
    </View>
  )
}

/** 548738 → 548,738, as tables of people are written. */
export const counted = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',')

/** null: cannot be told. */
export const countedOrNot = (number: number | null): string => (number === null ? '—' : counted(number))
