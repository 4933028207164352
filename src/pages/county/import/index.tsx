import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { LedgerFile } from '../../../ui/ledger-file'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '导入台账' })

export default function ImportPage(): ReactNode {
  return (
    <CountyScreen id="page-import" title="导入参保台账">
      {(desk) => (desk.may.has('importResidents') ? <ImportPart desk={desk} /> : <View>您的岗位不能导入台账。</View>)}
    </CountyScreen>
  )
}

/** For the whole county, where each row names its village, or for one village. */
function ImportPart({ desk: { region, villages } }: { desk: CountyWorkplace }): ReactNode {
  const [village, setVillage] = useState<string | null>(null)
  const chip = (id: string | null, name: string): ReactNode => (
    <TextButton
      key={id ?? 'all'}
      id={`import-${id ?? 'all'}`}
      className={id === village ? 'chip chip-on' : 'chip'}
      role="radio"
      checked={id === village}
      onTap={() => setVillage(id)}
    >
      {name}
    </TextButton>
  )
  return (
    <View className="columns">
      <Section id="ledger-import" title="这份表是哪里的">
        <View className="chips">
          {chip(null, '全县的，每行写了村')}
          {villages.map(({ village: id, township, name }) => chip(id, `${township}${name}`))}
        </View>
        <LedgerFile key={village ?? 'all'} region={region} village={village} onDone={() => undefined} />
      </Section>
    </View>
  )
}
