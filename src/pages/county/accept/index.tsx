import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CountyAnswers } from '../../../client/functions'
import { useCountyPlainAction, useVillage } from '../../../client/functions'
import { copyText } from '../../../client/phone'
import { ActionError, QueryView } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle, Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '我的编号和任命' })

/** Whoever was given a code takes the office as themself. */
export default function AcceptPage(): ReactNode {
  const deed = useCountyPlainAction('acceptAppointment')
  const [code, setCode] = useState('')
  const [taken, setTaken] = useState<CountyAnswers['acceptAppointment'] | null>(null)
  const accept = async (): Promise<void> => {
    if (code.trim() !== '') setTaken(await deed.run({ code: code.trim() }))
  }
  const home = (
    <TextButton
      id="accept-home"
      className="button button-second"
      onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}
    >
      回首页
    </TextButton>
  )
  if (taken !== null) {
    return (
      <Screen id="page-accept">
        <View id="accept-done">
          <QuestionTitle>任命好了</QuestionTitle>
          <View className="card">
            <View className="subtitle">
              {taken.regionName} · {taken.roleName}
            </View>
            <View className="gap">{taken.sentence}</View>
          </View>
        </View>
        <View className="buttons gap-big">{home}</View>
      </Screen>
    )
  }
  return (
    <Screen id="page-accept">
      <QuestionTitle>接受岗位任命</QuestionTitle>
      <View className="quiet">
        县医保经办机构当面给您的邀请码，填在这里。只有您这部手机、您本人的微信能用这个岗位。
      </View>
      <FormField id="accept-code" label="邀请码" longest={30} value={code} wrong="" onType={setCode} />
      <ActionError id="accept" state={deed.state} />
      <View className="buttons gap">
        <TextButton
          id="accept-send"
          className={code.trim() === '' ? 'button button-off' : 'button'}
          onTap={() => void accept()}
        >
          接受
        </TextButton>
        {home}
      </View>
      <MyNumber />
    </Screen>
  )
}

/** 我的编号: read out to the office, which sees the same beside one's name; it tells nothing else. */
function MyNumber(): ReactNode {
  const { asked, again } = useVillage('desk', {})
  return (
    <Section id="my-number" title="我的编号">
      <QueryView asked={asked} again={again} waitingFor="正在取编号" back={null}>
        {({ number, regionName, roleName }) => (
          <View>
            <View id="my-number-words" className="title">
              {number}
            </View>
            <TextButton id="my-number-copy" className="link" onTap={() => void copyText(number)}>
              复制
            </TextButton>
            <View className="quiet">
              {roleName === null ? '现在没有岗位。' : `现在的岗位：${regionName ?? ''}${roleName}。`}
              单位要核对是不是您，就把编号念给他们听。编号不能用来登录，也看不出您是谁。
            </View>
          </View>
        )}
      </QueryView>
    </Section>
  )
}
