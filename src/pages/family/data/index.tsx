import './delete-part.scss'
import './export-part.scss'
import Taro from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { EnrolmentAnswers, EnrolmentError } from '../../../client/functions'
import { askEnrolment, useEnrolmentAction } from '../../../client/functions'
import { forgetLastKnown } from '../../../client/last-known'
import { copyText } from '../../../client/phone'
import type { ActionState } from '../../../client/use-action'
import { BackToFamily } from '../parts'
import { ActionError, Waiting } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle, Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '我的资料' })

/** What is held about me: all of it to take away, and the way out. */
export default function DataPage(): ReactNode {
  return (
    <Screen id="page-data">
      <QuestionTitle>我的资料</QuestionTitle>
      <ExportPart />
      <DeletePart />
      <View className="gap-big">
        <BackToFamily second />
      </View>
    </Screen>
  )
}

const CONFIRM = '注销'

/** Deletes the account. What the word costs and what stays is said before it is typed. */
function DeletePart(): ReactNode {
  const [kept, setKept] = useState<readonly string[] | null>(null)
  const deed = useEnrolmentAction('deleteMe')
  const { typed, type, allWell, wrongOf } = useForm({ confirm: '' }, deed)

  const send = async (): Promise<void> => {
    if (!allWell({ confirm: typed.confirm.trim() === CONFIRM ? '' : `要注销，请先打上“${CONFIRM}”两个字。` })) return
    const done = await deed.run({ confirm: CONFIRM })
    if (done === null) return
    forgetLastKnown()
    setKept(done.kept)
  }
  if (kept !== null) return <Deleted kept={kept} />
  return (
    <Section id="delete" title="注销">
      <View>会删掉：您的绑定、您添的家人、消息、提醒的同意。</View>
      <View className="gap">会留着：参保和缴费的记录。法律要求经办机构保存，注销不影响您已经参的保。</View>
      <View className="gap">不想再让家人看到的，请先到“谁能看我的”里取消。</View>
      <View className="gap">绑错了人，也可以注销以后重新绑定。</View>
      <FormField
        id="delete-confirm"
        label={`真要注销，请打“${CONFIRM}”两个字`}
        longest={4}
        value={typed.confirm}
        wrong={wrongOf('confirm')}
        onType={type('confirm')}
      />
      {deed.state.is === 'busy' && <Waiting words="正在注销" />}
      <ActionError id="delete" state={deed.state} fields={['confirm']} />
      <View className="gap">
        <TextButton id="delete-send" className="button button-stop" onTap={() => void send()}>
          注销我的账号
        </TextButton>
      </View>
    </Section>
  )
}

function Deleted({ kept }: { kept: readonly string[] }): ReactNode {
  return (
    <Section id="deleted" title="已经注销">
      <View>您的绑定、您添的家人、消息和提醒的同意都删掉了。</View>
      {kept.length > 0 && <View className="gap strong">按规定还留着：</View>}
      {kept.map((words) => (
        <View key={words} className="row">
          {words}
        </View>
      ))}
      <View className="gap">
        <TextButton id="deleted-home" className="button" onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}>
          回首页
        </TextButton>
      </View>
    </Section>
  )
}

/** Everything held about me, to read here and to copy for keeping. */
function ExportPart(): ReactNode {
  const [state, setState] = useState<ActionState>({ is: 'idle' })
  const [mine, setMine] = useState<EnrolmentAnswers['exportMine'] | null>(null)

  const fetchMine = async (): Promise<void> => {
    if (state.is === 'busy') return
    setState({ is: 'busy' })
    try {
      const answer = await askEnrolment('exportMine', undefined)
      setState(answer.ok ? { is: 'idle' } : refused(answer.error))
      if (answer.ok) setMine(answer.data)
    } catch {
      setState({ is: 'unanswered' })
    }
  }
  return (
    <Section id="export" title="拿走一份">
      <View>您在这里的全部资料，可以看，也可以复制出去保存。里面有证件号码，别发到群里。</View>
      <View className="gap">
        <TextButton id="export-get" className="button" onTap={() => void fetchMine()}>
          {mine === null ? '看我的全部资料' : '重新取一份'}
        </TextButton>
      </View>
      {state.is === 'busy' && <Waiting words="正在整理您的资料" />}
      <ActionError id="export" state={state} />
      {mine !== null && <Exported mine={mine} />}
    </Section>
  )
}

const refused = (error: EnrolmentError): ActionState => ({ is: 'refused', error })

function Exported({ mine: { made, file } }: { mine: EnrolmentAnswers['exportMine'] }): ReactNode {
  return (
    <View id="export-done">
      <View className="gap strong">{dayInWords(made)}取的</View>
      <View className="gap">
        <TextButton
          id="export-copy"
          className="button button-second"
          onTap={() => void copyText(file, '已复制，可以粘贴保存')}
        >
          复制全部
        </TextButton>
      </View>
      <View className="export-file">
        <Text id="export-text" userSelect>
          {file}
        </Text>
      </View>
    </View>
  )
}
