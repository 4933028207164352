import './sheet-part.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { bytesOf, saveFile } from '../../../client/files'
import type { DutyCard, Sheet, Task, VillageAnswers, VillageRequests } from '../../../client/functions'
import { askVillage, useVillageAction } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { PrintSheet } from '../../../print/print-sheet'
import { todayAtWork } from '../saved'
import { ActionError, Waiting } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'

interface DutyFormProps {
  at: WorkplaceYear
  paper: NonNullable<DutyCard['paper']>
  /** Over whose days it is drawn up. */
  task: Task | undefined
}

type Form = VillageAnswers['makePaper']

/**
 * The paper that a duty wants: looked at masked, and as a table to be printed, with names in full where the notice
 * wants them.
 */
export function DutyForm({ at, paper: { kind, name }, task }: DutyFormProps): ReactNode {
  const days = { from: task?.began ?? todayAtWork(), to: lastDay(task) }
  const preview = useVillageAction('makePaper', `preview ${kind} ${days.from}`)
  const file = useVillageAction('makePaper', `file ${kind} ${days.from}`)
  const [seen, setSeen] = useState<Form | null>(null)
  const [printed, setPrinted] = useState<Sheet | null>(null)
  const [said, setSaid] = useState('')
  const asked = { ...at, paper: kind, ...days, group: null }

  const look = async (): Promise<void> => setSeen(await preview.run({ ...asked, preview: true }))
  const fetch = async (): Promise<void> => {
    const made = await file.run({ ...asked, preview: false })
    if (made === null) return
    setSaid(await saved(made))
  }
  const print = async (): Promise<void> => {
    setSaid('')
    const made = await file.run({ ...asked, preview: false })
    if (made === null) return
    const whole = await wholeSheet(made, asked)
    setPrinted(whole)
    if (whole === null)
      setSaid(
        made.rows > PRINTED_MAX
          ? `一共 ${made.rows} 行，太长了，请取表格文件打印。`
          : '没有取完，请看看手机有没有网，再试一次。',
      )
  }
  const busy = preview.state.is === 'busy' || file.state.is === 'busy'
  return (
    <View id={`paper-${kind}`} className="gap">
      {busy ? (
        <Waiting words={`正在做${name}`} />
      ) : (
        <View className="buttons">
          <TextButton className="button button-second paper-look" onTap={() => void look()}>
            看{name}
          </TextButton>
          <TextButton className="button button-second paper-file" onTap={() => void fetch()}>
            取表格文件
          </TextButton>
          <TextButton className="button button-second paper-print" onTap={() => void print()}>
            打印
          </TextButton>
        </View>
      )}
      <ActionError id={`paper-look-${kind}`} state={preview.state} />
      <ActionError id={`paper-file-${kind}`} state={file.state} />
      {said !== '' && <View className="notice notice-calm">{said}</View>}
      {printed !== null && <PrintSheet table={printed} name={name} />}
      {seen !== null && printed === null && (
        <View>
          <View className="gap">
            共 {seen.rows} 行，{yuan(seen.amount)} 元
            {seen.rows > seen.sheet.rows.length ? `，下面是前 ${seen.sheet.rows.length} 行` : ''}
          </View>
          <SheetPart sheet={seen.sheet} />
        </View>
      )}
    </View>
  )
}

/** What is printed as pictures; more is for a computer. */
const PRINTED_MAX = 200

/** All rows of what was just made; null = it is too long, or the network went away. */
async function wholeSheet(
  { sheet, rows, file }: Form,
  asked: Omit<VillageRequests['makePaper'], 'operation' | 'preview' | 'after'>,
): Promise<Sheet | null> {
  if (rows > PRINTED_MAX || file === null) return null
  const all = [...sheet.rows]
  while (all.length < rows) {
    const answer = await askVillage('makePaper', {
      ...asked,
      operation: file.file,
      preview: false,
      after: all.length,
    }).catch(() => null)
    // Nothing more although there should be: records changed meanwhile.
    if (answer === null || !answer.ok || answer.data.sheet.rows.length === 0) return null
    all.push(...answer.data.sheet.rows)
  }
  return { ...sheet, rows: all }
}

/** Until when the task's days go, as far as they have come. */
const lastDay = (task: Task | undefined): string =>
  task?.due == null || task.due > todayAtWork() ? todayAtWork() : task.due

/** All pieces of the file, and what became of it in words. */
async function saved({ name, file }: Form): Promise<string> {
  if (file === null) return '没有做成文件，请再试一次。'
  try {
    const pieces = [file.base64]
    while (pieces.length < file.pieces) {
      const answer = await askVillage('paperPiece', { file: file.file, piece: pieces.length })
      if (!answer.ok) return answer.error.message
      pieces.push(answer.data.base64)
    }
    await saveFile(name, bytesOf(pieces))
    return `${name} 取好了，可以打印，也可以转发给镇里。`
  } catch {
    return '没有取完，请看看手机有没有网，再试一次。'
  }
}

/** A paper as a table that is pushed sideways where the phone is too narrow. */
function SheetPart({ sheet: { title, lines, columns, rows, foot } }: { sheet: Sheet }): ReactNode {
  return (
    <View className="sheet">
      <View className="strong">{title}</View>
      {lines.map((line) => (
        <View key={line} className="quiet">
          {line}
        </View>
      ))}
      <View className="sheet-table">
        <View className="sheet-row sheet-head">
          {columns.map((column) => (
            <View key={column} className="sheet-cell">
              {column}
            </View>
          ))}
        </View>
        {rows.map((row, i) => (
          <View key={i} className="sheet-row">
            {row.map((cell, c) => (
              <View key={c} className="sheet-cell">
                {cell}
              </View>
            ))}
          </View>
        ))}
      </View>
      {foot.map((line) => (
        <View key={line} className="quiet">
          {line}
        </View>
      ))}
    </View>
  )
}
