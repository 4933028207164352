import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { QuestionTitle } from '../components/question-title'
import { Tap } from '../components/tap'

export const WHO = ['本人', '母亲', '父亲', '儿子', '女儿', '其他'] as const

interface WhoQuestionProps {
  who: string
  onWho: (who: string) => void
}

export function WhoQuestion({ who, onWho }: WhoQuestionProps): ReactNode {
  return (
    <View id='question-who'>
      <QuestionTitle>替谁查？</QuestionTitle>
      <View className='quiet'>只是方便您认，不影响算钱，也不会传出这部手机。</View>
      <View className='chips gap'>
        {WHO.map((word, i) => (
          <Tap key={word} id={`who-${i}`} className={word === who ? 'chip chip-on' : 'chip'} role='radio' checked={word === who} onTap={() => onWho(word)}>
            {word}
          </Tap>
        ))}
      </View>
      <View className='gap-big'>
        <Tap id='who-skip' className='button button-second' onTap={() => onWho(who)}>
          {who === '' ? '不说，下一题' : '下一题'}
        </Tap>
      </View>
    </View>
  )
}
