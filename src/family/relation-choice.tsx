import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Tap } from '../components/tap'

const RELATIONS = ['母亲', '父亲', '妻子', '丈夫', '女儿', '儿子', '祖辈', '亲戚'] as const

interface RelationChoiceProps {
  relation: string
  wrong: string
  onRelation: (relation: string) => void
}

/** What the relative is to me, so that I know whose card it is. */
export function RelationChoice({ relation, wrong, onRelation }: RelationChoiceProps): ReactNode {
  return (
    <View className='gap'>
      <View className='strong'>是您的什么人</View>
      <View id='relation' className='chips'>
        {RELATIONS.map((word, i) => (
          <Tap key={word} id={`relation-${i}`} className={word === relation ? 'chip chip-on' : 'chip'} role='radio' checked={word === relation} onTap={() => onRelation(word)}>
            {word}
          </Tap>
        ))}
      </View>
      {wrong !== '' && <View id='relation-wrong' className='notice notice-stop'>{wrong}</View>}
    </View>
  )
}
