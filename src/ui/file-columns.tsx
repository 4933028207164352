import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ChosenColumns, LaidColumn, LaidFile, LaidSheet } from './columns-choice'
import { headsIn, withColumn, withSheet } from './columns-choice'
import { LeftRows, samplesOf, Unclear, Unread } from './file-unread'
import { TextButton } from './tap'
import { Section } from './text'

interface FileColumnsProps {
  laid: LaidFile
  onChosen: (chosen: ChosenColumns) => void
  /** Below it: what goes on with the file, and what became of the last try. */
  children: ReactNode
}

/** 对一对栏目: whose columns are which of ours, what is not read and why, before anything of a file is taken. */
export function FileColumns({ laid, onChosen, children }: FileColumnsProps): ReactNode {
  const { readable, isDecided, decided, sheets, hidden, struck, notes } = laid
  const heads = headsIn(sheets.filter(({ why, lacking }) => why === null || lacking.length > 0))
  return (
    <Section id="file-columns" title="先对一对栏目，还没有录入">
      {readable ? (
        <View className="notice notice-good">
          {isDecided ? '这样的表以前对过，下面照上次的读法。' : '要用的栏目都找到了。请看看对不对，不对的点一下改。'}
        </View>
      ) : (
        <View id="columns-lacking" className="notice notice-stop">
          要用的栏目没有找全。请在下面点“要选一栏”，告诉我们是您表里的哪一栏。
        </View>
      )}
      {sheets.length > 1 && <Sheets sheets={sheets} onRead={(name, is) => onChosen(withSheet(decided, name, is))} />}
      {heads.map((sheet) => (
        <Head
          key={sheet.name}
          sheet={sheet}
          named={heads.length > 1}
          ours={laid.ours}
          onColumn={(field, key) => onChosen(withColumn(decided, sheets, field, key))}
        />
      ))}
      <Unclear
        id="hidden"
        words={`有 ${hidden} 行是隐藏或者筛掉的`}
        rows={hidden}
        meant={decided.hidden}
        onMeant={(meant) => onChosen({ ...decided, hidden: meant })}
      />
      <Unclear
        id="struck"
        words={`有 ${struck} 行划了删除线`}
        rows={struck}
        meant={decided.struck}
        onMeant={(meant) => onChosen({ ...decided, struck: meant })}
      />
      <LeftRows left={laid.left} />
      {notes.map((words) => (
        <View key={words} className="notice">
          {words}
        </View>
      ))}
      {children}
    </Section>
  )
}

function Sheets({
  sheets,
  onRead,
}: {
  sheets: readonly LaidSheet[]
  onRead: (name: string, isRead: boolean) => void
}): ReactNode {
  return (
    <View>
      <View className="strong gap">有 {sheets.length} 张工作表</View>
      {sheets.map(({ name, rows, why, columns }, at) => {
        const isLeft = why !== null
        return (
          <View key={name} id={`sheet-${at}`} className="row">
            <View className="bar-head">
              <View className="strong">{name}</View>
              <View className="badge">{isLeft ? '不读' : `读，${rows} 行`}</View>
            </View>
            {isLeft && <View className="quiet">{why}</View>}
            {columns.length > 0 && (
              <TextButton
                className="link"
                label={`${name}，${isLeft ? '要读' : '不要读'}`}
                onTap={() => onRead(name, isLeft)}
              >
                {isLeft ? '这张要读 ›' : '这张不要读 ›'}
              </TextButton>
            )}
          </View>
        )
      })}
    </View>
  )
}

interface HeadProps {
  sheet: LaidSheet
  /** There are others beside it. */
  named: boolean
  ours: LaidFile['ours']
  onColumn: (field: string, key: string | null) => void
}

function Head({ sheet: { name, headRow, columns }, named, ours, onColumn }: HeadProps): ReactNode {
  const [open, setOpen] = useState<string | null>(null)
  const found = (field: string): LaidColumn | undefined => columns.find((one) => one.field === field)
  const needs = (either: string | null): boolean =>
    either !== null && !ours.some((one) => one.either === either && found(one.field) !== undefined)
  const shown = ours.filter(({ field, either }) => found(field) !== undefined || needs(either))
  const missing = ours.filter((one) => !shown.includes(one))
  const choose = (field: string, key: string | null): void => {
    setOpen(null)
    onColumn(field, key)
  }
  return (
    <View>
      <View className="quiet gap">
        {named ? `“${name}”，` : ''}表头在第 {headRow} 行。左边是我们要的，右边是您表里的。
      </View>
      {shown.map(({ field, name: called, either }) => (
        <OurColumn
          key={field}
          field={field}
          called={called}
          either={either}
          column={found(field)}
          columns={columns}
          open={open === field}
          onOpen={() => setOpen(open === field ? null : field)}
          onChoose={(key) => choose(field, key)}
        />
      ))}
      {missing.length > 0 && (
        <View>
          <View className="quiet gap">表里没有也可以的栏目，有的话点一下选：</View>
          <View className="chips">
            {missing.map(({ field, name: called }) => (
              <TextButton key={field} className={open === field ? 'chip chip-on' : 'chip'} onTap={() => setOpen(field)}>
                {called}
              </TextButton>
            ))}
          </View>
          {missing.some(({ field }) => field === open) && open !== null && (
            <Choices columns={columns} chosen={null} onChoose={(key) => choose(open, key)} />
          )}
        </View>
      )}
      <Unread columns={columns.filter(({ field }) => field === null)} />
    </View>
  )
}

interface OurColumnProps {
  field: string
  called: string
  /** Of which one is needed. */
  either: string | null
  column: LaidColumn | undefined
  columns: readonly LaidColumn[]
  open: boolean
  onOpen: () => void
  onChoose: (key: string | null) => void
}

function OurColumn({ field, called, either, column, columns, open, onOpen, onChoose }: OurColumnProps): ReactNode {
  return (
    <View id={`our-${field}`} className={column === undefined ? 'row notice-stop' : 'row'}>
      <View className="bar-head">
        <View className="strong">{called}</View>
        <TextButton
          id={`choose-${field}`}
          className="link"
          label={`${called}：${column === undefined ? '要选一栏' : `现在是${column.heading}，改`}`}
          expanded={open}
          onTap={onOpen}
        >
          {column === undefined ? '要选一栏' : `← ${column.heading}`} ›
        </TextButton>
      </View>
      {column === undefined && either !== null && either.includes('或') && (
        <View className="quiet">{either}，有一栏就行</View>
      )}
      {column !== undefined && <View className="quiet">{samplesOf(column)}</View>}
      {open && <Choices columns={columns} chosen={column?.key ?? null} onChoose={onChoose} />}
    </View>
  )
}

function Choices({
  columns,
  chosen,
  onChoose,
}: {
  columns: readonly LaidColumn[]
  chosen: string | null
  onChoose: (key: string | null) => void
}): ReactNode {
  return (
    <View className="chips">
      {columns.map(({ key, heading }) => (
        <TextButton
          key={key}
          className={key === chosen ? 'chip chip-on' : 'chip'}
          role="radio"
          checked={key === chosen}
          onTap={() => onChoose(key)}
        >
          {heading}
        </TextButton>
      ))}
      {chosen !== null && (
        <TextButton className="chip" role="radio" checked={false} onTap={() => onChoose(null)}>
          都不是
        </TextButton>
      )}
    </View>
  )
}
