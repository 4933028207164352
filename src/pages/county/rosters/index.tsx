import type { ReactNode } from 'react'
import { CountyScreen } from '../../../county/county-screen'
import { RostersPart } from '../../../county/rosters-part'

export default function RostersPage(): ReactNode {
  return (
    <CountyScreen id='page-rosters' title='资助名单'>
      {(desk) => <RostersPart desk={desk} />}
    </CountyScreen>
  )
}
