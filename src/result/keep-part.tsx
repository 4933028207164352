import { Button, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { Assessment } from '../../rules'
import { keepSession, type CheckSession } from '../check/session'
import { copyText } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { TypedField } from '../components/typed-field'
import { MOST_SAVED, newSavedId, saveCheck } from '../saved/saved-checks'
import { shortAnswer } from './headline'
import { shareText } from './share-text'

const LONGEST_NAME = 12

/** Keeps the check on this phone under a name, or sends the answer to the family. */
export function KeepPart({ session, assessment }: { session: CheckSession; assessment: Assessment }): ReactNode {
  const [name, setName] = useState(session.who)
  const [savedId, setSavedId] = useState(session.savedId)
  const [said, setSaid] = useState('')

  const keep = (): void => {
    const id = savedId ?? newSavedId(Date.now())
    const place = `${assessment.policy.regionName} ${assessment.policy.year} 年度`
    const called = name.trim() === '' ? '没起名' : name.trim()
    const saved = { ...session, savedId: id }
    const kept = saveCheck({ id, name: called, place, answer: shortAnswer(assessment), session: saved })
    if (!kept) return setSaid(`手机上存不下了（最多 ${MOST_SAVED} 条）。请先在首页删掉不用的。`)
    setSavedId(id)
    keepSession(saved)
    setSaid('存好了，在首页能看到。只存在这部手机上。')
  }
  return (
    <Section id='keep' title='存下来，发给家人'>
      <TypedField id='keep-name' kind='text' label='起个名字' hint='起个名字，如：母亲' longest={LONGEST_NAME} value={name} onType={setName} />
      <View className='buttons'>
        <Tap id='keep-save' className='button' onTap={keep}>{savedId === null ? '存起来' : '存新的'}</Tap>
        <ShareButton words={shareText(name, assessment)} />
      </View>
      {process.env.TARO_ENV !== 'h5' && <Tap id='keep-copy' className='link' onTap={() => void copyText(shareText(name, assessment))}>复制文字，自己发</Tap>}
      {said !== '' && <View id='keep-said' className='notice notice-good'>{said}</View>}
    </Section>
  )
}

/** In WeChat the page is forwarded; a browser has no family to send to, so the words are copied. */
function ShareButton({ words }: { words: string }): ReactNode {
  if (process.env.TARO_ENV !== 'h5') return <Button id='keep-share' className='tap button button-second button-share' openType='share'>转发给家人</Button>
  return <Tap id='keep-share' className='button button-second' label='转发给家人，先复制文字' onTap={() => void copyText(words, '已复制，去微信粘贴')}>转发给家人</Tap>
}
