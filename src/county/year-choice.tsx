import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import type { VillageAnswers } from '../cloud/village'
import { Tap } from '../components/tap'

interface YearChoiceProps {
  regionName: string
  years: VillageAnswers['desk']['years']
  chosen: number
}

/** Of which place and year everything below is; another year opens the same page anew. */
export function YearChoice({ regionName, years, chosen }: YearChoiceProps): ReactNode {
  if (years.length === 1) return <View className='quiet'>{regionName} · {years[0]!.title}</View>
  const open = (year: number): void => {
    const [page] = Taro.getCurrentPages().slice(-1)
    void Taro.redirectTo({ url: `/${page?.route ?? 'pages/county/index'}?year=${year}` })
  }
  return (
    <View>
      <View className='quiet'>{regionName}</View>
      <View className='chips'>
        {years.map(({ year, title }) => (
          <Tap key={year} className={year === chosen ? 'chip chip-on' : 'chip'} role='radio' checked={year === chosen} onTap={() => open(year)}>{title}</Tap>
        ))}
      </View>
    </View>
  )
}
