import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const READER = require.resolve('jsqr')

/** What a camera reads on a picture; null = no QR code. The picture is opened in the browser, which knows JPEG. */
export async function readCodeOn(page: Page, jpeg: Buffer): Promise<string | null> {
  const blank = await page.context().newPage()
  try {
    await blank.addScriptTag({ content: readFileSync(READER, 'utf8') })
    return await blank.evaluate(async (base64) => {
      const picture = new Image()
      picture.src = `data:image/jpeg;base64,${base64}`
      await picture.decode()
      const { width, height } = picture
      const pen = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')!
      pen.drawImage(picture, 0, 0)
      const { jsQR } = window as unknown as {
        jsQR(pixels: Uint8ClampedArray, width: number, height: number): { data: string } | null
      }
      return jsQR(pen.getImageData(0, 0, width, height).data, width, height)?.data ?? null
    }, jpeg.toString('base64'))
  } finally {
    await blank.close()
  }
}
