import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment } from '../../rules'
import { WhyClause } from '../components/clause'
import { Section } from '../components/section'
import { Words } from '../components/words'

type NoteTopic = Assessment['notes'][number]['topic']
const TOPICS: readonly (readonly [NoteTopic, string])[] = [
  ['certificate', '证明'],
  ['refund', '退费'],
  ['consequence', '不交会怎样'],
  ['pension', '养老'],
  ['help', '帮助'],
]

export function NotesPart({ notes }: Pick<Assessment, 'notes'>): ReactNode {
  if (notes.length === 0) return null
  return (
    <Section id='notes' title='还要知道'>
      {TOPICS.map(([topic, name]) => notes
        .filter((note) => note.topic === topic)
        .map((note, i) => (
          <View key={`${topic}-${note.text}`} className='row'>
            <WhyClause id={`note-${topic}-${i}`} head={<View className='row-name'>{name}</View>} ask='看原文' sentence='通知是这样写的：' source={note} />
            <View><Words>{note.text}</Words></View>
          </View>
        )))}
    </Section>
  )
}
