import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { today } from '../../../client/days'
import { useStudioAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import { ActionError } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'
import type { PolicyDraft } from '../../../client/functions'

interface SignPartProps {
  view: PolicyDraft
  ready: boolean
  onView: (view: PolicyDraft) => void
}

/** Two officials sign; the second signature publishes. A published year is taken back by two as well. */
export function SignPart({ view, ready, onView }: SignPartProps): ReactNode {
  if (view.state === 'takenBack') return <View className="notice">这一份已经撤回，照原来的政策算。</View>
  if (view.state === 'published') return <TakeBack view={view} onView={onView} />
  return <Sign view={view} ready={ready} onView={onView} />
}

function Sign({ view, ready, onView }: SignPartProps): ReactNode {
  const [effective, setEffective] = useState(view.effective ?? today())
  const deed = useStudioAction('signDraft', `${view.draft} ${view.serial}`)
  const second = view.state === 'signed'
  const sign = async (): Promise<void> => {
    const what = second
      ? `签了以后，从 ${effective} 起全县都照这一份算。`
      : '签了以后，还要另一位县级经办人员签，才会发布。'
    const sure = await confirmed(second ? '签字并发布？' : '签字？', what, '签字')
    if (!sure) return
    const after = await deed.run({ draft: view.draft, serial: view.serial, effective })
    if (after !== null) onView(after)
  }
  return (
    <Section id="draft-sign" title="签字发布">
      <View>
        {second ? '第一位已经签了，等另一位县级经办人员来签。' : '要两位县级经办人员签字。第二位不能是第一位任命的。'}
      </View>
      <FormField
        id="sign-effective"
        label="从哪天起生效"
        longest={10}
        value={effective}
        wrong=""
        onType={(value) => {
          deed.changed()
          setEffective(value)
        }}
      />
      <View className="gap">
        {ready && (
          <TextButton id="sign-go" className="button" onTap={() => void sign()}>
            {deed.state.is === 'busy' ? '正在核对，要几秒' : second ? '我签第二个，发布' : '我签第一个'}
          </TextButton>
        )}
      </View>
      {!ready && <View className="quiet">上面要改的都改好以后才能签。</View>}
      <ActionError id="sign" state={deed.state} />
    </Section>
  )
}

function TakeBack({ view, onView }: Omit<SignPartProps, 'ready'>): ReactNode {
  const deed = useStudioAction('takeBack', view.draft)
  const take = async (): Promise<void> => {
    const sure = await confirmed('撤回这一份？', '两位都签了撤回以后，照发布以前的政策算。', '撤回')
    if (!sure) return
    const after = await deed.run({ draft: view.draft })
    if (after !== null) onView(after)
  }
  return (
    <Section id="draft-published" title="已经发布">
      <View>从 {view.effective} 起照这一份算。</View>
      <View className="quiet">编号：{view.edition}</View>
      <View className="gap">
        <TextButton id="take-back" className="button button-second" onTap={() => void take()}>
          撤回
        </TextButton>
      </View>
      <ActionError id="take-back" state={deed.state} />
    </Section>
  )
}
