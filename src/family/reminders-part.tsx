import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { useEnrollmentDeed } from '../cloud/enrollment'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { isRecord } from '../saved/phone-storage'
import { DeedSaid } from '../asking/deed-said'

type Consents = Record<string, 'accept' | 'reject' | 'ban' | 'filter'>
const ANSWERS: readonly unknown[] = ['accept', 'reject', 'ban', 'filter']
/** WeChat asks for three at a time at most. */
const TEMPLATES_MAX = 3

/** Where reminders come: always here; to WeChat as well, one for each consent, which WeChat itself asks for after a tap. */
export function RemindersPart({ templates }: { templates: readonly string[] }): ReactNode {
  const deed = useEnrollmentDeed('recordConsents')
  const [answers, setAnswers] = useState<Consents | null>(null)
  const [said, setSaid] = useState('')

  const record = async (consents: Consents): Promise<void> => {
    if ((await deed.run({ answers: consents })) === null) return
    setAnswers(null)
    setSaid(Object.values(consents).includes('accept') ? '好了，下一次提醒会发到您的微信。' : '没有打开。提醒仍然放在“看消息”里。')
  }
  const ask = async (): Promise<void> => {
    // An answer that did not reach the server is sent again, not asked for again.
    const consents = answers ?? (await consentsTo(templates.slice(0, TEMPLATES_MAX)))
    if (consents === null) return setSaid('微信没有问成。请在微信里右上角“…”的“设置”里打开订阅消息，再点一次。')
    setAnswers(consents)
    await record(consents)
  }
  const inWechat = process.env.TARO_ENV === 'weapp' && templates.length > 0
  return (
    <Section id='reminders' title='到日子提醒我'>
      <View>该交费的前 7 天和前 1 天，会有一条消息放在“看消息”里。</View>
      {inWechat && (
        <View>
          <View className='gap'>也可以发到您的微信：点一次“允许”，发一条。</View>
          <View className='gap'><Tap id='allow-messages' className='button button-second' onTap={() => void ask()}>也发到我的微信</Tap></View>
        </View>
      )}
      {said !== '' && <View id='reminders-said' className='notice notice-calm'>{said}</View>}
      <DeedSaid id='reminders' state={deed.state} />
    </Section>
  )
}

/** What the user answered, by template; null = WeChat did not ask. */
async function consentsTo(templates: readonly string[]): Promise<Consents | null> {
  try {
    // `entityIds`, which the type asks for, is Alipay's.
    const answered: unknown = await Taro.requestSubscribeMessage({ tmplIds: [...templates] } as Taro.requestSubscribeMessage.Option)
    if (!isRecord(answered)) return null
    const mine = Object.entries(answered).filter((entry): entry is [string, Consents[string]] => templates.includes(entry[0]) && ANSWERS.includes(entry[1]))
    return mine.length === 0 ? null : Object.fromEntries(mine)
  } catch {
    return null
  }
}
