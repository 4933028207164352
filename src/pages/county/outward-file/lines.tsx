import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CountyAnswers, CountyRequests } from '../../../client/functions'
import { askCounty, useCounty } from '../../../client/functions'
import { QueryView } from '../../../ui/answers'
import { Chips } from '../../../ui/chips'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

type State = CountyRequests['outwardLines']['state']
type Lines = CountyAnswers['outwardLines']

const SHOWN: readonly { state: State; name: string }[] = [
  { state: null, name: '全部' },
  { state: 'sentBack', name: '被退回' },
  { state: 'sent', name: '还没有回' },
  { state: 'confirmed', name: '已确认' },
]

/** The people of a file, each with what became of them. */
export function OutwardLines({ outward, isSent }: { outward: string; isSent: boolean }): ReactNode {
  const [state, setState] = useState<State>(null)
  return (
    <Section id="outward-lines" title="名单里的人">
      {isSent && (
        <Chips
          choices={SHOWN}
          isOn={(one) => one.state === state}
          idOf={(one) => `lines-${one.state ?? 'all'}`}
          onChoose={(one) => setState(one.state)}
        />
      )}
      <Pages key={state} outward={outward} state={state} />
    </Section>
  )
}

function Pages({ outward, state }: { outward: string; state: State }): ReactNode {
  const { asked, again } = useCounty('outwardLines', { outward, state, after: null })
  const [more, setMore] = useState<Lines | null>(null)
  const goOn = async (so: Lines): Promise<void> => {
    const answer = await askCounty('outwardLines', { outward, state, after: so.next }).catch(() => null)
    if (answer?.ok) setMore({ lines: [...so.lines, ...answer.data.lines], next: answer.data.next })
  }
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取" back={null}>
      {(first) => {
        const so = more ?? first
        return (
          <View>
            {so.lines.length === 0 && <View className="quiet">没有。</View>}
            {so.lines.map((line) => (
              <Line key={line.enrolment} line={line} />
            ))}
            {so.next !== null && (
              <View className="gap">
                <TextButton id="lines-more" className="button button-second" onTap={() => void goOn(so)}>
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

function Line({ line }: { line: Lines['lines'][number] }): ReactNode {
  const { name, tail, place, change, fee, stateName, reason, again } = line
  return (
    <View className="row">
      <View className="bar-head">
        <View className="strong">
          {name}
          {tail === null ? '' : ` 尾号${tail.replace(/\*/g, '')}`}
        </View>
        <View className="badge">{stateName}</View>
      </View>
      <View className="quiet">
        {change}
        {fee === null ? '' : `，${yuan(fee)} 元`}，{place}
      </View>
      {reason !== null && <View className="notice notice-stop">退回原因：{reason}</View>}
      {again !== null && <View className="quiet">后来又报在第 {again} 号里。</View>}
    </View>
  )
}
