import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import type { CountyDesk } from './county-screen'

/** The county's rooms. `needs`: the row of the table of permissions without which there is nothing to see. */
const ROOMS = [
  { page: 'money', name: '资金', needs: 'money' },
  { page: 'targets', name: '任务数', needs: 'progress' },
  { page: 'rosters', name: '资助名单', needs: 'rosters' },
  { page: 'tax', name: '税务文件对账', needs: 'taxFiles' },
  { page: 'refunds', name: '退费和存疑付款', needs: 'decideRefund' },
  { page: 'oddities', name: '没有订单的微信款', needs: 'oddities' },
  { page: 'outside', name: '外面缴的补记', needs: 'recordPayment' },
  { page: 'quality', name: '资料质量', needs: 'dataQuality' },
  { page: 'people', name: '人员任命', needs: 'appointments' },
  { page: 'audit', name: '操作记录', needs: 'searchAudit' },
] as const

export function CountyRooms({ desk: { may, year } }: { desk: CountyDesk }): ReactNode {
  return (
    <Section id='county-rooms' title='要办什么'>
      <View className='buttons'>
        {ROOMS.filter(({ needs }) => may.has(needs)).map(({ page, name }) => (
          <Tap key={page} id={`go-${page}`} className='button button-second' onTap={() => void goTo(`/pages/county/${page}/index?year=${year}`)}>{name}</Tap>
        ))}
      </View>
    </Section>
  )
}
