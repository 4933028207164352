import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { VillageAnswers } from '../../../client/functions'
import { useVillage, useVillageAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen, openVillage } from '../county-page'
import { ActionError, QueryView, Waiting } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '村里交来的' })

type Found = VillageAnswers['handIns']
type HandIn = Found['waiting'][number]

/** 村里交来的: looked through and taken, or sent back with a reason; and the receipts that wait for the township. */
export default function HandInsPage(): ReactNode {
  return (
    <CountyScreen id="page-hand-ins" title="村里交来的">
      {(desk) => <HandInsPart desk={desk} township={desk.township ?? ''} />}
    </CountyScreen>
  )
}

function HandInsPart({ desk, township }: { desk: CountyWorkplace; township: string }): ReactNode {
  const { region, year } = desk
  const { asked, again } = useVillage('handIns', { region, year, township })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在看各村交来的" back={null}>
      {({ waiting, decided, receipts }) => (
        <View className="columns">
          <View>
            <Section id="hand-ins-waiting" title={`等您核实的 ${waiting.length} 份`}>
              {waiting.length === 0 && <View className="notice notice-good">都核实完了。</View>}
              {waiting.map((one) => (
                <ToDecide key={keyOf(one)} handIn={one} year={year} onDone={again} />
              ))}
            </Section>
            <Receipts desk={desk} receipts={receipts} />
          </View>
          <Section id="hand-ins-decided" title="最近一个月核实过的">
            {decided.length === 0 && <View className="quiet">还没有。</View>}
            {decided.map((one) => (
              <View key={keyOf(one)} className="row">
                <HandInWords handIn={one} />
                {one.because !== null && <View className="stop-words">退回：{one.because}</View>}
              </View>
            ))}
          </Section>
        </View>
      )}
    </QueryView>
  )
}

/** Unique, and good for an id on the page. */
const keyOf = ({ village, of }: HandIn): string =>
  'posting' in of ? of.posting.replace(/[^\w-]/g, '-') : `${village}-${of.duty}-${of.began}`

function HandInWords({
  handIn: { villageName, what, when, handedInOn, paper, words, money, lacks, stateName },
}: {
  handIn: HandIn
}): ReactNode {
  return (
    <View>
      <View className="bar-head">
        <View className="strong">{villageName}</View>
        <View className="badge">{stateName}</View>
      </View>
      <View>{what}</View>
      <View className="quiet">
        {when}，{dayInWords(handedInOn)}交
      </View>
      {money !== null && (
        <View>
          {money.people} 人，{yuan(money.amount)} 元
        </View>
      )}
      {paper !== null && <View>单据号 {paper}</View>}
      {words !== null && <View>{words}</View>}
      {lacks.length > 0 && <View className="stop-words">还差：{lacks.join('、')}</View>}
    </View>
  )
}

function ToDecide({ handIn, year, onDone }: { handIn: HandIn; year: number; onDone: () => void }): ReactNode {
  const key = keyOf(handIn)
  const { village, of } = handIn
  const deed = useVillageAction('decideHandIn', key)
  const { typed, type, allWell, wrongOf } = useForm({ because: '' }, deed)
  const [back, setBack] = useState(false)
  const decide = async (verdict: 'verify' | 'sendBack'): Promise<void> => {
    const because = typed.because.trim()
    const lacks = verdict === 'sendBack' && because === '' ? '请写一句为什么退回，村里看得到。' : ''
    if (!allWell({ because: lacks })) return
    const request = { village, year, of, verdict, because: verdict === 'verify' ? null : because }
    if ((await deed.run(request)) !== null) onDone()
  }
  return (
    <View id={`hand-in-${key}`} className="row">
      <HandInWords handIn={handIn} />
      {back && (
        <FormField
          id={`back-${key}`}
          label="为什么退回"
          hint="如：少一户；没有盖章"
          longest={200}
          value={typed.because}
          wrong={wrongOf('because')}
          onType={type('because')}
        />
      )}
      <ActionError id={`decide-${key}`} state={deed.state} fields={['because']} />
      {deed.state.is === 'busy' ? (
        <Waiting words="正在记" />
      ) : (
        <View className="buttons gap">
          {!back && (
            <TextButton id={`verify-${key}`} className="button" onTap={() => void decide('verify')}>
              核实收下
            </TextButton>
          )}
          <TextButton
            id={`send-back-${key}`}
            className={back ? 'button' : 'button button-second'}
            onTap={() => (back ? void decide('sendBack') : setBack(true))}
          >
            {back ? '退回给村里' : '退回'}
          </TextButton>
          {back && (
            <TextButton id={`keep-${key}`} className="button button-second" onTap={() => setBack(false)}>
              不退了
            </TextButton>
          )}
        </View>
      )}
    </View>
  )
}

type Papers = Pick<Found['receipts'][number], 'toCheck' | 'toTakeBack' | 'toWriteOff'>

const papersInWords = ({ toCheck, toTakeBack, toWriteOff }: Papers): string =>
  [
    { words: '等复核', papers: toCheck },
    { words: '等收回', papers: toTakeBack },
    { words: '等核销', papers: toWriteOff },
  ]
    .filter(({ papers }) => papers > 0)
    .map(({ words, papers }) => `${words} ${papers} 张`)
    .join('，')

/** By village; each leads to its book, where a receipt is checked and written off. */
function Receipts({ desk, receipts }: { desk: CountyWorkplace; receipts: Found['receipts'] }): ReactNode {
  return (
    <Section id="hand-ins-receipts" title="收据复核、核销">
      {receipts.length === 0 && <View className="quiet">没有等复核、核销的收据。</View>}
      {receipts.map(({ village, name, toCheck, toTakeBack, toWriteOff }) => (
        <TextButton
          key={village}
          id={`receipts-${village}`}
          className="card card-tap"
          label={`${name}的收据，${papersInWords({ toCheck, toTakeBack, toWriteOff })}`}
          onTap={() => openVillage(desk, village, '/pages/village/receipts/index')}
        >
          <View className="strong">{name} ›</View>
          <View>{papersInWords({ toCheck, toTakeBack, toWriteOff })}</View>
        </TextButton>
      ))}
    </Section>
  )
}
