import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Person } from '../../../client/functions'
import { useEnrolmentAction } from '../../../client/functions'
import { BackToFamily, WhereTheCodeIs } from '../parts'
import { PersonName } from '../person'
import { ScanCode } from '../scan-code'
import { ActionError, Waiting } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { bareNumber, CODE_LONGEST, NAME_LONGEST, NUMBER_LONGEST, remarkOn, wrongIn } from '../../../ui/identity-form'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '绑定我本人' })

const NOTHING = { name: '', idNumber: '', code: '' }
const FIELDS = Object.keys(NOTHING)

export default function BindPage(): ReactNode {
  const [bound, setBound] = useState<Person | null>(null)
  return <Screen id="page-bind">{bound === null ? <BindForm onBound={setBound} /> : <Bound person={bound} />}</Screen>
}

function BindForm({ onBound }: { onBound: (person: Person) => void }): ReactNode {
  const deed = useEnrolmentAction('bindSelf')
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, deed)

  const send = async (): Promise<void> => {
    const code = typed.code.trim()
    if (!allWell({ ...wrongIn(typed), code: code === '' ? '请填码。没有的话，点下面“码在哪里”。' : '' })) return
    const done = await deed.run({ name: typed.name.trim(), idNumber: bareNumber(typed.idNumber), code })
    if (done !== null) onBound(done.person)
  }
  return (
    <View id="bind-form">
      <QuestionTitle>绑定我本人</QuestionTitle>
      <View className="quiet">填三样，这部手机就能看到您自己的参保。号码只用来核对，加密保存。</View>
      <FormField
        id="bind-name"
        label="姓名"
        hint="同身份证上一样"
        longest={NAME_LONGEST}
        value={typed.name}
        wrong={wrongOf('name')}
        onType={type('name')}
      />
      <FormField
        id="bind-number"
        label="证件号码"
        kind="idcard"
        longest={NUMBER_LONGEST}
        value={typed.idNumber}
        wrong={wrongOf('idNumber')}
        remark={remarkOn(typed.idNumber)}
        onType={type('idNumber')}
      />
      <FormField
        id="bind-code"
        label="家庭码"
        about="印在村里发的纸上；也可以填村干部当面给您的码。"
        longest={CODE_LONGEST}
        value={typed.code}
        wrong={wrongOf('code')}
        onType={type('code')}
      />
      <ScanCode id="bind-scan" onCode={type('code')} />
      <WhereTheCodeIs id="bind-code" />
      <ActionError id="bind" state={deed.state} fields={FIELDS} />
      {deed.state.is === 'busy' && <Waiting words="正在核对" />}
      <View className="buttons gap">
        <TextButton id="bind-send" className="button" onTap={() => void send()}>
          {deed.state.is === 'unanswered' ? '再试一次' : '核对并绑定'}
        </TextButton>
        <BackToFamily second />
      </View>
    </View>
  )
}

function Bound({ person }: { person: Person }): ReactNode {
  return (
    <View id="bind-done">
      <QuestionTitle>绑好了</QuestionTitle>
      <View className="card">
        <PersonName person={person} relation="本人" />
      </View>
      <View className="gap-big">
        <BackToFamily />
      </View>
    </View>
  )
}
