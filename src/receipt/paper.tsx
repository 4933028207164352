import { Canvas, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState, type ReactNode } from 'react'
import { drawReceipt, PAPER, type Receipt } from './draw-receipt'
import { codeText } from './receipt-code'
import './paper.scss'

/** 200 dots an inch: sharp on paper, and 7.7 MB in a cheap phone while it is drawn. */
const WIDTH = 1166
const HEIGHT = Math.round((WIDTH * PAPER.height) / PAPER.width)

/** A sheet as it lies on the screen; it can be kept and printed once it is drawn. */
export type Sheet = { is: 'drawing' } | { is: 'drawn'; canvas: Taro.Canvas } | { is: 'undrawn' }

const LOOKS = 40
const LOOK_EVERY_MS = 50

/** The receipt as it will come out on paper. */
export function Paper({ receipt, onSheet }: { receipt: Receipt; onSheet: (sheet: Sheet) => void }): ReactNode {
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let here = true
    void drawn(receipt).then((sheet) => {
      if (!here) return
      setFailed(sheet.is === 'undrawn')
      onSheet(sheet)
    })
    return () => { here = false }
  }, [receipt, onSheet])
  // The browser's canvas takes its pixels from here; WeChat's is given them when it is drawn on.
  const pixels = process.env.TARO_ENV === 'h5' ? { width: String(WIDTH), height: String(HEIGHT) } : {}
  return failed
    ? <View id='paper-failed' className='notice'>这部手机画不出收据的图片。请记下号码和校验码，到村（居）委会请经办人员打印。</View>
    : <Canvas type='2d' id='paper' className='paper' {...pixels} />
}

async function drawn(receipt: Receipt): Promise<Sheet> {
  const canvas = await canvasOnPage()
  const pen = canvas === null ? null : canvas.getContext('2d')
  if (canvas === null || pen === null) return { is: 'undrawn' }
  canvas.width = WIDTH
  canvas.height = HEIGHT
  try {
    drawReceipt(pen as CanvasRenderingContext2D, receipt, codeText(receipt), WIDTH)
  } catch {
    return { is: 'undrawn' }
  }
  return { is: 'drawn', canvas }
}

/** What React has put on the page comes to be there some frames later. */
async function canvasOnPage(looks = LOOKS): Promise<Taro.Canvas | null> {
  const found = await new Promise<Taro.Canvas | null>((resolve) => {
    Taro.createSelectorQuery().select('#paper').fields({ node: true }).exec(([one]: ({ node?: Taro.Canvas } | null)[]) => resolve(one?.node ?? null))
  })
  if (found !== null || looks === 0) return found
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  return canvasOnPage(looks - 1)
}
