import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { today } from '../clock/civil-days'
import { useCountyPlainDeed, type CountyAnswers } from '../cloud/county'
import { DayEntry } from '../components/day-entry'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { pickFile, type PickedFile } from '../files/pick-file'
import { useUpload } from '../files/use-upload'
import type { CountyDesk } from './county-screen'
import { UploadBar, WorkBar } from './upload-part'
import { useRounds } from './use-rounds'

export type Roster = CountyAnswers['rosters']['rosters'][number]

interface RosterUploadProps {
  desk: CountyDesk
  roster: Roster
  /** The batch that came of it, read and checked. */
  onRead: (batch: string) => void
}

/** One list from its certifier: from whom, confirmed when, the file, and its key where it is encrypted. */
export function RosterUpload({ desk: { region, year }, roster, onRead }: RosterUploadProps): ReactNode {
  const put = useCountyPlainDeed('putRosterPart')
  const read = useCountyPlainDeed('readRoster')
  const { state, send } = useUpload((file, part) => put.run({ region, file, ...part }))
  const { at, go } = useRounds()
  const [certifier, setCertifier] = useState(roster.certifiers.length === 1 ? roster.certifiers[0]! : '')
  const [day, setDay] = useState<string | null>(today())
  const [picked, setPicked] = useState<PickedFile | null>(null)
  const [key, setKey] = useState('')
  const ready = certifier !== '' && day !== null && picked !== null

  const load = async (): Promise<void> => {
    if (!ready) return
    const file = await send(picked)
    if (file === null) return
    let batch = ''
    const done = await go(async () => {
      const answer = await read.run({ region, year, roster: roster.roster, certifier, confirmedOn: day, file, key: key === '' ? null : key })
      if (answer === null) return null
      batch = answer.batch
      return { done: answer.done, at: answer.checked, of: answer.rows }
    })
    if (done) onRead(batch)
  }
  return (
    <Section id='roster-upload' title={roster.from}>
      {roster.certifiers.length > 1 && (
        <View className='chips'>
          {roster.certifiers.map((one) => <Tap key={one} className={one === certifier ? 'chip chip-on' : 'chip'} role='radio' checked={one === certifier} onTap={() => setCertifier(one)}>{one}</Tap>)}
        </View>
      )}
      <View className='strong gap'>认定部门哪天确认的</View>
      <DayEntry id='roster-day' value={day} earliest='2020-01-01' latest={today()} onDay={setDay} />
      <View className='quiet gap'>表里要有：{roster.columns.map(({ heading, required }) => `${heading}${required ? '' : '（可以没有）'}`).join('、')}</View>
      {roster.encrypted && <View className='notice'>通知要求加密报送：请用加密的文件，把口令填在下面。口令只用来打开这一次，不保存。</View>}
      <View className='gap'>
        <Tap id='roster-pick' className='button button-second' onTap={() => void pickFile(['xlsx', 'csv', 'zip']).then((file) => { if (file !== null) setPicked(file) })}>{picked === null ? '选表格文件' : picked.name}</Tap>
      </View>
      <FormField id='roster-key' label='文件口令（没有加密就不填）' longest={128} value={key} wrong='' onType={setKey} />
      <UploadBar state={state} />
      {read.state.is === 'busy' && <WorkBar id='roster-reading' words='正在逐行核对' done={at?.at ?? 0} of={at?.of ?? 0} />}
      <DeedSaid id='roster-put' state={put.state} />
      <DeedSaid id='roster-read' state={read.state} />
      <View className='gap'><Tap id='roster-load' className={ready ? 'button' : 'button button-off'} onTap={() => void load()}>上传并核对（先不登记）</Tap></View>
    </Section>
  )
}
