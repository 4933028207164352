import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useVillage } from '../cloud/village'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { Tap } from '../components/tap'

/** The way to work, only for who holds an office: the server says so each time. Who was given a code takes the office here. */
export function WorkPart(): ReactNode {
  const { asked } = useVillage('desk', {})
  if (asked.is !== 'answered') return null
  const { role, roleName, regionName, villages } = asked.answer
  if (role === null) return <Tap id='go-accept' className='link gap' onTap={() => void goTo('/pages/county/accept/index')}>有岗位邀请码？点这里 ›</Tap>
  return (
    <Section id='work' title='工作'>
      <View>{regionName}，{roleName}</View>
      {role !== 'clerk' && <Tap id='go-county' className='button gap' onTap={() => void goTo('/pages/county/index')}>县里的工作</Tap>}
      {villages.length > 0 && <Tap id='go-village' className={role === 'clerk' ? 'button gap' : 'button button-second gap'} onTap={() => void goTo('/pages/village/index')}>村里的工作</Tap>}
    </Section>
  )
}
