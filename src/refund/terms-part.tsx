import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { RefundTerms } from '../cloud/payment'
import { WhyClause } from '../components/clause'
import { Section } from '../components/section'
import { StateWord, type Tone } from '../components/state-word'
import { Sum } from '../components/sum'
import { Words } from '../components/words'

/** For whom and how much, whether it can be asked today, and by which sentence of the notice. */
export function TermsPart({ terms }: { terms: RefundTerms }): ReactNode {
  const { person, year, amount, sentence, cite, quote } = terms
  const { tone, words } = headOf(terms)
  return (
    <Section id='refund-terms'>
      <View className='quiet'>{person.name}，{year} 年度</View>
      <Sum id='refund-amount' words={terms.before?.state === 'done' ? '退了' : '要退'} fen={amount} large />
      <StateWord tone={tone}>{words}</StateWord>
      {terms.before?.state === 'refused' && <View id='refund-refused' className='notice'>上次申请：{terms.before.words}</View>}
      <View id='refund-sentence' className='status-sentence'><Words>{sentence}</Words></View>
      {quote !== null && <WhyClause id='refund' ask='看原文' head={<View className='quiet'>依据通知{cite}</View>} source={{ cite, quote }} />}
    </Section>
  )
}

type RequestState = NonNullable<RefundTerms['before']>['state']

const UNDER_WAY: Readonly<Record<Exclude<RequestState, 'refused'>, Tone>> = { asked: 'wait', agreedOnce: 'wait', agreed: 'wait', sent: 'wait', done: 'good' }

/** The answer as one word: what became of a request, or else whether one can be made. */
function headOf({ before, possible, taken }: RefundTerms): { tone: Tone; words: string } {
  if (before !== null && before.state !== 'refused') return { tone: UNDER_WAY[before.state] ?? 'open', words: before.words }
  if (possible === null) return { tone: 'open', words: '通知没有写清楚' }
  return possible && taken ? { tone: 'good', words: '可以申请' } : { tone: 'stop', words: '不能申请' }
}
