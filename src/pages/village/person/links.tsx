import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { EnrolmentAnswers } from '../../../client/functions'
import { useEnrolment, useEnrolmentAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import { mayDo } from '../clerk-page'
import { QueryView, ActionError } from '../../../ui/answers'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

type Link = EnrolmentAnswers['residentLinks']['links'][number]

/** Who is bound as this person, who looks after them, and who asks to and waits for their consent. */
export function LinksPart({ resident }: { resident: string }): ReactNode {
  const { asked, again } = useEnrolment('residentLinks', { resident })
  if (!mayDo('residentLinks')) return null
  return (
    <Section id="person-links" title="谁能看、能代办">
      <QueryView asked={asked} again={again} waitingFor="正在看代办关系" back={null}>
        {({ links }) => {
          const shown = links.filter(({ state }) => state !== 'revoked')
          return (
            <View>
              {shown.length === 0 && <View className="quiet">还没有人绑定，也没有家人代办。</View>}
              {shown.map((link) => (
                <LinkRow key={link.link} link={link} onDone={again} />
              ))}
            </View>
          )
        }}
      </QueryView>
    </Section>
  )
}

const HOWS = [
  { how: 'inPerson', words: '当面答应' },
  { how: 'byPhone', words: '电话里答应' },
  { how: 'onPaper', words: '签了纸' },
] as const
type How = (typeof HOWS)[number]['how']

function LinkRow({ link, onDone }: { link: Link; onDone: () => void }): ReactNode {
  const { link: id, kind, payer, relation, state, since, consent } = link
  const confirm = useEnrolmentAction('confirmLink', id)
  const end = useEnrolmentAction('endLink', id)
  const [asking, setAsking] = useState(false)
  const who = kind === 'self' ? '本人的手机' : `${payer ?? '一位还没绑定本人的家人'}（${relation}）`
  const agree = async (how: How): Promise<void> => {
    if ((await confirm.run({ link: id, how })) !== null) onDone()
  }
  const stop = async (): Promise<void> => {
    const words = kind === 'self' ? '这部手机马上看不到、也办不了。' : '那个人马上看不到、也办不了。'
    if (!(await confirmed('解除？', words, '解除'))) return
    if ((await end.run({ link: id })) !== null) onDone()
  }
  return (
    <View id={`link-${id}`} className="row">
      <View className="spread">
        <View className="strong">{who}</View>
        <View className={state === 'waiting' ? 'spread-end stop-words' : 'spread-end'}>
          {state === 'waiting' ? '等本人同意' : '在用'}
        </View>
      </View>
      <View className="quiet">{consent ?? `${dayInWords(since)}提出`}</View>
      {state === 'waiting' && mayDo('confirmLink') && (
        <View>
          <TextButton id={`confirm-${id}`} className="button button-second gap" onTap={() => setAsking(!asking)}>
            {asking ? '先不记' : '本人同意了，记下'}
          </TextButton>
          {asking && (
            <View className="chips">
              {HOWS.map(({ how, words }) => (
                <TextButton key={how} id={`confirm-${how}-${id}`} className="chip" onTap={() => void agree(how)}>
                  {words}
                </TextButton>
              ))}
            </View>
          )}
        </View>
      )}
      <ActionError id={`confirm-${id}`} state={confirm.state} />
      {mayDo('endLink') && (
        <TextButton id={`end-${id}`} className="link" onTap={() => void stop()}>
          {end.state.is === 'busy' ? '正在解除…' : state === 'waiting' ? '本人不同意' : '解除'}
        </TextButton>
      )}
      <ActionError id={`end-${id}`} state={end.state} />
    </View>
  )
}
