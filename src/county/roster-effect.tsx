import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { useCounty, type CountyAnswers } from '../cloud/county'
import { Section } from '../components/section'
import { Words } from '../components/words'
import { yuan } from '../result/money-words'
import { counted, Figure } from './figure'

export type Effect = CountyAnswers['rosterEffect']

/** What confirming would change, before anything is: in people, in money, and whose purse. */
export function RosterEffect({ batch, children }: { batch: string; children: (effect: Effect) => ReactNode }): ReactNode {
  const { asked, again } = useCounty('rosterEffect', { batch })
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在算登记以后的变化' back={null}>
      {(effect) => (
        <Section id='roster-effect' title='登记以后会有什么变化'>
          <View className='tallies'>
            <Figure id='effect-people' look='big' words='人会有变化' value={counted(effect.people)} />
            <Figure words='其中已经缴过，今年不变' value={counted(effect.keepYear)} />
            <Figure words='个人应缴合计，现在' value={`${yuan(effect.feeBefore)} 元`} />
            <Figure words='登记以后' value={`${yuan(effect.feeAfter)} 元`} />
          </View>
          {effect.groups.map(({ sentence }) => <View key={sentence} className='row'><Words>{sentence}</Words></View>)}
          {effect.funders.length > 0 && <View className='strong gap'>资助的钱由谁出</View>}
          {effect.funders.map(({ funder, people, before, after }) => (
            <View key={funder} className='row bar-head'><View>{funder}，{counted(people)} 人</View><View>{yuan(before)} 元 → <Text className='strong'>{yuan(after)} 元</Text></View></View>
          ))}
          <View className='gap'><Words>{effect.sentence}</Words></View>
          {children(effect)}
        </Section>
      )}
    </AskedPart>
  )
}
