import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { PaymentAnswers, PaymentRequests } from '../../../client/functions'
import { askPayment, usePayment } from '../../../client/functions'
import { QueryView } from '../../../ui/answers'
import { Chips } from '../../../ui/chips'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

type Which = PaymentRequests['taxFileRows']['which']
type Rows = PaymentAnswers['taxFileRows']

const SHOWN: readonly { which: Which; name: string }[] = [
  { which: 'exceptions', name: '对不上的' },
  { which: 'matched', name: '对上的' },
  { which: 'all', name: '全部' },
]

/** A file's rows in the order of its lines, each with whom it is about and what one can do. */
export function FileRows({ taxFile, year }: { taxFile: string; year: number }): ReactNode {
  const [which, setWhich] = useState<Which>('exceptions')
  return (
    <Section id="file-rows" title="逐行结果，按表里的顺序">
      <Chips
        choices={SHOWN}
        isOn={(one) => one.which === which}
        idOf={(one) => `file-rows-${one.which}`}
        onChoose={(one) => setWhich(one.which)}
      />
      <Pages key={which} taxFile={taxFile} which={which} year={year} />
    </Section>
  )
}

function Pages({ taxFile, which, year }: { taxFile: string; which: Which; year: number }): ReactNode {
  const { asked, again } = usePayment('taxFileRows', { taxFile, which, after: null })
  const [more, setMore] = useState<Rows | null>(null)
  const goOn = async (so: Rows): Promise<void> => {
    const answer = await askPayment('taxFileRows', { taxFile, which, after: so.next }).catch(() => null)
    if (answer?.ok) setMore({ rows: [...so.rows, ...answer.data.rows], next: answer.data.next })
  }
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取" back={null}>
      {(first) => {
        const so = more ?? first
        return (
          <View>
            {so.rows.length === 0 && <View className="quiet">没有。</View>}
            {so.rows.map((row) => (
              <OneRow key={row.row} row={row} year={year} />
            ))}
            {so.next !== null && (
              <View className="gap">
                <TextButton id="file-rows-more" className="button button-second" onTap={() => void goOn(so)}>
                  再看一些
                </TextButton>
              </View>
            )}
          </View>
        )
      }}
    </QueryView>
  )
}

function OneRow({ row, year: at }: { row: Rows['rows'][number]; year: number }): ReactNode {
  const { line, stateName, words, todo, name, tail, year, amount, paidOn, person } = row
  return (
    <View className="row">
      <View className="bar-head">
        <View className="strong">
          第 {line} 行 {name}
          {tail === null ? '' : ` 尾号${tail.replace(/\*/g, '')}`}
        </View>
        <View className="badge">{stateName}</View>
      </View>
      <View className="quiet">
        {amount === null ? '没有金额' : `${yuan(amount)} 元`}
        {year === null ? '' : `，${year} 年度`}
        {paidOn === null ? '' : `，${dayInWords(paidOn)}缴`}
        {person === null ? '' : `，台账里是${person.name}`}
      </View>
      {words !== null && <View className="notice notice-stop">{words}</View>}
      {todo !== '' && <View className="quiet">{todo}</View>}
      {todo !== '' && (
        <TextButton className="link" onTap={() => void openPage(`/pages/county/tax/index?year=${at}`)}>
          去处理 ›
        </TextButton>
      )}
    </View>
  )
}
