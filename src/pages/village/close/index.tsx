import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { VillageAnswers } from '../../../client/functions'
import { useVillage } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { sumOfTaken, useTakenMoney } from '../../../client/taken-cash'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { todayAtWork } from '../saved'
import { QueryView } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { fenOf, yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '收工对账' })

type DayClose = VillageAnswers['dayClose']

/** 收工对账: people, receipts, funds and entries of the day, which have to agree. */
export default function ClosePage(): ReactNode {
  return (
    <ClerkPage id="page-close" title="收工对账">
      {(at) => <Close at={at} />}
    </ClerkPage>
  )
}

function Close({ at }: { at: WorkplaceYear }): ReactNode {
  const [counted, setCounted] = useState<number | null>(null)
  return (
    <View>
      <Unsent />
      <Counting key="counting" onCounted={setCounted} />
      <FourFigures key={String(counted)} at={at} counted={counted} />
      <View className="buttons gap-big">
        {mayDo('receiptPapers') && (
          <TextButton
            id="go-receipts"
            className="button button-second"
            onTap={() => void openPage('/pages/village/receipts/index')}
          >
            看收据本
          </TextButton>
        )}
        <BackToToday />
      </View>
    </View>
  )
}

function Unsent(): ReactNode {
  const taken = useTakenMoney()
  if (taken.length === 0) return null
  return (
    <View id="close-unsent" className="notice notice-stop">
      还有 {taken.length} 笔（{yuan(sumOfTaken(taken))} 元）没上传或没记上，账对不齐。先处理完再对。
    </View>
  )
}

function Counting({ onCounted }: { onCounted: (fen: number) => void }): ReactNode {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState('')
  const count = (): void => {
    const fen = fenOf(typed)
    setWrong(fen === null ? '请填点出来的钱数，如 640。' : '')
    if (fen !== null) onCounted(fen)
  }
  return (
    <Section id="counting" title="把手里的钱点一遍">
      <FormField
        id="counted"
        label="点出来一共（元）"
        kind="text"
        longest={12}
        value={typed}
        wrong={wrong}
        onType={setTyped}
      />
      <TextButton id="count" className="button button-second gap" onTap={count}>
        按点的钱对账
      </TextButton>
    </Section>
  )
}

function FourFigures({ at, counted }: { at: WorkplaceYear; counted: number | null }): ReactNode {
  const { asked, again } = useVillage('dayClose', { ...at, day: todayAtWork(), counted })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在对账" back={null}>
      {(close) => (
        <View>
          <Verdict close={close} />
          <Figures close={close} />
          <WhereMoneyIs close={close} />
        </View>
      )}
    </QueryView>
  )
}

function Verdict({ close: { agrees, todo } }: { close: DayClose }): ReactNode {
  return (
    <View id="close-verdict" className={agrees ? 'notice notice-good' : 'notice notice-stop'}>
      <View className="title">{agrees ? '✓ 四样都对上了' : '有对不上的'}</View>
      {todo.map((words) => (
        <View key={words} className="gap">
          {words}
        </View>
      ))}
    </View>
  )
}

function Figures({ close: { figures } }: { close: DayClose }): ReactNode {
  return (
    <View id="close-figures">
      {figures.map(({ figure, name, expected, found, agrees, words }) => {
        const say = (value: number): string => (figure === 'funds' ? `${yuan(value)} 元` : String(value))
        return (
          <View key={figure} id={`figure-${figure}`} className="card">
            <View className="spread">
              <View className="subtitle">{name}</View>
              <View className={agrees ? 'spread-end agrees' : 'spread-end stop-words'}>
                {agrees ? '✓ 对' : '✗ 不对'}
              </View>
            </View>
            <View className={agrees ? 'tile-number' : 'tile-number stop-words'}>
              {agrees ? say(found) : `应有 ${say(expected)}，现有 ${say(found)}`}
            </View>
            <View className="quiet">{words}</View>
          </View>
        )
      })}
    </View>
  )
}

function WhereMoneyIs({ close: { money, inHandBeside, sentLate } }: { close: DayClose }): ReactNode {
  const rows: readonly (readonly [string, number])[] = [
    ['还在手里', money.inHand],
    ['已存银行', money.deposited],
    ['刷卡', money.pos],
  ]
  return (
    <Section id="close-money" title="今天的钱在哪里">
      {rows.map(([name, fen]) => (
        <View key={name} className="row spread">
          <View>{name}</View>
          <View className="spread-end">{yuan(fen)} 元</View>
        </View>
      ))}
      {inHandBeside > 0 && <View className="quiet gap">手里另有以前收的、别的村收的 {yuan(inHandBeside)} 元。</View>}
      {sentLate > 0 && <View className="quiet gap">其中 {sentLate} 笔是后来才上传的。</View>}
    </Section>
  )
}
