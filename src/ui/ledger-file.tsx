import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { EnrolmentAnswers } from '../client/functions'
import { useEnrolmentPlainAction } from '../client/functions'
import { ActionError } from './answers'
import type { FileToRead } from './file-reading'
import { FileReading, SHEET_ENDINGS } from './file-reading'
import { useRounds, WorkBar } from './long-work'
import { Section } from './text'

type Answer = EnrolmentAnswers['importResidents']
type Row = Answer['rows'][number]

const OUTCOMES: readonly { outcome: Row['outcome']; name: string }[] = [
  { outcome: 'added', name: '新录入' },
  { outcome: 'corrected', name: '更正了' },
  { outcome: 'same', name: '早就有，没有变化' },
  { outcome: 'refused', name: '没有录入' },
]

interface LedgerFileProps {
  region: string
  /** Where rows belong that name no village; null = each names its own. */
  village: string | null
  /** Read through to its end. */
  onDone: () => void
}

/** A list of a village's people: its columns looked at, read in, and of every row what became of it. */
export function LedgerFile({ region, village, onDone }: LedgerFileProps): ReactNode {
  const put = useEnrolmentPlainAction('putFilePart')
  const lay = useEnrolmentPlainAction('ledgerColumns')
  const read = useEnrolmentPlainAction('importResidents')
  const { at, go } = useRounds()
  const [rows, setRows] = useState<readonly Row[]>([])
  const [last, setLast] = useState<Answer | null>(null)

  const load = async ({ file, key, choice }: FileToRead): Promise<void> => {
    let [from, found] = [0, [] as readonly Row[]]
    setRows([])
    setLast(null)
    const named = { choice, ...(key === null ? {} : { key }) }
    const done = await go(async () => {
      const answer = await read.run({ region, village, file, from, ...named })
      if (answer === null) return null
      found = [...found, ...answer.rows]
      from = answer.next ?? 0
      setRows(found)
      setLast(answer)
      return { done: answer.next === null, at: found.length, of: answer.total }
    })
    if (done) onDone()
  }
  return (
    <View>
      <FileReading
        id="ledger"
        endings={SHEET_ENDINGS}
        put={{ state: put.state, run: (file, part) => put.run({ region, village, file, ...part }) }}
        layOut={{ state: lay.state, run: (file, key, chosen) => lay.run({ region, village, file, key, chosen }) }}
        goWords="栏目对了，录入"
        onRead={load}
      >
        {read.state.is === 'busy' && (
          <WorkBar id="ledger-reading" words="正在录入" done={at?.at ?? 0} of={at?.of ?? 0} />
        )}
        <ActionError id="ledger-read" state={read.state} />
      </FileReading>
      {last !== null && <Became rows={rows} last={last} />}
    </View>
  )
}

function Became({ rows, last: { left, total } }: { rows: readonly Row[]; last: Answer }): ReactNode {
  const refused = rows.filter(({ outcome }) => outcome === 'refused')
  const told = rows.filter(({ outcome, flaws }) => outcome !== 'refused' && flaws.length > 0)
  return (
    <Section id="ledger-became" title="这份表录进去以后">
      <View>
        表里有 {total} 人的行，{left.length === 0 ? '没有' : `${left.length} 行`}不是人的行（标题、合计等）。
      </View>
      {OUTCOMES.map(({ outcome, name }) => (
        <View key={outcome} className="row bar-head">
          <View>{name}</View>
          <View className="strong">{rows.filter((one) => one.outcome === outcome).length} 行</View>
        </View>
      ))}
      {refused.length > 0 && <View className="strong gap">没有录入的，改好以后把这份表再传一次就行：</View>}
      {refused.map((row) => (
        <RowLine key={row.row} row={row} />
      ))}
      {told.length > 0 && <View className="strong gap">录入了，还要核实的：</View>}
      {told.slice(0, TOLD_MAX).map((row) => (
        <RowLine key={row.row} row={row} />
      ))}
      {told.length > TOLD_MAX && (
        <View className="quiet">还有 {told.length - TOLD_MAX} 行，在“资料质量”里都能看到。</View>
      )}
    </Section>
  )
}

const TOLD_MAX = 30

function RowLine({ row: { row, flaws } }: { row: Row }): ReactNode {
  return (
    <View className="row">
      <View className="strong">第 {row} 行</View>
      <View className="quiet">{flaws.map(({ words }) => words).join('；')}</View>
    </View>
  )
}
