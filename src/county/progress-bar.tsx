import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { CountyAnswers } from '../cloud/county'
import { Tap } from '../components/tap'
import { counted, countedOrNot } from './figure'
import './progress-bar.scss'

type Place = CountyAnswers['progress']['places'][number]

/** Where a milestone lies on a bar, percent of the target. */
export interface Mark { id: string; percent: number }

/** How far one place is: its bar, where the milestones lie on it, and what is missing. */
export function ProgressBar({ place, marks, onTap }: { place: Place; marks: readonly Mark[]; onTap?: () => void }): ReactNode {
  const { id, name, target, people, done, percent } = place
  const late = isLate(place)
  const inside = (
    <View className='step-words'>
      <View className='bar-head'>
        <View className='strong'>{name}{onTap === undefined ? '' : ' ›'}</View>
        <View className='strong'>{percent === null ? `${counted(done)} 人` : `${percent}%`}</View>
      </View>
      <View className='bar-track'>
        <View className='bar-done' style={{ width: `${Math.min(100, percent ?? (people === 0 ? 0 : (100 * done) / people))}%` }} />
        {target !== null && marks.map((mark) => <View key={mark.id} className='bar-mark' style={{ left: `${Math.min(100, mark.percent)}%` }} />)}
      </View>
      <View className='quiet'>{counted(done)} / {countedOrNot(target?.people ?? null)} 人{missingWords(place)}</View>
    </View>
  )
  const row = late ? 'bar-row bar-late' : 'bar-row'
  if (onTap === undefined) return <View id={`place-${id ?? 'all'}`} className={row}>{inside}</View>
  return <Tap id={`place-${id ?? 'all'}`} className={row} label={`看${name}各村`} onTap={onTap}>{inside}</Tap>
}

export const isLate = ({ milestones }: Place): boolean => milestones.some(({ standing }) => standing === 'late')

/** What is still missing for the next milestone that can be counted. */
function missingWords({ milestones }: Place): string {
  const next = milestones.find(({ standing, remaining }) => (standing === 'late' || standing === 'ahead') && remaining !== null && remaining > 0)
  if (next === undefined) return ''
  return `，${next.standing === 'late' ? '逾期还差' : '还差'} ${counted(next.remaining!)} 人`
}
