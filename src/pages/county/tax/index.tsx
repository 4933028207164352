import type { ReactNode } from 'react'
import { CountyScreen } from '../../../county/county-screen'
import { TaxPart } from '../../../county/tax-part'

export default function TaxPage(): ReactNode {
  return (
    <CountyScreen id='page-tax' title='税务文件对账'>
      {(desk) => <TaxPart desk={desk} />}
    </CountyScreen>
  )
}
