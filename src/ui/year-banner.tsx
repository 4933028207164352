import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { YearNotice } from '../client/years'
import { callPhone } from '../client/phone'
import { TextButton } from './tap'
import { Paragraph } from './text'

/** The nation's line for all questions of medical insurance. */
export const HOTLINE = '12393'

/** Above everything: the answer below is of no use today. */
export function YearBanner({ notice, children }: { notice: YearNotice; children?: ReactNode }): ReactNode {
  return (
    <View id="year-banner" className="notice notice-stop">
      <View id="year-banner-title" className="subtitle">
        <Paragraph>{notice.title}</Paragraph>
      </View>
      <View>
        <Paragraph>{notice.words}</Paragraph>
      </View>
      {children}
      <AskHotline id="year-ask" />
    </View>
  )
}

export function AskHotline({ id }: { id: string }): ReactNode {
  return (
    <View className="gap">
      <TextButton id={id} className="button button-second" onTap={() => void callPhone(HOTLINE)}>
        打 {HOTLINE} 问（全国医保热线）
      </TextButton>
    </View>
  )
}
