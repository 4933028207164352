import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment, Undetermined } from '../../rules'
import { ClauseQuote } from '../components/clause'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { Words } from '../components/words'
import { fieldName, readingWords } from './field-words'

interface OpenMattersProps {
  undetermined: Assessment['undetermined']
  /** Goes back to the questions that were skipped. */
  onTell: () => void
}

/** What the notice, or the person, leaves open. A reading is marked as ours, never shown as the answer. */
export function OpenMatters({ undetermined, onTell }: OpenMattersProps): ReactNode {
  const silent = undetermined.filter(({ kind }) => kind === 'silent')
  const notTold = undetermined.filter(({ kind }) => kind === 'notTold')
  if (undetermined.length === 0) return null
  return (
    <Section id='open-matters' title='还没定的事'>
      {silent.length > 0 && <View id='open-advice'>通知没有说清下面的事，以经办机构核定为准。</View>}
      {groupsBySource(silent).map((group) => <OpenMatter key={group[0].field} group={group} />)}
      {notTold.map((matter) => <View key={matter.field} id={`open-${matter.field}`} className='row'><Words>{matter.why}</Words></View>)}
      {notTold.length > 0 && <Tap id='open-tell' className='button button-second' onTap={onTell}>去补上没答的题</Tap>}
    </Section>
  )
}

type MatterGroup = [Undetermined, ...Undetermined[]]

/** One silence of a notice often leaves several fields open: it is told once. */
function groupsBySource(matters: readonly Undetermined[]): MatterGroup[] {
  const groups = new Map<string, MatterGroup>()
  for (const matter of matters) {
    const group = groups.get(matter.why)
    if (group) group.push(matter)
    else groups.set(matter.why, [matter])
  }
  return [...groups.values()]
}

function OpenMatter({ group }: { group: MatterGroup }): ReactNode {
  const readings = group.filter(({ reading }) => reading !== undefined)
  const alternatives = [...new Set(group.flatMap((matter) => matter.alternatives))]
  return (
    <View className='row'>
      {group.map(({ field }) => <View key={field} id={`open-${field}`} className='strong'>{fieldName(field)}：待核定</View>)}
      <View><Words>{group[0].why}</Words></View>
      {readings.length > 0 && (
        <View className='notice notice-calm'>
          <View className='badge'>本程序的读法</View>
          {readings.map(({ field, reading }) => (
            <View key={field}>{fieldName(field)}：<Words>{readingWords(field, reading)}</Words></View>
          ))}
        </View>
      )}
      {alternatives.length > 0 && <View className='quiet'>也可能是：<Words>{alternatives.join('；')}</Words></View>}
      <ClauseQuote source={group[0]} />
    </View>
  )
}
