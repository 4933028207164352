import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { Waiting } from '../asking/waiting'
import { askCounty, useCountyDeed, type CountyRequests } from '../cloud/county'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { fetchParts } from '../files/file-parts'
import { saveFile } from '../files/save-file'
import type { CountyDesk } from './county-screen'

type Sheet = CountyRequests['exportSheet']['sheet']

const SHEETS: readonly { sheet: Sheet; name: string }[] = [
  { sheet: 'progress', name: '征收进度表' }, { sheet: 'weeks', name: '逐周进度表' }, { sheet: 'unpaid', name: '各村未缴人数表' }, { sheet: 'money', name: '资金表' },
]

/** Everything on these pages as spreadsheets, made anew on each tap. */
export function ExportPart({ desk }: { desk: CountyDesk }): ReactNode {
  return (
    <Section id='exports' title='导出表格'>
      <View className='quiet'>只有人数和金额，没有个人信息。</View>
      {SHEETS.map(({ sheet, name }) => <ExportRow key={sheet} desk={desk} sheet={sheet} name={name} />)}
    </Section>
  )
}

function ExportRow({ desk: { region, year }, sheet, name }: { desk: CountyDesk; sheet: Sheet; name: string }): ReactNode {
  const deed = useCountyDeed('exportSheet', `${region} ${year} ${sheet}`)
  const [said, setSaid] = useState('')

  const make = async (): Promise<void> => {
    setSaid('')
    const made = await deed.run({ region, year, sheet, format: 'xlsx' })
    if (made === null) return
    try {
      await saveFile(made.name, await fetchParts(made.parts, (part) => askCounty('exportPart', { region, file: made.file, part })))
      setSaid(`已存好：${made.name}`)
    } catch {
      setSaid('表做好了，没有取下来。请看看网络和手机空间，再点一次。')
    }
  }
  return (
    <View className='row'>
      <Tap id={`export-${sheet}`} className='button button-second' onTap={() => void make()}>{name}</Tap>
      {deed.state.is === 'busy' && <Waiting words='正在做表' />}
      <DeedSaid id={`export-${sheet}`} state={deed.state} />
      {said !== '' && <View className='notice notice-good'>{said}</View>}
    </View>
  )
}
