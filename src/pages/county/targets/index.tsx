import type { ReactNode } from 'react'
import { CountyScreen } from '../../../county/county-screen'
import { TargetsPart } from '../../../county/targets-part'

export default function TargetsPage(): ReactNode {
  return (
    <CountyScreen id='page-targets' title='任务数'>
      {(desk) => <TargetsPart desk={desk} />}
    </CountyScreen>
  )
}
