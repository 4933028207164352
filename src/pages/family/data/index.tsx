import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { QuestionTitle } from '../../../components/question-title'
import { Screen } from '../../../components/screen'
import { BackToFamily } from '../../../family/back-to-family'
import { DeletePart } from '../../../family/delete-part'
import { ExportPart } from '../../../family/export-part'

/** What is held about me: all of it to take away, and the way out. */
export default function DataPage(): ReactNode {
  return (
    <Screen id='page-data'>
      <QuestionTitle>我的资料</QuestionTitle>
      <ExportPart />
      <DeletePart />
      <View className='gap-big'><BackToFamily second /></View>
    </Screen>
  )
}
