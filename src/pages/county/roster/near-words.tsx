import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CountyAnswers } from '../../../client/functions'
import { useCounty, useCountyAction, useCountyPlainAction } from '../../../client/functions'
import { ActionError } from '../../../ui/answers'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

interface NearWordsProps {
  batch: string
  /** False where one may look and not decide. */
  may: boolean
  /** Something was said, and the list was checked anew. */
  onDone: () => void
}

/** Words that the notice does not have and that come near to its own: asked once, and never guessed. */
export function NearWords({ batch, may, onDone }: NearWordsProps): ReactNode {
  const { asked } = useCounty('nearWords', { batch })
  if (asked.is !== 'answered' || asked.answer.words.length === 0) return null
  return (
    <Section id="near-words" title="名单里的这些写法，在本地是哪一类">
      <View className="quiet">
        通知里没有这些写法。说明一次，以后的名单都照这个认；没说明之前，这些人一个都不登记。
      </View>
      {asked.answer.words.map((word) => (
        <NearWord key={word.word} batch={batch} word={word} may={may} onDone={onDone} />
      ))}
    </Section>
  )
}

type Word = CountyAnswers['nearWords']['words'][number]

function NearWord({
  batch,
  word: { word, rows, people, near, said },
  may,
  onDone,
}: NearWordsProps & { word: Word }): ReactNode {
  const say = useCountyAction('sayNearWord', `${batch} ${word}`)
  const recheck = useCountyPlainAction('recheckRoster')
  const { at, go } = useRounds()
  const [identity, setIdentity] = useState(said)

  const tell = async (): Promise<void> => {
    if (identity === null || (await say.run({ batch, word, identity })) === null) return
    let begin = true
    const done = await go(async () => {
      const answer = await recheck.run({ batch, begin })
      begin = false
      return answer === null ? null : { done: answer.done, at: answer.checked, of: answer.rows }
    })
    if (done) onDone()
  }
  return (
    <View className="row">
      <View className="bar-head">
        <View className="strong">“{word}”</View>
        <View>{rows} 行</View>
      </View>
      <View className="quiet">
        {people.join('、')}
        {rows > people.length ? ' 等' : ''}
      </View>
      {may && (
        <View className="chips">
          {near.map((one) => (
            <TextButton
              key={one}
              className={one === identity ? 'chip chip-on' : 'chip'}
              role="radio"
              checked={one === identity}
              onTap={() => {
                say.changed()
                setIdentity(one)
              }}
            >
              {one}
            </TextButton>
          ))}
        </View>
      )}
      {recheck.state.is === 'busy' && (
        <WorkBar id="near-rechecking" words="正在重新核对" done={at?.at ?? 0} of={at?.of ?? 0} />
      )}
      <ActionError id="say-near-word" state={say.state} />
      <ActionError id="near-recheck" state={recheck.state} />
      {may && identity !== null && (
        <TextButton className="button button-second" onTap={() => void tell()}>
          “{word}”在本地就是{identity}，记住并重新核对
        </TextButton>
      )}
    </View>
  )
}
