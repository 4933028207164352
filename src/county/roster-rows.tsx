import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { askCounty, useCounty, type CountyAnswers, type CountyRequests } from '../cloud/county'
import { Section } from '../components/section'
import { Tap } from '../components/tap'

type Which = CountyRequests['rosterRows']['which']
type Row = CountyAnswers['rosterRows']['rows'][number]

const SHOWN: readonly { which: Which; name: string }[] = [
  { which: 'sentBack', name: '退回核实的' }, { which: 'noted', name: '要留意的' }, { which: 'taken', name: '采用的' }, { which: 'same', name: '没有变化的' }, { which: 'failed', name: '没登记上的' }, { which: 'all', name: '全部' },
]

/** The report, row by row, those that go back first. */
export function RosterRows({ batch }: { batch: string }): ReactNode {
  const [which, setWhich] = useState<Which>('sentBack')
  return (
    <Section id='roster-rows' title='逐行结果'>
      <View className='chips'>
        {SHOWN.map((one) => <Tap key={one.which} id={`rows-${one.which}`} className={one.which === which ? 'chip chip-on' : 'chip'} role='radio' checked={one.which === which} onTap={() => setWhich(one.which)}>{one.name}</Tap>)}
      </View>
      <Rows key={which} batch={batch} which={which} />
    </Section>
  )
}

function Rows({ batch, which }: { batch: string; which: Which }): ReactNode {
  const { asked, again } = useCounty('rosterRows', { batch, which, after: null })
  const [more, setMore] = useState<CountyAnswers['rosterRows'] | null>(null)

  const goOn = async (so: CountyAnswers['rosterRows']): Promise<void> => {
    const answer = await askCounty('rosterRows', { batch, which, after: so.next }).catch(() => null)
    if (answer?.ok) setMore({ rows: [...so.rows, ...answer.data.rows], next: answer.data.next })
  }
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在取' back={null}>
      {(first) => {
        const { rows, next } = more ?? first
        return (
          <View>
            {rows.length === 0 && next === null && <View className='quiet'>没有。</View>}
            {rows.map((row) => <OneRow key={`${row.line} ${row.resident} ${row.name}`} row={row} />)}
            {next !== null && <View className='gap'><Tap id='rows-more' className='button button-second' onTap={() => void goOn({ rows, next })}>再看一些</Tap></View>}
          </View>
        )
      }}
    </AskedPart>
  )
}

function OneRow({ row: { line, outcomeName, name, tail, change, category, village, flaws, applied, why } }: { row: Row }): ReactNode {
  return (
    <View className='row'>
      <View className='bar-head'>
        <View className='strong'>{line === null ? '册上没有' : `第 ${line} 行`} {name}{tail === null ? '' : ` 尾号 ${tail}`}</View>
        <View className='badge'>{applied === 'failed' ? '没登记上' : applied === 'done' ? '已登记' : outcomeName}</View>
      </View>
      <View className='quiet'>{change}{category === null ? '' : ` · ${category}`}{village === null ? '' : ` · ${village}`}</View>
      {flaws.map(({ code, kind, words, sentBack }) => <View key={code} className={sentBack ? 'notice notice-stop' : 'notice'}>{kind}：{words}</View>)}
      {why !== null && <View className='notice'>{why}</View>}
    </View>
  )
}
