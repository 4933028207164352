import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { useEnrollmentDeed } from '../cloud/enrollment'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { useForm } from '../asking/use-form'
import { Waiting } from '../asking/waiting'
import './delete-part.scss'

const CONFIRM = '注销'

/** Deletes the account. What the word costs and what stays is said before it is typed. */
export function DeletePart(): ReactNode {
  const [kept, setKept] = useState<readonly string[] | null>(null)
  const deed = useEnrollmentDeed('deleteMe')
  const { typed, type, allWell, wrongOf } = useForm({ confirm: '' }, deed)

  const send = async (): Promise<void> => {
    if (!allWell({ confirm: typed.confirm.trim() === CONFIRM ? '' : `要注销，请先打上“${CONFIRM}”两个字。` })) return
    const done = await deed.run({ confirm: CONFIRM })
    if (done !== null) setKept(done.kept)
  }
  if (kept !== null) return <Deleted kept={kept} />
  return (
    <Section id='delete' title='注销'>
      <View>会删掉：您的绑定、您添的家人、消息、提醒的同意。</View>
      <View className='gap'>会留着：参保和缴费的记录。法律要求经办机构保存，注销不影响您已经参的保。</View>
      <View className='gap'>不想再让家人看到的，请先到“谁能看谁的”里取消。</View>
      <View className='gap'>绑错了人，也可以注销以后重新绑定。</View>
      <FormField id='delete-confirm' label={`真要注销，请打“${CONFIRM}”两个字`} longest={4} value={typed.confirm} wrong={wrongOf('confirm')} onType={type('confirm')} />
      {deed.state.is === 'busy' && <Waiting words='正在注销' />}
      <DeedSaid id='delete' state={deed.state} fields={['confirm']} />
      <View className='gap'><Tap id='delete-send' className='button button-stop' onTap={() => void send()}>注销我的账号</Tap></View>
    </Section>
  )
}

function Deleted({ kept }: { kept: readonly string[] }): ReactNode {
  return (
    <Section id='deleted' title='已经注销'>
      <View>您的绑定、您添的家人、消息和提醒的同意都删掉了。</View>
      {kept.length > 0 && <View className='gap strong'>按规定还留着：</View>}
      {kept.map((words) => <View key={words} className='row'>{words}</View>)}
      <View className='gap'><Tap id='deleted-home' className='button' onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}>回首页</Tap></View>
    </Section>
  )
}
