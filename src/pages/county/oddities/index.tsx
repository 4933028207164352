import type { ReactNode } from 'react'
import { CountyScreen } from '../../../county/county-screen'
import { OdditiesPart } from '../../../county/oddities-part'

export default function OdditiesPage(): ReactNode {
  return <CountyScreen id='page-oddities' title='没有订单的微信款'>{(desk) => <OdditiesPart desk={desk} />}</CountyScreen>
}
