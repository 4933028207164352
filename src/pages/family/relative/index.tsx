import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { currentSession } from '../../../client/checks'
import type { EnrolmentAnswers } from '../../../client/functions'
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

definePageConfig({ navigationBarTitleText: '添一位家人' })

const NOTHING = { relation: '', name: '', idNumber: '', householdCode: '' }
const FIELDS = Object.keys(NOTHING)
type Link = EnrolmentAnswers['askLink']

export default function RelativePage(): ReactNode {
  const [link, setLink] = useState<Link | null>(null)
  return (
    <Screen id="page-relative">
      {link === null ? <RelativeForm onLink={setLink} /> : <Added link={link} onMore={() => setLink(null)} />}
    </Screen>
  )
}

function RelativeForm({ onLink }: { onLink: (link: Link) => void }): ReactNode {
  const deed = useEnrolmentAction('askLink')
  const [empty] = useState(() => ({ ...NOTHING, relation: relationChecked() }))
  const { typed, type, allWell, wrongOf } = useForm(empty, deed)

  const send = async (): Promise<void> => {
    const { relation, name, idNumber } = typed
    if (!allWell({ ...wrongIn(typed, true), relation: relation === '' ? '请点一个，是您的什么人。' : '' })) return
    const code = typed.householdCode.trim()
    const link = await deed.run({
      relation,
      name: name.trim(),
      idNumber: bareNumber(idNumber),
      householdCode: code === '' ? null : code,
    })
    if (link !== null) onLink(link)
  }
  return (
    <View id="relative-form">
      <QuestionTitle>添一位家人</QuestionTitle>
      <View className="quiet">添上以后，能看到家人的参保，到日子也提醒您。家人随时可以收回。</View>
      <RelationChoice relation={typed.relation} wrong={wrongOf('relation')} onRelation={type('relation')} />
      <FormField
        id="relative-name"
        label="家人的姓名"
        hint="同身份证上一样"
        longest={NAME_LONGEST}
        value={typed.name}
        wrong={wrongOf('name')}
        onType={type('name')}
      />
      <FormField
        id="relative-number"
        label="家人的证件号码"
        about="孩子还没有号码的，填出生年月日，如 20220310。"
        kind="idcard"
        longest={NUMBER_LONGEST}
        value={typed.idNumber}
        wrong={wrongOf('idNumber')}
        remark={remarkOn(typed.idNumber)}
        onType={type('idNumber')}
      />
      <FormField
        id="relative-code"
        label="家庭码（没有可以不填）"
        about="填了马上能看；不填，要等家人同意或者村干部核实。"
        longest={CODE_LONGEST}
        value={typed.householdCode}
        wrong={wrongOf('householdCode')}
        onType={type('householdCode')}
      />
      <ScanCode id="relative-scan" onCode={type('householdCode')} />
      <WhereTheCodeIs id="relative-code" />
      <ActionError id="relative" state={deed.state} fields={FIELDS} />
      {deed.state.is === 'busy' && <Waiting words="正在核对" />}
      <View className="buttons gap">
        <TextButton id="relative-send" className="button" onTap={() => void send()}>
          {deed.state.is === 'unanswered' ? '再试一次' : '添上'}
        </TextButton>
        <BackToFamily second />
      </View>
    </View>
  )
}

function Added({ link: { person, relation, state, consent }, onMore }: { link: Link; onMore: () => void }): ReactNode {
  const waits = state === 'waiting'
  return (
    <View id="relative-done">
      <QuestionTitle>{waits ? '已发给对方，等对方同意' : '添好了'}</QuestionTitle>
      <View className="card">
        <PersonName person={person} relation={relation} />
        <View className="gap">
          {waits ? '家人本人在手机上同意，或者村干部核实以后，您就能看到。' : (consent ?? '')}
        </View>
      </View>
      <View className="buttons gap-big">
        <BackToFamily />
        <TextButton id="relative-more" className="button button-second" onTap={onMore}>
          再添一位
        </TextButton>
      </View>
    </View>
  )
}

const RELATIONS = ['母亲', '父亲', '妻子', '丈夫', '女儿', '儿子', '爷爷', '奶奶', '外公', '外婆', '亲戚'] as const

/** Whom one checked for last is whom one now adds, most likely: ticked already. '' = nobody was. */
function relationChecked(): string {
  const who = currentSession().value?.who ?? ''
  return (RELATIONS as readonly string[]).includes(who) ? who : ''
}

interface RelationChoiceProps {
  relation: string
  wrong: string
  onRelation: (relation: string) => void
}

/** What the relative is to me, so that I know whose card it is. */
function RelationChoice({ relation, wrong, onRelation }: RelationChoiceProps): ReactNode {
  return (
    <View className="gap">
      <View className="strong">是您的什么人</View>
      <View id="relation" className="chips">
        {RELATIONS.map((word, i) => (
          <TextButton
            key={word}
            id={`relation-${i}`}
            className={word === relation ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={word === relation}
            onTap={() => onRelation(word)}
          >
            {word}
          </TextButton>
        ))}
      </View>
      {wrong !== '' && (
        <View id="relation-wrong" className="notice notice-stop">
          {wrong}
        </View>
      )}
    </View>
  )
}
