import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { Desk } from '../cloud/village'
import { Choice } from '../components/choice'
import { Tap } from '../components/tap'
import type { DeskAt } from '../saved/kept-desk'

interface DeskPlacesProps {
  desk: Desk
  at: DeskAt | null
  choose: (at: DeskAt) => void
}

/** Of an office of some village groups, which. */
const groupWords = (groups: readonly string[] | null): string => (groups === null ? '' : ` ${groups.join('、')}`)

/** Where one works; to be changed where the office has several villages or years. */
export function DeskPlaces({ desk: { villages, years, roleName }, at, choose }: DeskPlacesProps): ReactNode {
  const [open, setOpen] = useState(false)
  const here = villages.find(({ village }) => village === at?.village)
  const several = at !== null && villages.length * years.length > 1
  const pick = (chosen: DeskAt): void => {
    choose(chosen)
    setOpen(false)
  }
  return (
    <View id='desk-place'>
      <View className='spread'>
        <View className='title'>{here === undefined ? '村里的工作' : `${here.township}${here.name}${groupWords(here.groups)}`}</View>
        {several && <Tap id='desk-change' className='link' expanded={open} onTap={() => setOpen(!open)}>{open ? '收起' : '换一个'}</Tap>}
      </View>
      <View className='quiet'>{at === null ? '' : `${at.year} 年度 · `}{roleName}</View>
      {open && at !== null && (
        <View id='desk-choices'>
          {villages.length > 1 && villages.map(({ village, township, name }) => (
            <Choice key={village} id={`desk-village-${village}`} label={`${township}${name}`} on={village === at.village} onTap={() => pick({ ...at, village })} />
          ))}
          {years.length > 1 && years.map(({ year, title }) => (
            <Choice key={year} id={`desk-year-${year}`} label={title} on={year === at.year} onTap={() => pick({ ...at, year })} />
          ))}
        </View>
      )}
    </View>
  )
}
