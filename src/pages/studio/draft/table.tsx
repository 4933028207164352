import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { askStudio, type StudioAnswers } from '../../../client/functions'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'
import type { PolicyDraft } from '../../../client/functions'

const ROWS_SHOWN = 60

/** The table that is signed: who pays what, waits how long and is covered from when. */
export function TablePart({ view: { draft } }: { view: PolicyDraft }): ReactNode {
  const [table, setTable] = useState<StudioAnswers['draftTable'] | null>(null)
  const [trouble, setTrouble] = useState('')
  const show = async (): Promise<void> => {
    setTrouble('')
    try {
      const answer = await askStudio('draftTable', { draft })
      if (answer.ok) setTable(answer.data)
      else setTrouble(answer.error.message)
    } catch {
      setTrouble('没有连上，请再点一次。')
    }
  }
  return (
    <Section id="draft-table" title="什么人交多少、从哪天享受">
      <TextButton id="table-show" className="button button-second" onTap={() => void show()}>
        看整张表
      </TextButton>
      {trouble !== '' && <View className="notice notice-stop">{trouble}</View>}
      {table !== null && (
        <View className="studio-table">
          {[table.columns, ...table.rows.slice(0, ROWS_SHOWN)].map((cells, row) => (
            <View key={row} className={row === 0 ? 'studio-cells strong' : 'studio-cells'}>
              {cells.map((cell, i) => (
                <View key={i} className="studio-cell">
                  {cell}
                </View>
              ))}
            </View>
          ))}
          {table.rows.length > ROWS_SHOWN && (
            <View className="quiet">
              一共 {table.rows.length} 行，这里看前 {ROWS_SHOWN} 行。
            </View>
          )}
        </View>
      )}
    </Section>
  )
}
