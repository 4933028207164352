import { View } from '@tarojs/components'
import { useDidShow, useRouter } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../../asking/asked-part'
import { type Me, useEnrollment } from '../../cloud/enrollment'
import { GoHome } from '../../components/go-home'
import { goTo } from '../../components/go-to'
import { QuestionTitle } from '../../components/question-title'
import { Screen } from '../../components/screen'
import { Section } from '../../components/section'
import { Tap } from '../../components/tap'
import { FamilyQuote } from '../../pay/family-quote'
import { PayList } from '../../pay/pay-list'
import { keyOf, strangersChosen, type Who } from '../../pay/paying'
import { usePullDown } from '../../pay/use-following'
import { candidatesOf, PEOPLE_MAX } from '../../pay/who-can-be-paid'

/** For whom to pay: whoever of mine owes is ticked already, or the one (`only`) whose card she came from. */
export default function PayPage(): ReactNode {
  const { only } = useRouter<{ only?: string }>().params
  const { asked, again } = useEnrollment('me', undefined)
  // Kept above what is asked, so that asking again leaves the ticks as she set them.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  usePullDown(again)
  const isOn = (who: Who): boolean => (only === undefined || !('enrolment' in who) || who.enrolment === only) !== turned.has(keyOf(who))
  const turn = (who: Who): void => setTurned((before) => {
    const key = keyOf(who)
    return new Set(before.has(key) ? [...before].filter((other) => other !== key) : [...before, key])
  })
  return (
    <Screen id='page-pay'>
      <QuestionTitle>给谁交医保费？</QuestionTitle>
      <AskedPart asked={asked} again={again} waitingFor='正在查您和家人' back={<GoHome />}>
        {(me) => <Everybody me={me} isOn={isOn} turn={turn} />}
      </AskedPart>
    </Screen>
  )
}

function Everybody({ me, isOn, turn }: { me: Me; isOn: (who: Who) => boolean; turn: (who: Who) => void }): ReactNode {
  const [strangers, setStrangers] = useState(strangersChosen)
  useDidShow(() => setStrangers(strangersChosen()))
  const unknown = strangers.map((chosen) => ({ ...chosen, relation: '' }))
  const all = candidatesOf(me)
  const candidates = all.slice(0, PEOPLE_MAX)
  return (
    <View>
      {me.self === null && <NotBound />}
      {candidates.length === 0
        ? <PayList rows={unknown} isOn={isOn} turn={turn} />
        : (
            <FamilyQuote key={candidates.map(({ enrolment }) => enrolment).join()} candidates={candidates}>
              {(rows) => <PayList rows={[...rows, ...unknown]} isOn={isOn} turn={turn} />}
            </FamilyQuote>
          )}
      {all.length > candidates.length && <View id='pay-too-many' className='quiet gap'>一次最多 {PEOPLE_MAX} 人，另外 {all.length - candidates.length} 人交完这些再来。</View>}
    </View>
  )
}

function NotBound(): ReactNode {
  return (
    <Section id='pay-not-bound' title='还没有绑定您本人'>
      <View>绑定以后，这里会列出您和家人该交多少；也可以点“替别人交”，填姓名和号码。</View>
      <View className='gap'><Tap id='go-bind' className='button button-second' onTap={() => void goTo('/pages/family/bind/index')}>绑定我本人</Tap></View>
    </Section>
  )
}
