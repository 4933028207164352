import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { confirmed } from '../client/phone'
import type { Sheet } from './paper'
import { pictureAsPdf } from './pdf'
import type { PaperSize } from './pen'
import { TextButton } from '../ui/tap'

type Said = Readonly<Record<'picture' | 'pdf', string>>

const KEPT: Said =
  process.env.TARO_ENV === 'h5'
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
export function SaveButtons({ sheet, name, size, paper, otherwise }: KeepButtonsProps): ReactNode {
  const [said, setSaid] = useState('')
  const keep = async (what: keyof Said, how: (canvas: Taro.Canvas) => Promise<Kept>): Promise<void> => {
    if (sheet.is !== 'drawn') return
    setSaid(wordsOf(what, await how(sheet.canvas)))
  }
  const wordsOf = (what: keyof Said, kept: Kept): string => {
    if (kept === 'left') return ''
    if (kept === 'failed')
      return what === 'picture'
        ? `没有存成。可能是手机存满了，请清一清再试；${otherwise}`
        : '没有打开。请先点“存到手机相册”，拿图片去打印也一样。'
    return what === 'picture' ? KEPT.picture : `${KEPT.pdf}${paper}`
  }
  return (
    <View>
      {sheet.is === 'drawn' && (
        <View className="buttons">
          <TextButton
            id="keep-picture"
            className="button"
            onTap={() => void keep('picture', (canvas) => savePicture(canvas, name))}
          >
            存到手机相册
          </TextButton>
          <TextButton
            id="keep-pdf"
            className="button button-second"
            onTap={() => void keep('pdf', (canvas) => openPdf(canvas, name, size))}
          >
            打印（PDF）
          </TextButton>
        </View>
      )}
      {said !== '' && (
        <View id="kept-said" className="notice notice-calm">
          {said}
        </View>
      )}
    </View>
  )
}

/** What came of it; `left`: the reader thought better of it, and nothing is to be said. */
type Kept = 'kept' | 'left' | 'failed'

const QUALITY = 0.9

/** The picture of a drawn sheet into the phone's album; in a browser it is downloaded. */
function savePicture(canvas: Taro.Canvas, name: string): Promise<Kept> {
  return settled(() => (process.env.TARO_ENV === 'h5' ? downloadPicture(canvas, name) : toAlbum(canvas)))
}

/** The same as a PDF of one page, opened where it can be printed or sent on; in a browser it is downloaded. */
function openPdf(canvas: Taro.Canvas, name: string, size: PaperSize): Promise<Kept> {
  return settled(() =>
    process.env.TARO_ENV === 'h5' ? downloadPdf(canvas, name, size) : openInWechat(canvas, name, size),
  )
}

async function settled(deed: () => Promise<Kept>): Promise<Kept> {
  try {
    return await deed()
  } catch (error) {
    return wordsOf(error).includes('cancel') ? 'left' : 'failed'
  }
}

const wordsOf = (error: unknown): string => (error instanceof Object && 'errMsg' in error ? String(error.errMsg) : '')

async function jpegFile(canvas: Taro.Canvas): Promise<string> {
  const { width, height } = canvas
  return (
    await Taro.canvasToTempFilePath({ canvas, fileType: 'jpg', quality: QUALITY, destWidth: width, destHeight: height })
  ).tempFilePath
}

async function toAlbum(canvas: Taro.Canvas): Promise<Kept> {
  const filePath = await jpegFile(canvas)
  try {
    await Taro.saveImageToPhotosAlbum({ filePath })
    return 'kept'
  } catch (error) {
    // Who once said no is never asked again by WeChat: only its settings help.
    if (!/auth|authorize/.test(wordsOf(error))) throw error
    if (await confirmed('要用相册', '要把图片存进相册，请在设置里打开“添加到相册”，再点一次“存到手机相册”。', '去设置'))
      await Taro.openSetting()
    return 'left'
  }
}

async function openInWechat(canvas: Taro.Canvas, name: string, size: PaperSize): Promise<Kept> {
  const files = Taro.getFileSystemManager()
  const picture = await jpegFile(canvas)
  const jpeg = await new Promise<string | ArrayBuffer>((resolve, reject) => {
    files.readFile({ filePath: picture, success: ({ data }) => resolve(data), fail: reject })
  })
  if (typeof jpeg === 'string') return 'failed'
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}.pdf`
  const pdf = pictureAsPdf(new Uint8Array(jpeg), size)
  await new Promise((resolve, reject) =>
    files.writeFile({ filePath, data: pdf.buffer as ArrayBuffer, success: resolve, fail: reject }),
  )
  // Its menu prints, sends to a friend, or to a computer.
  await Taro.openDocument({ filePath, fileType: 'pdf', showMenu: true })
  return 'kept'
}

async function downloadPicture(canvas: Taro.Canvas, name: string): Promise<Kept> {
  download(await jpegInBrowser(canvas), `${name}.jpg`)
  return 'kept'
}

async function downloadPdf(canvas: Taro.Canvas, name: string, size: PaperSize): Promise<Kept> {
  const jpeg = new Uint8Array(await (await jpegInBrowser(canvas)).arrayBuffer())
  download(new Blob([pictureAsPdf(jpeg, size) as Uint8Array<ArrayBuffer>], { type: 'application/pdf' }), `${name}.pdf`)
  return 'kept'
}

function jpegInBrowser(canvas: Taro.Canvas): Promise<Blob> {
  return new Promise((resolve, reject) => {
    ;(canvas as unknown as HTMLCanvasElement).toBlob(
      (blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)),
      'image/jpeg',
      QUALITY,
    )
  })
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
