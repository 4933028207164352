import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { PickedFile, PutPart } from '../client/files'
import { pickFile, useUpload } from '../client/files'
import type { ActionState } from '../client/use-action'
import { ActionError } from './answers'
import type { ChosenColumns, LaidFile } from './columns-choice'
import { FormField } from './fields'
import { FileColumns } from './file-columns'
import { UploadBar } from './long-work'
import { TextButton } from './tap'

/** A file on the server, with how a person wants it to be read. */
export interface FileToRead {
  file: string
  /** What it is called where it came from. */
  called: string
  key: string | null
  choice: string
}

interface FileReadingProps {
  id: string
  endings: readonly string[]
  put: { run: PutPart; state: ActionState }
  layOut: {
    run: (file: string, key: string | null, chosen: ChosenColumns | null) => Promise<LaidFile | null>
    state: ActionState
  }
  /** What the button says that reads it at last. */
  goWords: string
  /** False as long as something else has to be told first. */
  ready?: boolean
  onRead: (file: FileToRead) => Promise<void>
  /** Bars and errors of the reading itself. */
  children: ReactNode
}

/** What offices send as a sheet. */
export const SHEET_ENDINGS = ['xlsx', 'xlsm', 'csv', 'txt', 'xls', 'xml', 'html', 'zip'] as const

const NEEDS_KEY: ReadonlySet<string> = new Set(['FILE_ENCRYPTED', 'FILE_KEY_WRONG'])

/** From a file to its rows: uploaded, opened with its password if it has one, its columns looked at, then read. */
export function FileReading(props: FileReadingProps): ReactNode {
  const { id, endings, put, layOut, goWords, ready = true, onRead, children } = props
  const { state, send } = useUpload(put.run)
  const [picked, setPicked] = useState<{ called: string; file: string } | null>(null)
  const [laid, setLaid] = useState<LaidFile | null>(null)
  const [key, setKey] = useState('')
  const needsKey = layOut.state.is === 'refused' && NEEDS_KEY.has(layOut.state.error.code)

  const look = async (file: string, chosen: ChosenColumns | null): Promise<void> => {
    const found = await layOut.run(file, key === '' ? null : key, chosen)
    if (found !== null) setLaid(found)
  }
  const choose = async (): Promise<void> => {
    const found = await pickFile(endings)
    if (found !== null) await upload(found)
  }
  const upload = async (found: PickedFile): Promise<void> => {
    setLaid(null)
    setPicked(null)
    const file = await send(found)
    if (file === null) return
    setPicked({ called: found.name, file })
    await look(file, null)
  }
  const read = async (): Promise<void> => {
    if (picked === null || laid === null || !laid.readable || !ready) return
    await onRead({ ...picked, key: key === '' ? null : key, choice: laid.choice })
  }
  return (
    <View>
      <View className="gap">
        <TextButton
          id={`${id}-pick`}
          className={laid === null ? 'button' : 'button button-second'}
          onTap={() => void choose()}
        >
          {picked === null ? '选表格文件' : `换一个文件（现在是 ${picked.called}）`}
        </TextButton>
      </View>
      <UploadBar state={state} />
      <ActionError id={`${id}-put`} state={put.state} />
      {layOut.state.is === 'busy' && <View className="notice">正在看这个文件有哪些栏目…</View>}
      <ActionError id={`${id}-columns`} state={layOut.state} />
      {picked !== null && needsKey && (
        <KeyPart id={id} value={key} onType={setKey} onOpen={() => void look(picked.file, null)} />
      )}
      {picked !== null && laid !== null && (
        <FileColumns laid={laid} onChosen={(chosen) => void look(picked.file, chosen)}>
          {children}
          <View className="gap">
            <TextButton
              id={`${id}-load`}
              className={laid.readable && ready ? 'button' : 'button button-off'}
              onTap={() => void read()}
            >
              {goWords}
            </TextButton>
          </View>
        </FileColumns>
      )}
    </View>
  )
}

interface KeyPartProps {
  id: string
  value: string
  onType: (value: string) => void
  onOpen: () => void
}

/** The password of a file that came under one: for this time, and never kept. */
function KeyPart({ id, value, onType, onOpen }: KeyPartProps): ReactNode {
  return (
    <View>
      <FormField
        id={`${id}-key`}
        label="文件的打开密码"
        about="密码只用来打开这一次，不保存。"
        longest={128}
        value={value}
        wrong=""
        onType={onType}
      />
      <View className="gap">
        <TextButton id={`${id}-open`} className={value === '' ? 'button button-off' : 'button'} onTap={onOpen}>
          打开
        </TextButton>
      </View>
    </View>
  )
}
