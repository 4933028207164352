import type { ReactNode } from 'react'
import { CountyRooms } from '../../county/county-rooms'
import { CountyScreen } from '../../county/county-screen'
import { ProgressPart } from '../../county/progress-part'

/** 县里的工作: how far the collection is, and the way to everything that the county does. */
export default function CountyPage(): ReactNode {
  return (
    <CountyScreen id='page-county' title='征收进度' back={false}>
      {(desk) => (
        <ProgressPart desk={desk} township={null}>
          <CountyRooms desk={desk} />
        </ProgressPart>
      )}
    </CountyScreen>
  )
}
