import { useMemo, useState, type ReactNode } from 'react'
import type { Receipt } from '../cloud/payment'
import { Section } from '../components/section'
import { KeepButtons } from '../paper/keep-buttons'
import { Paper, type Drawing, type Sheet } from '../paper/paper'
import { A5 } from '../paper/sizes'
import { drawReceipt } from './draw-receipt'
import { codeText } from './receipt-code'

/** 200 dots an inch: sharp on paper, and 7.7 MB in a cheap phone while it is drawn. */
const PIXELS = 1166

/** The receipt on paper: as a picture to keep, as a PDF to print. */
export function KeepPart({ receipt }: { receipt: Receipt }): ReactNode {
  const [sheet, setSheet] = useState<Sheet>({ is: 'drawing' })
  const drawing = useMemo((): Drawing => ({ size: A5, pixels: PIXELS, draw: (pen, pixels) => drawReceipt(pen, receipt, codeText(receipt), pixels) }), [receipt])
  return (
    <Section id='receipt-keep' title='存起来，或者打印'>
      <KeepButtons sheet={sheet} name={`收据-${receipt.receipt}`} size={A5} paper='用 A5 纸正好，A4 也行。' otherwise='也可以把这一屏截下来，记住号码和校验码。' />
      <Paper id='paper' drawing={drawing} undrawn='这部手机画不出收据的图片。请记下号码和校验码，到村（居）委会请经办人员打印。' onSheet={setSheet} />
    </Section>
  )
}
