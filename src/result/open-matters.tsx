import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment, Undetermined } from '../../rules'
import { ClauseQuote } from '../components/clause'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
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
      {silent.map((matter, i) => <OpenMatter key={`${matter.field}-${i}`} matter={matter} />)}
      {notTold.map((matter, i) => (
        <View key={`${matter.field}-told-${i}`} className='row'>
          <View className='strong'>{fieldName(matter.field)}：还差您的情况</View>
          <View>{matter.why}</View>
        </View>
      ))}
      {notTold.length > 0 && <Tap id='open-tell' className='button button-second' onTap={onTell}>去补上没答的题</Tap>}
    </Section>
  )
}

function OpenMatter({ matter }: { matter: Undetermined }): ReactNode {
  return (
    <View id={`open-${matter.field}`} className='row'>
      <View className='strong'>{fieldName(matter.field)}：待核定</View>
      <View>{matter.why}</View>
      {matter.reading !== undefined && (
        <View className='notice notice-calm'>
          <View className='badge'>本程序的读法</View>
          <View>{readingWords(matter.field, matter.reading)}</View>
        </View>
      )}
      {matter.alternatives.length > 0 && <View className='quiet'>也可能是：{matter.alternatives.join('；')}</View>}
      <ClauseQuote source={matter} />
    </View>
  )
}
