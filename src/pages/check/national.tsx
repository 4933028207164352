import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { nationally } from '../../../rules'
import { SEEN_WORDS } from '../../ui/notice'
import { Paragraph, Whole } from '../../ui/text'
import { AskHotline } from '../../ui/year-banner'

/** What the nation says of a year, clearly not the place's own; and whom to ask. */
export function NationalPart({ year }: { year: number }): ReactNode {
  const found = nationally(year)
  return (
    <View id="national" className="notice notice-calm">
      <View className="badge">全国的规定，不是您当地的</View>
      <View className="subtitle">
        <Whole>{`${year} 年度`}</Whole>
      </View>
      <View id="national-heading">
        <Paragraph>{found?.heading ?? `这里没有 ${year} 年度的全国规定，也没有您那里的通知。`}</Paragraph>
      </View>
      {found?.sentences.map(({ text, document, cite, seen }) => (
        <View key={text} className="row">
          <View className="strong">
            <Paragraph>{text}</Paragraph>
          </View>
          <View className="quiet">
            {document}
            {cite === null ? '' : ` ${cite}`}
            {seen === 'official' ? '' : `（${SEEN_WORDS[seen]}）`}
          </View>
        </View>
      ))}
      <AskHotline id="national-ask" />
    </View>
  )
}
