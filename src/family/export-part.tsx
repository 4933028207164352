import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import { askEnrollment, type EnrollmentAnswers, type EnrollmentError } from '../cloud/enrollment'
import { copyText } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { DeedSaid } from '../asking/deed-said'
import type { DeedState } from '../asking/use-attempt'
import { Waiting } from '../asking/waiting'
import './export-part.scss'

/** Everything held about me, to read here and to copy for keeping. */
export function ExportPart(): ReactNode {
  const [state, setState] = useState<DeedState>({ is: 'idle' })
  const [mine, setMine] = useState<EnrollmentAnswers['exportMine'] | null>(null)

  const fetchMine = async (): Promise<void> => {
    if (state.is === 'busy') return
    setState({ is: 'busy' })
    try {
      const answer = await askEnrollment('exportMine', undefined)
      setState(answer.ok ? { is: 'idle' } : refused(answer.error))
      if (answer.ok) setMine(answer.data)
    } catch {
      setState({ is: 'unanswered' })
    }
  }
  return (
    <Section id='export' title='拿走一份'>
      <View>您在这里的全部资料，可以看，也可以复制出去保存。里面有证件号码，别发到群里。</View>
      <View className='gap'>
        <Tap id='export-get' className='button' onTap={() => void fetchMine()}>{mine === null ? '看我的全部资料' : '重新取一份'}</Tap>
      </View>
      {state.is === 'busy' && <Waiting words='正在整理您的资料' />}
      <DeedSaid id='export' state={state} />
      {mine !== null && <Exported mine={mine} />}
    </Section>
  )
}

const refused = (error: EnrollmentError): DeedState => ({ is: 'refused', error })

function Exported({ mine: { made, file } }: { mine: EnrollmentAnswers['exportMine'] }): ReactNode {
  return (
    <View id='export-done'>
      <View className='gap strong'>{sayDay(made)}取的</View>
      <View className='gap'><Tap id='export-copy' className='button button-second' onTap={() => void copyText(file, '已复制，可以粘贴保存')}>复制全部</Tap></View>
      <View className='export-file'><Text id='export-text' userSelect>{file}</Text></View>
    </View>
  )
}
