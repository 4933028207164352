import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { namesUsed } from '../../client/checks'
import { FormField } from '../../ui/fields'
import { TextButton } from '../../ui/tap'
import { QuestionTitle } from '../../ui/text'

const WHO = ['本人', '老伴', '母亲', '父亲', '儿子', '女儿'] as const
const LONGEST_NAME = 12

interface WhoQuestionProps {
  who: string
  onWho: (who: string) => void
}

/** For whom: the usual words, the names that were used on this phone before, or one of one's own. */
export function WhoQuestion({ who, onWho }: WhoQuestionProps): ReactNode {
  const offered = [...WHO, ...namesUsed().filter((name) => !(WHO as readonly string[]).includes(name))]
  const [own, setOwn] = useState(offered.includes(who) ? '' : who)
  const named = own.trim()
  return (
    <View id="question-who">
      <QuestionTitle>替谁查？</QuestionTitle>
      <View className="quiet">只是方便您分清是谁，不影响算钱，也不会传出这部手机。</View>
      <View className="chips gap">
        {offered.map((word, i) => (
          <TextButton
            key={word}
            id={`who-${i}`}
            className={word === who ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={word === who}
            onTap={() => onWho(word)}
          >
            {word}
          </TextButton>
        ))}
      </View>
      <FormField
        id="who-own"
        label="别的人，自己起个名字"
        hint="如：二姨、小宝"
        longest={LONGEST_NAME}
        value={own}
        wrong=""
        onType={setOwn}
      />
      <View className="gap-big">
        <TextButton id="who-skip" className="button button-second" onTap={() => onWho(named === '' ? who : named)}>
          {named !== '' ? `替${named}查，下一题` : who === '' ? '不说，下一题' : '下一题'}
        </TextButton>
      </View>
    </View>
  )
}
