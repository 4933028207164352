import './paper.scss'
import Taro from '@tarojs/taro'
import { Canvas, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { PaperSize, Pen } from './pen'

/** A sheet as it lies on the screen; it can be kept and printed once it is drawn. */
export type Sheet = { is: 'drawing' } | { is: 'drawn'; canvas: Taro.Canvas } | { is: 'undrawn' }

/** What is drawn, the size that it is printed in and the pixels of its width. */
export interface Drawing {
  size: PaperSize
  pixels: number
  /** @throws RangeError when it does not fit */
  draw: (pen: Pen, pixels: number) => void
}

interface PaperProps {
  id: string
  /** The same object draws the same. */
  drawing: Drawing
  /** What to do where the phone cannot draw. */
  undrawn: string
  onSheet: (sheet: Sheet) => void
}

const LOOKS = 40
const LOOK_EVERY_MS = 50

const heightOf = ({ pixels, size: { width, height } }: Drawing): number => Math.round((pixels * height) / width)

/** A paper as it will come out of a printer. */
export function Paper({ id, drawing, undrawn, onSheet }: PaperProps): ReactNode {
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let here = true
    void drawn(id, drawing).then((sheet) => {
      if (!here) return
      setFailed(sheet.is === 'undrawn')
      onSheet(sheet)
    })
    return () => {
      here = false
    }
  }, [id, drawing, onSheet])
  // The browser's canvas takes its pixels from here; WeChat's is given them when it is drawn on.
  const pixels =
    process.env.TARO_ENV === 'h5' ? { width: String(drawing.pixels), height: String(heightOf(drawing)) } : {}
  const { width, height } = drawing.size
  return failed ? (
    <View id={`${id}-failed`} className="notice">
      {undrawn}
    </View>
  ) : (
    <Canvas type="2d" id={id} className={width > height ? 'paper paper-across' : 'paper'} {...pixels} />
  )
}

async function drawn(id: string, drawing: Drawing): Promise<Sheet> {
  const canvas = await canvasOnPage(id)
  const pen = canvas === null ? null : canvas.getContext('2d')
  if (canvas === null || pen === null) return { is: 'undrawn' }
  canvas.width = drawing.pixels
  canvas.height = heightOf(drawing)
  try {
    drawing.draw(pen as CanvasRenderingContext2D, drawing.pixels)
  } catch {
    return { is: 'undrawn' }
  }
  return { is: 'drawn', canvas }
}

/** What React has put on the page comes to be there some frames later. */
async function canvasOnPage(id: string, looks = LOOKS): Promise<Taro.Canvas | null> {
  const found = await new Promise<Taro.Canvas | null>((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .fields({ node: true })
      .exec(([one]: ({ node?: Taro.Canvas } | null)[]) => resolve(one?.node ?? null))
  })
  if (found !== null || looks === 0) return found
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  return canvasOnPage(id, looks - 1)
}
