import { View } from '@tarojs/components'
import type Taro from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { Tap } from '../components/tap'
import { openPdf, savePicture, type Kept } from './keep-paper'
import type { Sheet } from './paper'
import type { PaperSize } from './sizes'

type Said = Readonly<Record<'picture' | 'pdf', string>>

const KEPT: Said = process.env.TARO_ENV === 'h5'
  ? { picture: '图片下载好了。', pdf: 'PDF 下载好了。' }
  : { picture: '存好了，在手机相册里。', pdf: '打开了。点右上角可以打印，也可以发给别人去打印。' }

interface KeepButtonsProps {
  sheet: Sheet
  /** Of the file, without its ending. */
  name: string
  size: PaperSize
  /** What paper to print on. */
  paper: string
  /** What else to do when it could not be kept. */
  otherwise: string
}

/** A drawn paper as a picture to keep and as a PDF to print. */
export function KeepButtons({ sheet, name, size, paper, otherwise }: KeepButtonsProps): ReactNode {
  const [said, setSaid] = useState('')
  const keep = async (what: keyof Said, how: (canvas: Taro.Canvas) => Promise<Kept>): Promise<void> => {
    if (sheet.is !== 'drawn') return
    setSaid(wordsOf(what, await how(sheet.canvas)))
  }
  const wordsOf = (what: keyof Said, kept: Kept): string => {
    if (kept === 'left') return ''
    if (kept === 'failed') return what === 'picture' ? `没有存成。可能是手机存满了，请清一清再试；${otherwise}` : '没有打开。请先点“存到手机相册”，拿图片去打印也一样。'
    return what === 'picture' ? KEPT.picture : `${KEPT.pdf}${paper}`
  }
  return (
    <View>
      {sheet.is === 'drawn' && (
        <View className='buttons'>
          <Tap id='keep-picture' className='button' onTap={() => void keep('picture', (canvas) => savePicture(canvas, name))}>存到手机相册</Tap>
          <Tap id='keep-pdf' className='button button-second' onTap={() => void keep('pdf', (canvas) => openPdf(canvas, name, size))}>打印（PDF）</Tap>
        </View>
      )}
      {said !== '' && <View id='kept-said' className='notice notice-calm'>{said}</View>}
    </View>
  )
}
