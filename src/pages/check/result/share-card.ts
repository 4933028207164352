import Taro from '@tarojs/taro'
import type { Assessment, FeeDoubt } from '../../../../rules'
import { dayInWords } from '../../../client/days'
import { headline } from './amount'

/** What WeChat shows of a page that is forwarded: five to four, with nobody's name on it. */
const [WIDTH, HEIGHT] = [500, 400]

interface Card {
  title: string
  path: string
}

/** The card with its picture; without one where this version of WeChat cannot draw out of sight. */
export async function drawnCard(
  card: Card,
  assessment: Assessment,
  doubt: FeeDoubt | null,
): Promise<Card & { imageUrl?: string }> {
  try {
    const canvas = Taro.createOffscreenCanvas({ type: '2d', width: WIDTH, height: HEIGHT })
    draw(canvas.getContext('2d') as unknown as CanvasRenderingContext2D, assessment, doubt)
    const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas: canvas as unknown as Taro.Canvas })
    return { ...card, imageUrl: tempFilePath }
  } catch {
    return card
  }
}

function draw(pen: CanvasRenderingContext2D, assessment: Assessment, doubt: FeeDoubt | null): void {
  const { before, words, unit } = headline(assessment, doubt)
  const { policy, deadline } = assessment
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, WIDTH, HEIGHT)
  pen.textAlign = 'center'
  const write = (text: string, y: number, size: number, colour: string): void => {
    pen.font = `600 ${size}px sans-serif`
    pen.fillStyle = colour
    pen.fillText(text, WIDTH / 2, y, WIDTH - 40)
  }
  write(`${policy.regionName} ${policy.year} 年度居民医保`, 80, 32, '#222222')
  write([before, words, unit].filter((part) => part !== '').join(' '), 210, 72, '#0b5d36')
  if (deadline !== null) write(`${dayInWords(deadline)}前交，不用等`, 290, 32, '#222222')
  write('参保通 · 以经办机构核定为准', 360, 26, '#555555')
}
