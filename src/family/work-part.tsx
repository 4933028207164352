import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useVillage } from '../cloud/village'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { Tap } from '../components/tap'

/** The way to work, only for who holds an office: the server says so each time. Nothing is shown while it is not known. */
export function WorkPart(): ReactNode {
  const { asked } = useVillage('desk', {})
  if (asked.is !== 'answered' || asked.answer.role === null) return null
  const { roleName, regionName, villages } = asked.answer
  return (
    <Section id='work' title='工作'>
      <View>{regionName}，{roleName}</View>
      {villages.length > 0 && <Tap id='go-village' className='button gap' onTap={() => void goTo('/pages/village/index')}>村里的工作</Tap>}
    </Section>
  )
}
