import { View } from '@tarojs/components'
import type Taro from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import type { Receipt } from '../cloud/payment'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { openPdf, savePicture, type Kept } from './keep-paper'
import { Paper, type Sheet } from './paper'

const SAID: Readonly<Record<'picture' | 'pdf', Readonly<Record<Exclude<Kept, 'left'>, string>>>> = {
  picture: { kept: '存好了，在手机相册里。', failed: '没有存成。可能是手机存满了，请清一清再试；也可以把这一屏截下来，记住号码和校验码。' },
  pdf: { kept: '打开了。点右上角可以打印，也可以发给亲友去打印；用 A5 纸正好，A4 也行。', failed: '没有打开。请先点“存到手机相册”，拿图片去打印也一样。' },
}
const SAID_IN_BROWSER: typeof SAID = {
  picture: { ...SAID.picture, kept: '图片下载好了。' },
  pdf: { ...SAID.pdf, kept: 'PDF 下载好了。用 A5 纸打印正好，A4 也行。' },
}
const words = process.env.TARO_ENV === 'h5' ? SAID_IN_BROWSER : SAID

/** The receipt on paper: as a picture to keep, as a PDF to print. */
export function KeepPart({ receipt }: { receipt: Receipt }): ReactNode {
  const [sheet, setSheet] = useState<Sheet>({ is: 'drawing' })
  const [said, setSaid] = useState('')
  const keep = async (what: 'picture' | 'pdf', how: (canvas: Taro.Canvas, name: string) => Promise<Kept>): Promise<void> => {
    if (sheet.is !== 'drawn') return
    const kept = await how(sheet.canvas, `收据-${receipt.receipt}`)
    setSaid(kept === 'left' ? '' : words[what][kept])
  }
  return (
    <Section id='receipt-keep' title='存起来，或者打印'>
      {sheet.is === 'drawn' && (
        <View className='buttons'>
          <Tap id='keep-picture' className='button' onTap={() => void keep('picture', savePicture)}>存到手机相册</Tap>
          <Tap id='keep-pdf' className='button button-second' onTap={() => void keep('pdf', openPdf)}>打印（PDF）</Tap>
        </View>
      )}
      {said !== '' && <View id='kept-said' className='notice notice-calm'>{said}</View>}
      <Paper receipt={receipt} onSheet={setSheet} />
    </Section>
  )
}
