import { Text, Textarea, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { PolicyDraft } from '../../../client/functions'
import { useStudioAction } from '../../../client/functions'
import { ActionError } from '../../../ui/answers'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

/** As many letters as the server takes. */
const LONGEST = 30_000

interface NewNoticeProps {
  view: PolicyDraft
  may: boolean
  onView: (view: PolicyDraft) => void
  onDone: () => void
}

/** The new notice's text is put in: what it says in the place of last year's sentences then stands in the forms. */
export function NewNotice({ view, may, onView, onDone }: NewNoticeProps): ReactNode {
  const [typed, setTyped] = useState(view.notice ?? '')
  const deed = useStudioAction('setNotice', `${view.draft} ${view.serial}`)
  const isNew = typed.trim() !== '' && typed.trim() !== view.notice
  const go = async (): Promise<void> => {
    if (!isNew) return onDone()
    const after = await deed.run({ draft: view.draft, serial: view.serial, notice: typed })
    if (after === null) return
    onView(after)
    onDone()
  }
  return (
    <Section id="draft-notice" title={`第一步：放进 ${view.year} 年度的通知`}>
      <View>把新通知的全文复制、粘贴到下面。放进去以后，通知里的新数、新日期会排到每一条旁边，您只要一条条核对。</View>
      <Textarea
        id="notice-text"
        className="field studio-textarea"
        value={typed}
        maxlength={LONGEST}
        disabled={!may}
        placeholder="在这里粘贴通知全文"
        onInput={(event) => {
          deed.changed()
          setTyped(event.detail.value)
        }}
        {...(process.env.TARO_ENV === 'h5' ? { nativeProps: { 'aria-label': '通知全文' } } : { ariaLabel: '通知全文' })}
      />
      <View className="gap">
        <TextButton id="notice-go" className="button" onTap={() => void go()}>
          {deed.state.is === 'busy'
            ? '正在对照'
            : isNew
              ? '放进去，开始核对'
              : typed === ''
                ? '没有全文，直接核对'
                : '去核对'}
        </TextButton>
      </View>
      <ActionError id="notice" state={deed.state} />
    </Section>
  )
}

/** The notice, with the sentences of what is being looked at marked and, in a wide window, in sight. */
export function NoticeText({ notice, quotes }: { notice: string; quotes: readonly string[] }): ReactNode {
  const lines = notice.split('\n').filter((line) => line.trim() !== '')
  const marked = quotes.join('\n')
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || marked === '') return
    const beside = document.getElementById('notice-beside')
    const mark = beside?.querySelector<HTMLElement>('.studio-mark')
    if (beside && mark) beside.scrollTop += mark.getBoundingClientRect().top - beside.getBoundingClientRect().top - 16
  }, [marked])
  return (
    <View id="notice-beside" className="card studio-notice">
      {lines.map((line, i) => (
        <View key={i} className="studio-line">
          {piecesOf(line, quotes).map(({ text, on }, at) => (
            <Text key={at} className={on ? 'studio-mark' : ''}>
              {text}
            </Text>
          ))}
        </View>
      ))}
    </View>
  )
}

/** A line cut where a quotation begins or ends. */
function piecesOf(line: string, quotes: readonly string[]): { text: string; on: boolean }[] {
  const on = Array.from(line, () => false)
  for (const quote of quotes) {
    const at = quote === '' ? -1 : line.indexOf(quote)
    if (at >= 0) on.fill(true, at, at + quote.length)
  }
  const pieces: { text: string; on: boolean }[] = []
  Array.from(line).forEach((letter, i) => {
    const last = pieces[pieces.length - 1]
    if (last !== undefined && last.on === on[i]) last.text += letter
    else pieces.push({ text: letter, on: on[i]! })
  })
  return pieces
}
