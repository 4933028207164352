import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Sheet } from '../cloud/village'
import './sheet-part.scss'

/** A paper as a table that is pushed sideways where the phone is too narrow. */
export function SheetPart({ sheet: { title, lines, columns, rows, foot } }: { sheet: Sheet }): ReactNode {
  return (
    <View className='sheet'>
      <View className='strong'>{title}</View>
      {lines.map((line) => <View key={line} className='quiet'>{line}</View>)}
      <View className='sheet-table'>
        <View className='sheet-row sheet-head'>{columns.map((column) => <View key={column} className='sheet-cell'>{column}</View>)}</View>
        {rows.map((row, i) => <View key={i} className='sheet-row'>{row.map((cell, c) => <View key={c} className='sheet-cell'>{cell}</View>)}</View>)}
      </View>
      {foot.map((line) => <View key={line} className='quiet'>{line}</View>)}
    </View>
  )
}
