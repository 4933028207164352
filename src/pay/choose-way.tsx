import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { QuotedPerson } from '../cloud/payment'
import { Choice } from '../components/choice'
import { Section } from '../components/section'
import { Words } from '../components/words'
import { closedWays, type OfferedWay } from './ways'

interface ChooseWayProps {
  people: readonly QuotedPerson[]
  ways: readonly OfferedWay[]
  chosen: OfferedWay | undefined
  onChoose: (id: string) => void
}

/** 怎么交: what is open to all of them; below, what is not, and why. */
export function ChooseWay({ people, ways, chosen, onChoose }: ChooseWayProps): ReactNode {
  const closed = closedWays(people)
  return (
    <Section id='pay-ways' title='怎么交'>
      {ways.map(({ id, name, about }) => <Choice key={id} id={`way-${id}`} label={name} hint={about} on={id === chosen?.id} onTap={() => onChoose(id)} />)}
      {closed.length > 0 && <View className='strong gap'>下面的办法用不了</View>}
      {closed.map(({ id, name, because }) => (
        <View key={id} id={`closed-${id}`} className='row'>
          <View>{name}</View>
          <View className='quiet'><Words>{because}</Words></View>
        </View>
      ))}
    </Section>
  )
}
