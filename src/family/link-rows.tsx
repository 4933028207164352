import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import { type Me, useEnrollmentDeed } from '../cloud/enrollment'
import { confirmed } from '../components/phone-actions'
import { Tap } from '../components/tap'
import { Words } from '../components/words'
import { DeedSaid } from '../asking/deed-said'
import type { DeedState } from '../asking/use-attempt'

type Follower = Me['followers'][number]

/** Someone asks to look after me: yes or no, both as large. */
export function AnswerRow({ follower: { link, payer, relation, since }, onDone }: { follower: Follower; onDone: () => void }): ReactNode {
  const deed = useEnrollmentDeed('answerLink', link)
  const answer = async (consent: boolean): Promise<void> => {
    // The other answer is another deed, whatever became of the first.
    deed.changed()
    await deed.run({ link, consent })
    onDone()
  }
  return (
    <View id={`request-${link}`} className='row'>
      <View className='subtitle'>{payer}</View>
      <View><Words>{`${sayDay(since)}提出：把您添作“${relation}”，看您的参保，替您记着交费的日子。`}</Words></View>
      <View className='buttons'>
        <Tap className='button link-yes' label={`同意${payer}`} onTap={() => void answer(true)}>同意</Tap>
        <Tap className='button button-second link-no' label={`不同意${payer}`} onTap={() => void answer(false)}>不同意</Tap>
      </View>
      <Busy state={deed.state} />
      <DeedSaid id={`request-${link}`} state={deed.state} />
    </View>
  )
}

interface RevokeRowProps {
  link: string
  words: string
  since?: string
  /** What the button says. */
  how: string
  /** What it takes to see this again. */
  after?: string
  onDone: () => void
}

export function RevokeRow({ link, words, since, how, after = '以后要再看，得重新添、重新同意。', onDone }: RevokeRowProps): ReactNode {
  const deed = useEnrollmentDeed('revokeLink', link)
  const revoke = async (): Promise<void> => {
    if (!(await confirmed(`${how}？`, `${words}。${after}`, how))) return
    if ((await deed.run({ link })) !== null) onDone()
  }
  return (
    <View id={`link-${link}`} className='row link-row'>
      <View className='strong'>{words}</View>
      {since !== undefined && <View className='quiet'><Words>{`从${sayDay(since)}起`}</Words></View>}
      <Tap className='link link-revoke' label={`${how}：${words}`} onTap={() => void revoke()}>{how}</Tap>
      <Busy state={deed.state} />
      <DeedSaid id={`link-${link}`} state={deed.state} />
    </View>
  )
}

function Busy({ state }: { state: DeedState }): ReactNode {
  return state.is === 'busy' ? <View className='quiet'>正在办，请稍等。</View> : null
}
