import type { ReactNode } from 'react'
import { AuditPart } from '../../../county/audit-part'
import { CountyScreen } from '../../../county/county-screen'

export default function AuditPage(): ReactNode {
  return (
    <CountyScreen id='page-audit' title='操作记录'>
      {({ region }) => <AuditPart region={region} />}
    </CountyScreen>
  )
}
