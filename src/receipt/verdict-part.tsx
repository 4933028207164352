import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { StateWord } from '../components/state-word'
import { Words } from '../components/words'
import type { Verdict } from './use-verifying'

/** What the server says of a receipt: by word and sign, not by colour alone. */
export function VerdictPart({ verdict: { genuine, sentence } }: { verdict: Verdict }): ReactNode {
  return (
    <View id='verdict' className={genuine ? 'notice notice-good' : 'notice notice-stop'}>
      <StateWord tone={genuine ? 'good' : 'stop'}>{genuine ? '是真的' : '不能当真'}</StateWord>
      <View id='verdict-sentence' className='status-sentence'><Words>{sentence}</Words></View>
    </View>
  )
}
