import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { CountyScreen } from '../../../county/county-screen'
import { DuplicatesPart } from '../../../county/duplicates-part'
import { QualityPart } from '../../../county/quality-part'

export default function QualityPage(): ReactNode {
  return (
    <CountyScreen id='page-quality' title='资料质量'>
      {(desk) => (
        <View className='columns'>
          <QualityPart desk={desk} />
          {desk.may.has('duplicates') && <DuplicatesPart desk={desk} />}
        </View>
      )}
    </CountyScreen>
  )
}
