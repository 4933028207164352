import { ScrollView, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import type { HouseholdRow } from '../cloud/village'
import { useFontScale } from '../theme/font-size'
import { RowOfHousehold } from './row-of-household'
import { rowsDrawn, rowsInSight } from './row-window'
import { useTakenMoney } from './taken-money'
import './row-list.scss'

/** As `.household-row` has it, before the reader's font size. */
const ROW_PX = 84

/**
 * A list of any length, all rows of one height: only those in sight and a few around them are drawn. A drawn row keeps its
 * place in the page when it scrolls away and becomes another, as changing words costs a cheap phone less than new elements.
 */
export function RowList({ rows }: { rows: readonly HouseholdRow[] }): ReactNode {
  const row = ROW_PX * useFontScale()
  const [height] = useState(() => Taro.getWindowInfo().windowHeight)
  const [start, setStart] = useState(0)
  const unsent = new Set(useTakenMoney().map(({ household }) => household))
  const drawn = rowsDrawn(height, row)
  const { from, to } = rowsInSight(rows.length, { scrolled: start, height, row })

  const look = (scrolled: number): void => {
    if (rowsInSight(rows.length, { scrolled, height, row }).from !== from) setStart(scrolled)
  }
  return (
    <ScrollView id='rows' className='row-list' scrollY onScroll={({ detail }) => look(detail.scrollTop)}>
      <View className='row-space' style={{ height: `${rows.length * row}px` }}>
        {Array.from({ length: Math.min(drawn, rows.length) }, (_, slot) => {
          const at = from + (((slot - from) % drawn) + drawn) % drawn
          const one = rows[at]
          return one === undefined || at >= to ? null : (
            <View key={slot} className='row-slot' style={{ top: `${at * row}px` }}>
              <RowOfHousehold row={one} unsent={unsent.has(one.household)} />
            </View>
          )
        })}
      </View>
    </ScrollView>
  )
}
