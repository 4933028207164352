import { drawCode } from '../paper/draw-code'
import { penOn, type Pen } from '../paper/pen'
import { A5 } from '../paper/sizes'

const EDGE = 14
/** The QR code holds the bare code, for whatever reads it. */
const CODE = 60
const STEPS = ['1. 微信里打开小程序“参保通”，点“我的”。', '2. 给自己办：点“绑定本人”；给老人办：点“加家人”。', '3. 填姓名、证件号码，再填上面的家庭码。'] as const

/** The slip that a household keeps: its code to read and to scan, and what to do with it. No name is on it. */
export function drawHouseholdSlip(pen: Pen, code: string, pixels: number): void {
  const scale = pixels / A5.width
  const paper = penOn(pen, A5, scale, EDGE)
  paper.clear()
  paper.write('家庭码', A5.width / 2, 26, { size: 9, bold: true, align: 'center' })
  paper.write(code, A5.width / 2, 46, { size: 13, bold: true, align: 'center' })
  drawCode(pen, code, { left: ((A5.width - CODE) / 2) * scale, top: 56 * scale, side: CODE * scale })
  let y = 132
  for (const step of STEPS) y = paper.paragraph(step, y, 5) + 2
  paper.paragraph('这张纸只给这一家人。谁拿到它都能看到这一家的参保情况，请收好；丢了请马上到村里换一个。', y + 4, 4.2)
}
