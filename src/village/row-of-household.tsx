import { View } from '@tarojs/components'
import { memo, type ReactNode } from 'react'
import type { HouseholdRow } from '../cloud/village'
import { goTo } from '../components/go-to'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'

interface RowProps {
  row: HouseholdRow
  /** Money of theirs waits on this phone. */
  unsent: boolean
}

/** One household at a glance: whose, who of them, and what they owe. Of the same elements whatever it says. */
export const RowOfHousehold = memo(function RowOfHousehold({ row, unsent }: RowProps): ReactNode {
  const { household, head, group, people } = row
  const tails = people.flatMap(({ tail }) => tail ?? []).join('、')
  const { state, large, small } = standing(row, unsent)
  return (
    <Tap className={`household-row household-${state}`} onTap={() => void goTo(`/pages/village/household/index?household=${household}`)}>
      <View className='household-head'>{`${head} ${group ?? ''}`}</View>
      <View className='household-large'>{large}</View>
      <View className='household-more quiet'>{`${people.length} 人${tails === '' ? '' : `，尾号 ${tails}`}`}</View>
      <View className='household-small'>{small}</View>
    </Tap>
  )
})

interface Standing {
  state: 'owes' | 'done' | 'waits' | 'empty'
  large: string
  small: string
}

function standing({ people, unpaid, owed }: HouseholdRow, unsent: boolean): Standing {
  if (unsent) return { state: 'waits', large: '收了', small: '没上传' }
  if (people.length === 0) return { state: 'empty', large: '空户', small: '' }
  if (unpaid === 0) return { state: 'done', large: '✓ 交了', small: '' }
  return { state: 'owes', large: `${yuan(owed)} 元`, small: `${unpaid} 人没交` }
}
