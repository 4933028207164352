import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { ChosenColumns, LaidColumn, LaidFile } from './columns-choice'
import { TextButton } from './tap'

export const samplesOf = ({ samples }: LaidColumn): string =>
  samples.length === 0 ? '下面是空的' : `例如：${samples.join('、')}`

/** Columns that are not read, and why. */
export function Unread({ columns }: { columns: readonly LaidColumn[] }): ReactNode {
  if (columns.length === 0) return null
  return (
    <View id="columns-unread">
      <View className="strong gap">您表里没有读的栏目</View>
      {columns.map((column) => (
        <View key={column.key} className="row">
          <View className="bar-head">
            <View>{column.heading}</View>
            <View className="quiet">{column.why}</View>
          </View>
          <View className="quiet">{samplesOf(column)}</View>
        </View>
      ))}
    </View>
  )
}

type Meant = ChosenColumns['hidden']

/** Rows of which nobody can see from here whether they count: asked once, remembered with the columns. */
export function Unclear({
  id,
  words,
  rows,
  meant,
  onMeant,
}: {
  id: string
  words: string
  rows: number
  meant: Meant
  onMeant: (meant: Meant) => void
}): ReactNode {
  if (rows === 0) return null
  const answers: readonly { as: Meant; name: string }[] = [
    { as: 'taken', name: '算数，一起读' },
    { as: 'left', name: '不算数，不读' },
    { as: null, name: '说不好，逐行再问' },
  ]
  return (
    <View id={`rows-${id}`} className="notice gap">
      <View className="strong">{words}，算不算数？</View>
      <View className="chips">
        {answers.map(({ as, name }) => (
          <TextButton
            key={name}
            id={`rows-${id}-${as ?? 'ask'}`}
            className={as === meant ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={as === meant}
            onTap={() => onMeant(as)}
          >
            {name}
          </TextButton>
        ))}
      </View>
    </View>
  )
}

/** Rows that are not read. */
export function LeftRows({ left }: { left: LaidFile['left'] }): ReactNode {
  if (left.length === 0) return null
  return (
    <View id="rows-left">
      <View className="strong gap">不读的行</View>
      {left.map(({ why, rows, examples }) => (
        <View key={why} className="row">
          <View className="bar-head">
            <View>{why}</View>
            <View>{rows} 行</View>
          </View>
          {examples.length > 0 && <View className="quiet">{examples.join('；')}</View>}
        </View>
      ))}
    </View>
  )
}
