import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { askCounty, useCountyDeed, type CountyAnswers } from '../cloud/county'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { fetchParts } from '../files/file-parts'
import { saveFile } from '../files/save-file'

/** The report for the certifier, with names and numbers in full: audited, and under a key where the list came under one. */
export function RosterSheet({ batch: { batch, sentBack } }: { batch: CountyAnswers['rosterBatch'] }): ReactNode {
  const deed = useCountyDeed('rosterSheet', batch)
  const [key, setKey] = useState('')
  const [said, setSaid] = useState('')

  const make = async (which: 'all' | 'sentBack'): Promise<void> => {
    deed.changed()
    setSaid('')
    const made = await deed.run({ batch, which, key: key === '' ? null : key })
    if (made === null) return
    try {
      await saveFile(made.fileName, await fetchParts(made.parts, (part) => askCounty('rosterSheetPart', { batch, file: made.file, part })))
      setSaid(`已存好：${made.fileName}，${made.rows} 行`)
    } catch {
      setSaid('表做好了，没有取下来。请看看网络和手机空间，再点一次。')
    }
  }
  return (
    <Section id='roster-sheet' title='退给认定部门'>
      <View className='quiet'>表里有姓名和证件号码全文，导出会记下是谁导的。</View>
      <FormField id='sheet-key' label='加密口令（名单加密来的，退回也要加密）' longest={128} value={key} wrong='' onType={(words) => { deed.changed(); setKey(words) }} />
      <DeedSaid id='roster-sheet' state={deed.state} />
      <View className='buttons gap'>
        {sentBack > 0 && <Tap id='sheet-back' className='button button-second' onTap={() => void make('sentBack')}>导出要退回的 {sentBack} 行</Tap>}
        <Tap id='sheet-all' className='button button-second' onTap={() => void make('all')}>导出全部结果</Tap>
      </View>
      {said !== '' && <View className='notice notice-good'>{said}</View>}
    </Section>
  )
}
