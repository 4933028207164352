import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Receipt } from '../cloud/payment'
import { WhyClause } from '../components/clause'
import { Section } from '../components/section'
import { Words } from '../components/words'

/** What the receipt proves and what it does not, and where the paper is to be had that does. */
export function ProofPart({ notes }: Pick<Receipt, 'notes'>): ReactNode {
  return (
    <Section id='receipt-proof' title='它能证明什么，证明到哪里开'>
      {notes.map(({ text, cite, quote }, i) => (
        <View key={i} className='row'>
          {quote === null ? <Words>{text}</Words> : <WhyClause id={`proof-${i}`} ask='依据' head={<Words>{text}</Words>} source={{ cite, quote }} />}
        </View>
      ))}
    </Section>
  )
}
