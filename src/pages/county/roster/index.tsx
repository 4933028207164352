import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { CountyScreen } from '../../../county/county-screen'
import { RosterBatch } from '../../../county/roster-batch'

export default function RosterPage(): ReactNode {
  const { batch = '' } = useRouter<{ batch?: string }>().params
  return (
    <CountyScreen id='page-roster' title='名单核对'>
      {(desk) => <RosterBatch desk={desk} batch={decodeURIComponent(batch)} />}
    </CountyScreen>
  )
}
