import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { DeedSaid } from '../asking/deed-said'
import { sayDay } from '../clock/civil-days'
import { usePayment, usePaymentPlainDeed, type PaymentAnswers } from '../cloud/payment'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { pickFile } from '../files/pick-file'
import { useUpload } from '../files/use-upload'
import type { CountyDesk } from './county-screen'
import { counted } from './figure'
import { TaxRows } from './tax-rows'
import { UploadBar, WorkBar } from './upload-part'
import { useRounds } from './use-rounds'

type TaxFile = PaymentAnswers['taxFiles']['files'][number]
const STATES: Readonly<Record<TaxFile['state'], string>> = { reading: '正在读取', matching: '正在核对', done: '核对完了' }

/** The tax office's files: one to be loaded, how far each is, and what in them waits for a person. */
export function TaxPart({ desk }: { desk: CountyDesk }): ReactNode {
  const { region, may } = desk
  const { asked, again } = usePayment('taxFiles', { region })
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <View className='columns'>
      <View>
        {may.has('importTaxFile') && <TaxUpload region={region} onRead={again} />}
        <AskedPart asked={asked} again={again} waitingFor='正在取税务文件' back={null}>
          {({ files }) => (
            <Section id='tax-files' title='导入过的文件'>
              {files.length === 0 && <View className='quiet'>还没有导入过。</View>}
              {files.map((file) => <FileRow key={file.taxFile} file={file} chosen={file.taxFile === chosen} onTap={() => setChosen(file.taxFile)} />)}
              <Tap id='tax-missing' className='link' onTap={() => setChosen(null)}>看收了钱、税务文件里一直没有的 ›</Tap>
            </Section>
          )}
        </AskedPart>
      </View>
      <TaxRows key={chosen ?? 'missing'} desk={desk} taxFile={chosen} />
    </View>
  )
}

function FileRow({ file: { taxFile, state, day, rows, waiting, matched, trouble }, chosen, onTap }: { file: TaxFile; chosen: boolean; onTap: () => void }): ReactNode {
  return (
    <Tap id={`tax-file-${taxFile}`} className='row' role='radio' checked={chosen} onTap={onTap}>
      <View className='step-words'>
        <View className='bar-head'><View className='strong'>{sayDay(day)}导入，{counted(rows)} 行 ›</View><View className='badge'>{STATES[state]}</View></View>
        {matched !== null && <WorkBar id='tax-matching' words='已核对' done={matched} of={matched + waiting} />}
        {trouble !== null && <View className='notice notice-stop'>{trouble}</View>}
      </View>
    </Tap>
  )
}

function TaxUpload({ region, onRead }: { region: string; onRead: () => void }): ReactNode {
  const put = usePaymentPlainDeed('putTaxPart')
  const read = usePaymentPlainDeed('readTaxFile')
  const match = usePaymentPlainDeed('matchTaxRows')
  const { state, send } = useUpload((file, part) => put.run({ region, file, ...part }))
  const { at, go } = useRounds()

  const load = async (): Promise<void> => {
    const picked = await pickFile(['xlsx', 'csv'])
    const file = picked === null ? null : await send(picked)
    if (file === null) return
    let [taxFile, rows] = ['', 0]
    const done = await go(async () => {
      const answer = await read.run({ region, file })
      if (answer !== null) [taxFile, rows] = [answer.taxFile, answer.rows]
      return answer === null ? null : { done: answer.done, at: answer.rows, of: answer.rows }
    })
    if (!done) return
    let matched = 0
    await go(async () => {
      const answer = await match.run({ taxFile })
      matched += answer?.matchedNow ?? 0
      return answer === null ? null : { done: answer.done, at: matched, of: rows }
    })
    onRead()
  }
  return (
    <Section id='tax-upload' title='导入税务局的缴费明细'>
      <View>同一份文件导两次不会多记。行数多的，关掉这一页也会在后台接着核对。</View>
      <UploadBar state={state} />
      {read.state.is === 'busy' && <WorkBar id='tax-reading' words='已读取' done={at?.at ?? 0} of={0} />}
      {match.state.is === 'busy' && <WorkBar id='tax-matching-now' words='已核对' done={at?.at ?? 0} of={at?.of ?? 0} />}
      <DeedSaid id='tax-put' state={put.state} />
      <DeedSaid id='tax-read' state={read.state} />
      <DeedSaid id='tax-match' state={match.state} />
      <View className='gap'><Tap id='tax-load' className='button' onTap={() => void load()}>选文件导入</Tap></View>
    </Section>
  )
}
