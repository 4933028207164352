import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useMadeFile } from '../../../client/files'
import type { CountyAnswers, CountyRequests } from '../../../client/functions'
import { askCounty, useCounty, useCountyAction } from '../../../client/functions'
import { QueryView, ActionError, SavedFileView } from '../../../ui/answers'
import { Chips } from '../../../ui/chips'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

type RowChoice = CountyRequests['rosterRows']['which']
type Row = CountyAnswers['rosterRows']['rows'][number]

const SHOWN: readonly { which: RowChoice; name: string }[] = [
  { which: 'sentBack', name: '退回核实的' },
  { which: 'noted', name: '要留意的' },
  { which: 'taken', name: '采用的' },
  { which: 'same', name: '没有变化的' },
  { which: 'failed', name: '没登记上的' },
  { which: 'all', name: '全部' },
]

/** The report, row by row, those that go back first. */
export function RosterRows({ batch }: { batch: string }): ReactNode {
  const [which, setWhich] = useState<RowChoice>('sentBack')
  return (
    <Section id="roster-rows" title="逐行结果">
      <Chips
        choices={SHOWN}
        isOn={(one) => one.which === which}
        idOf={(one) => `rows-${one.which}`}
        onChoose={(one) => setWhich(one.which)}
      />
      <Rows key={which} batch={batch} which={which} />
    </Section>
  )
}

function Rows({ batch, which }: { batch: string; which: RowChoice }): ReactNode {
  const { asked, again } = useCounty('rosterRows', { batch, which, after: null })
  const [more, setMore] = useState<CountyAnswers['rosterRows'] | null>(null)

  const goOn = async (so: CountyAnswers['rosterRows']): Promise<void> => {
    const answer = await askCounty('rosterRows', { batch, which, after: so.next }).catch(() => null)
    if (answer?.ok) setMore({ rows: [...so.rows, ...answer.data.rows], next: answer.data.next })
  }
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取" back={null}>
      {(first) => {
        const { rows, next } = more ?? first
        return (
          <View>
            {rows.length === 0 && next === null && <View className="quiet">没有。</View>}
            {rows.map((row) => (
              <OneRow key={`${row.line} ${row.resident} ${row.name}`} row={row} />
            ))}
            {next !== null && (
              <View className="gap">
                <TextButton id="rows-more" className="button button-second" onTap={() => void goOn({ rows, next })}>
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

function OneRow({
  row: { line, outcomeName, name, tail, change, category, village, flaws, applied, why },
}: {
  row: Row
}): ReactNode {
  return (
    <View className="row">
      <View className="bar-head">
        <View className="strong">
          {line === null ? '册上没有' : `第 ${line} 行`} {name}
          {tail === null ? '' : ` 尾号${tail.replace(/\*/g, '')}`}
        </View>
        <View className="badge">{applied === 'failed' ? '没登记上' : applied === 'done' ? '已登记' : outcomeName}</View>
      </View>
      <View className="quiet">
        {change}
        {category === null ? '' : ` · ${category}`}
        {village === null ? '' : ` · ${village}`}
      </View>
      {flaws.map(({ code, kind, words, sentBack }) => (
        <View key={code} className={sentBack ? 'notice notice-stop' : 'notice'}>
          {kind}：{words}
        </View>
      ))}
      {why !== null && <View className="notice">{why}</View>}
    </View>
  )
}

/**
 * The report for the certifier, with names and numbers in full: audited, and under a key where the list came under one.
 */
export function RosterSheet({ batch: { batch, sentBack } }: { batch: CountyAnswers['rosterBatch'] }): ReactNode {
  const deed = useCountyAction('rosterSheet', batch)
  const [key, setKey] = useState('')
  const { saved, forget, save } = useMadeFile()

  const make = async (which: 'all' | 'sentBack'): Promise<void> => {
    deed.changed()
    forget()
    const made = await deed.run({ batch, which, key: key === '' ? null : key })
    if (made === null) return
    const ask = (part: number) => askCounty('rosterSheetPart', { batch, file: made.file, part })
    await save({ name: made.fileName, parts: made.parts, about: `${made.rows} 行` }, ask)
  }
  return (
    <Section id="roster-sheet" title="退给认定部门">
      <View className="quiet">表里有姓名和证件号码全文，导出会记下是谁导的。</View>
      <FormField
        id="sheet-key"
        label="加密口令（名单加密来的，退回也要加密）"
        longest={128}
        value={key}
        wrong=""
        onType={(words) => {
          deed.changed()
          setKey(words)
        }}
      />
      <ActionError id="roster-sheet" state={deed.state} />
      <View className="buttons gap">
        {sentBack > 0 && (
          <TextButton id="sheet-back" className="button button-second" onTap={() => void make('sentBack')}>
            导出要退回的 {sentBack} 行
          </TextButton>
        )}
        <TextButton id="sheet-all" className="button button-second" onTap={() => void make('all')}>
          导出全部结果
        </TextButton>
      </View>
      <SavedFileView saved={saved} />
    </Section>
  )
}
