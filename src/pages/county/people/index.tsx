import type { ReactNode } from 'react'
import { AppointmentsPart } from '../../../county/appointments-part'
import { CountyScreen } from '../../../county/county-screen'

export default function PeoplePage(): ReactNode {
  return (
    <CountyScreen id='page-people' title='人员任命'>
      {(desk) => <AppointmentsPart desk={desk} />}
    </CountyScreen>
  )
}
