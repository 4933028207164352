import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { useCounty, useCountyDeed, useCountyPlainDeed, type CountyAnswers } from '../cloud/county'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import type { CountyDesk } from './county-screen'
import { WorkBar } from './upload-part'
import { useRounds } from './use-rounds'

type Pair = CountyAnswers['duplicates']['pairs'][number]

/** People who are probably entered twice: looked for, and each pair settled by a person. */
export function DuplicatesPart({ desk: { region, may } }: { desk: CountyDesk }): ReactNode {
  const { asked, again } = useCounty('duplicates', { region, state: 'open', after: null })
  const find = useCountyPlainDeed('findDuplicates')
  const { at, go } = useRounds()

  const look = async (): Promise<void> => {
    let [after, looked]: [string | null, number] = [null, 0]
    const all = await go(async () => {
      const answer = await find.run({ region, after })
      if (answer === null) return null
      after = answer.next
      looked += answer.looked
      return { done: answer.next === null, at: looked, of: 0 }
    })
    if (all) again()
  }
  return (
    <Section id='duplicates' title='可能登记了两次的人'>
      {may.has('settleDuplicate') && <View className='buttons'><Tap id='find-duplicates' className='button button-second' onTap={() => void look()}>查找一遍</Tap></View>}
      {find.state.is === 'busy' && <WorkBar id='duplicates-looking' words={`已看过 ${at?.at ?? 0} 人`} done={0} of={0} />}
      <DeedSaid id='duplicates-find' state={find.state} />
      <AskedPart asked={asked} again={again} waitingFor='正在取' back={null}>
        {({ pairs, next }) => (
          <View>
            {pairs.length === 0 && <View className='quiet gap'>没有等着核实的。</View>}
            {pairs.map((pair) => <PairRow key={pair.pair} pair={pair} may={may.has('settleDuplicate')} onDone={again} />)}
            {next !== null && <View className='quiet gap'>还有更多，核实完上面的会接着出来。</View>}
          </View>
        )}
      </AskedPart>
    </Section>
  )
}

function PairRow({ pair: { pair, why, people }, may, onDone }: { pair: Pair; may: boolean; onDone: () => void }): ReactNode {
  const deed = useCountyDeed('settleDuplicate', pair)
  const [because, setBecause] = useState('')
  const settle = async (as: 'different' | 'same', leaves: string | null): Promise<void> => {
    if (because.trim() !== '' && (await deed.run({ pair, as, leaves, because: because.trim() })) !== null) onDone()
  }
  return (
    <View id={`pair-${pair}`} className='row'>
      <View className='strong'>{why}</View>
      {people.map(({ resident, name, tail, village, paid }) => <View key={resident}>{name}{tail === null ? '，没有号码' : ` 尾号 ${tail}`} · {village}{paid ? ' · 已缴费' : ''}</View>)}
      {may && (
        <View>
          <FormField id={`pair-because-${pair}`} label='怎么核实的' longest={100} value={because} wrong='' onType={(words) => { deed.changed(); setBecause(words) }} />
          <DeedSaid id={`pair-said-${pair}`} state={deed.state} />
          {because.trim() !== '' && (
            <View className='buttons gap'>
              <Tap id={`pair-different-${pair}`} className='button button-second' onTap={() => void settle('different', null)}>是两个人</Tap>
              {people.map(({ resident, village }) => <Tap key={resident} className='button button-second' onTap={() => void settle('same', resident)}>是一个人，去掉{village}的</Tap>)}
            </View>
          )}
        </View>
      )}
    </View>
  )
}
