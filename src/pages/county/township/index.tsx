import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { CountyScreen } from '../county-page'
import { ProgressPart } from '../progress'

definePageConfig({ navigationBarTitleText: '乡镇进度' })

/** One township, village by village. */
export default function TownshipPage(): ReactNode {
  const { township = '' } = useRouter<{ township?: string }>().params
  const name = decodeURIComponent(township)
  return (
    <CountyScreen id="page-township" title={name}>
      {(desk) => <ProgressPart desk={desk} township={name} />}
    </CountyScreen>
  )
}
