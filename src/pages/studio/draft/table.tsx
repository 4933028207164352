import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useMadeFile } from '../../../client/files'
import { askStudio, type PolicyDraft, type StudioAnswers } from '../../../client/functions'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

type Table = StudioAnswers['draftTable']

/** The table that is signed: who pays what, waits how long and is covered from when; as a page and as a workbook. */
export function TablePart({ view: { draft } }: { view: PolicyDraft }): ReactNode {
  const [table, setTable] = useState<Table | null>(null)
  const [said, setSaid] = useState('')
  const { saved, save: keep } = useMadeFile()
  const more = async (): Promise<void> => {
    setSaid('正在算')
    try {
      const answer = await askStudio('draftTable', { draft, from: table?.rows.length ?? 0 })
      if (!answer.ok) return setSaid(answer.error.message)
      setTable({ ...answer.data, rows: [...(table?.rows ?? []), ...answer.data.rows] })
      setSaid('')
    } catch {
      setSaid('没有连上，请再点一次。')
    }
  }
  const save = async (): Promise<void> => {
    setSaid('正在做表')
    try {
      const first = await askStudio('draftTableFile', { draft, part: 0 })
      if (!first.ok) return setSaid(first.error.message)
      await keep(first.data, (part) => askStudio('draftTableFile', { draft, part }))
      setSaid('')
    } catch {
      setSaid('表没有取下来。请看看网络，再点一次。')
    }
  }
  const left = table === null ? null : table.total - table.rows.length
  return (
    <Section id="draft-table" title="什么人交多少、等多久、从哪天享受">
      {table !== null && <TableRows table={table} />}
      {left !== null && (
        <View className="quiet">
          一共 {String(table!.total)} 行，看到了 {String(table!.rows.length)} 行。
        </View>
      )}
      <View className="buttons gap">
        {left !== 0 && (
          <TextButton id="table-show" className="button button-second" onTap={() => void more()}>
            {left === null ? '看整张表' : '再看 60 行'}
          </TextButton>
        )}
        <TextButton id="table-save" className="button button-second" onTap={() => void save()}>
          存成 Excel，打印签字
        </TextButton>
      </View>
      {(said || saved.words) !== '' && (
        <View id="table-said" className="notice notice-calm">
          {said || saved.words}
        </View>
      )}
    </Section>
  )
}

function TableRows({ table: { columns, rows } }: { table: Table }): ReactNode {
  return (
    <View className="studio-table">
      {[columns, ...rows].map((cells, row) => (
        <View key={row} className={row === 0 ? 'studio-cells strong' : 'studio-cells'}>
          {cells.map((cell, i) => (
            <View key={i} className={i === cells.length - 1 ? 'studio-cell studio-wide' : 'studio-cell'}>
              {cell}
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}
