import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { copyText } from '../../client/phone'
import type { Drawing, Sheet } from '../../print/paper'
import { Paper } from '../../print/paper'
import type { Pen } from '../../print/pen'
import { A5, drawCode, penOn } from '../../print/pen'
import { SaveButtons } from '../../print/save'
import { TextButton } from '../../ui/tap'

const SEXES = ['男', '女'] as const

export function SexChoice({
  id,
  sex,
  onSex,
}: {
  id: string
  sex: string | null
  onSex: (sex: string) => void
}): ReactNode {
  return (
    <View className="gap">
      <View className="strong">性别</View>
      <View className="chips">
        {SEXES.map((one) => (
          <TextButton
            key={one}
            id={`${id}-${one === '男' ? 'male' : 'female'}`}
            className={sex === one ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={sex === one}
            onTap={() => onSex(one)}
          >
            {one}
          </TextButton>
        ))}
      </View>
    </View>
  )
}

/** What is still wrong with an entry or missing: it can be put right later. */
export function FlawList({ flaws }: { flaws: readonly { code: string; words: string }[] }): ReactNode {
  if (flaws.length === 0) return null
  return (
    <View id="flaws" className="notice">
      {flaws.map(({ code, words }) => (
        <View key={code}>· {words}</View>
      ))}
    </View>
  )
}

interface CodeSlipProps {
  /** 家庭码, or 绑定码. */
  title: string
  code: string
  steps: readonly string[]
  /** What the paper says of keeping it. */
  foot: string
  /** What is scanned; absent: the code itself. */
  scanned?: string
}

/** 150 dots an inch are enough for large letters and a code of 60 mm. */
const PIXELS = 874

/** A code to be read out, copied, shown for scanning, or printed on A5. */
export function CodeSlip({ title, code, steps, foot, scanned = code }: CodeSlipProps): ReactNode {
  const [sheet, setSheet] = useState<Sheet>({ is: 'drawing' })
  const drawing = useMemo(
    (): Drawing => ({
      size: A5,
      pixels: PIXELS,
      draw: (pen, pixels) => drawSlip(pen, { title, code, steps, foot, scanned }, pixels),
    }),
    [title, code, steps, foot, scanned],
  )
  return (
    <View>
      <View id="code" className="slip-number">
        {code}
      </View>
      <TextButton id="code-copy" className="link" onTap={() => void copyText(code)}>
        复制
      </TextButton>
      <SaveButtons
        sheet={sheet}
        name={title}
        size={A5}
        paper="用 A5 纸正好，A4 也行。"
        otherwise="也可以把上面的码抄到纸上。"
      />
      <Paper
        id="household-slip"
        drawing={drawing}
        undrawn="这部手机画不出这张纸，请把上面的码抄下来。"
        onSheet={setSheet}
      />
    </View>
  )
}

const EDGE = 14
/** The QR code holds the bare code, for whatever reads it. */
const CODE = 60

/** The slip that a household keeps: its code to read and to scan, and what to do with it. No name is on it. */
function drawSlip(pen: Pen, { title, code, steps, foot, scanned = code }: CodeSlipProps, pixels: number): void {
  const scale = pixels / A5.width
  const paper = penOn(pen, A5, scale, EDGE)
  paper.clear()
  paper.write(title, A5.width / 2, 26, { size: 9, bold: true, align: 'center' })
  paper.write(code, A5.width / 2, 46, { size: 13, bold: true, align: 'center' })
  drawCode(pen, scanned, { left: ((A5.width - CODE) / 2) * scale, top: 56 * scale, side: CODE * scale })
  let y = 132
  for (const step of steps) y = paper.paragraph(step, y, 5) + 2
  paper.paragraph(foot, y + 4, 4.2)
}
