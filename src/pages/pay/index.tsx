import { View } from '@tarojs/components'
import { useDidShow, useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Me } from '../../client/functions'
import { useEnrolment, usePayment } from '../../client/functions'
import { isPayable, PayableRow } from './parts'
import type { Candidate, Chosen, Who } from './selection'
import { candidatesOf, keyOf, PEOPLE_MAX, startPaying, strangersChosen, usePullDown } from './selection'
import { QueryView } from '../../ui/answers'
import { GoHome, openPage } from '../../ui/navigate'
import { Screen } from '../../ui/screen'
import { TextButton } from '../../ui/tap'
import { QuestionTitle, Section, AmountText } from '../../ui/text'

/** For whom to pay: whoever of mine owes is ticked already, or the one (`only`) whose card she came from. */
export default function PayPage(): ReactNode {
  const { only } = useRouter<{ only?: string }>().params
  const { asked, again } = useEnrolment('me', undefined)
  // Kept above what is asked, so that asking again leaves the ticks as she set them.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  usePullDown(again)
  const isOn = (who: Who): boolean =>
    (only === undefined || !('enrolment' in who) || who.enrolment === only) !== turned.has(keyOf(who))
  const turn = (who: Who): void =>
    setTurned((before) => {
      const key = keyOf(who)
      return new Set(before.has(key) ? [...before].filter((other) => other !== key) : [...before, key])
    })
  return (
    <Screen id="page-pay">
      <QuestionTitle>给谁交医保费？</QuestionTitle>
      <QueryView asked={asked} again={again} waitingFor="正在查您和家人" back={<GoHome />}>
        {(me) => <Everybody me={me} isOn={isOn} turn={turn} />}
      </QueryView>
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
      {candidates.length === 0 ? (
        <PayList rows={unknown} isOn={isOn} turn={turn} />
      ) : (
        <FamilyQuote key={candidates.map(({ enrolment }) => enrolment).join()} candidates={candidates}>
          {(rows) => <PayList rows={[...rows, ...unknown]} isOn={isOn} turn={turn} />}
        </FamilyQuote>
      )}
      {all.length > candidates.length && (
        <View id="pay-too-many" className="quiet gap">
          一次最多 {PEOPLE_MAX} 人，另外 {all.length - candidates.length} 人交完这些再来。
        </View>
      )}
    </View>
  )
}

function NotBound(): ReactNode {
  return (
    <Section id="pay-not-bound" title="还没有绑定您本人">
      <View>绑定以后，这里会列出您和家人该交多少；也可以点“替别人交”，填姓名和号码。</View>
      <View className="gap">
        <TextButton
          id="go-bind"
          className="button button-second"
          onTap={() => void openPage('/pages/family/bind/index')}
        >
          绑定我本人
        </TextButton>
      </View>
    </Section>
  )
}

/** Someone on the list. */
interface Row extends Chosen {
  relation: string
}

interface FamilyQuoteProps {
  candidates: readonly Candidate[]
  children: (rows: readonly Row[]) => ReactNode
}

/** What each of mine owes today and what paying brings, in one question to the server. */
function FamilyQuote({ candidates, children }: FamilyQuoteProps): ReactNode {
  const { asked, again } = usePayment('quote', { people: candidates.map(({ enrolment }) => ({ enrolment })) })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在算每个人该交多少" back={<GoHome />}>
      {({ people }) =>
        children(
          people.flatMap((quoted) => {
            const candidate = candidates[quoted.index]
            return candidate === undefined
              ? []
              : [{ who: { enrolment: candidate.enrolment }, relation: candidate.relation, quoted }]
          }),
        )
      }
    </QueryView>
  )
}

interface PayListProps {
  rows: readonly Row[]
  isOn: (who: Who) => boolean
  turn: (who: Who) => void
}

/** Who can be paid for, all of whom are ticked to begin with; who cannot, and why; and the sum under the thumb. */
function PayList({ rows, isOn, turn }: PayListProps): ReactNode {
  const payable = rows.filter(({ quoted }) => isPayable(quoted))
  const chosen = payable.filter(({ who }) => isOn(who))
  const others = rows.filter(({ quoted }) => !isPayable(quoted))
  const row = ({ who, quoted, relation }: Row): ReactNode => (
    <PayableRow key={keyOf(who)} quoted={quoted} relation={relation} on={isOn(who)} onTap={() => turn(who)} />
  )
  return (
    <View>
      {payable.length > 0 && (
        <Section id="pay-people">
          <View className="quiet">不交的，点一下去掉。</View>
          {payable.map(row)}
        </Section>
      )}
      {payable.length === 0 && rows.length > 0 && (
        <View id="pay-nobody" className="notice notice-good">
          没有要新交的，每个人的情况看下面。
        </View>
      )}
      {others.length > 0 && (
        <Section id="pay-others" title="这些不用交，或者现在不能交">
          {others.map(row)}
        </Section>
      )}
      <View className="buttons gap">
        <TextButton
          id="pay-stranger"
          className="button button-second"
          onTap={() => void openPage('/pages/pay/stranger/index')}
        >
          替别人交
        </TextButton>
        <TextButton
          id="pay-records"
          className="button button-second"
          onTap={() => void openPage('/pages/pay/records/index')}
        >
          缴费记录
        </TextButton>
      </View>
      {payable.length > 0 && <PayFoot chosen={chosen} />}
    </View>
  )
}

function PayFoot({ chosen }: { chosen: readonly Row[] }): ReactNode {
  const total = chosen.reduce((sum, { quoted }) => sum + (quoted.fee ?? 0), 0)
  const pay = (): void => {
    if (chosen.length === 0) return
    startPaying(chosen)
    void openPage('/pages/pay/confirm/index?part=0')
  }
  return (
    <View className="foot">
      <AmountText id="pay-total" words={`${chosen.length} 人一共`} fen={total} large />
      <TextButton id="pay-go" className={chosen.length === 0 ? 'button button-off' : 'button'} onTap={pay}>
        {chosen.length === 0 ? '请先点要交的人' : '看清楚了，去交'}
      </TextButton>
    </View>
  )
}
