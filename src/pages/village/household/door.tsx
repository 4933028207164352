import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { useEnrolmentAction } from '../../../client/functions'
import { copyText } from '../../../client/phone'
import { useTakenMoney } from '../../../client/taken-cash'
import { mayDo } from '../clerk-page'
import type { DoorHousehold, DoorPerson, Warning } from '../home-visit'
import { carryToCollect, sumOf, warningsFor } from '../home-visit'
import { Figure } from '../parts'
import type { Drawing, Sheet } from '../../../print/paper'
import { Paper } from '../../../print/paper'
import type { Pen } from '../../../print/pen'
import { A5, drawCode, penOn } from '../../../print/pen'
import { SaveButtons } from '../../../print/save'
import { ActionError } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { Choice, TextButton } from '../../../ui/tap'
import { Section, Paragraph } from '../../../ui/text'

/** Who of the household pays now: everybody who owes, unless somebody is left out; and the sum of it. */
export function DoorPart({ door }: { door: DoorHousehold }): ReactNode {
  const taken = new Set(useTakenMoney().flatMap(({ people }) => people.map(({ enrolment }) => enrolment)))
  const payable = door.people.filter(({ enrolment, fee }) => fee !== null && !taken.has(enrolment))
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const paying = payable.filter(({ enrolment }) => !leftOut.has(enrolment))
  const turn = (enrolment: string): void => {
    const next = new Set(leftOut)
    if (!next.delete(enrolment)) next.add(enrolment)
    setLeftOut(next)
  }
  const collect = (): void => {
    carryToCollect({ ...door, people: paying })
    void openPage('/pages/village/collect/index')
  }
  return (
    <Section id="door">
      {payable.length === 0 ? (
        <View id="door-nothing" className="subtitle">
          {door.people.some(({ enrolment }) => taken.has(enrolment)) ? '钱收了，还没上传' : '现在没有要收的'}
        </View>
      ) : (
        <View>
          要收
          <Figure id="door-total" number={yuan(sumOf(paying))} unit="元" tone="act" />
        </View>
      )}
      {door.people.map((person) =>
        payable.includes(person) ? (
          <Choice
            key={person.enrolment}
            id={`pays-${person.enrolment}`}
            many
            label={nameOf(person)}
            hint={`${yuan(person.fee ?? 0)} 元 · ${person.words}`}
            on={!leftOut.has(person.enrolment)}
            onTap={() => turn(person.enrolment)}
          />
        ) : (
          <PaysNot key={person.enrolment} person={person} taken={taken.has(person.enrolment)} />
        ),
      )}
      {paying.length > 0 && <WarningList warnings={warningsFor(paying)} />}
      {mayDo('takeCash') && paying.length > 0 && (
        <TextButton
          id="go-collect"
          className="button gap"
          onTap={collect}
        >{`收 ${yuan(sumOf(paying))} 元 ›`}</TextButton>
      )}
    </Section>
  )
}

const nameOf = ({ name, tail }: DoorPerson): string =>
  `${name}${tail === null ? '' : ` 尾号${tail.replace(/\*/g, '')}`}`

function PaysNot({ person, taken }: { person: DoorPerson; taken: boolean }): ReactNode {
  return (
    <View id={`pays-not-${person.enrolment}`} className="row pays-not">
      <View className="strong">{nameOf(person)}</View>
      <View className={taken ? 'stop-words' : 'quiet'}>{taken ? '收了，没上传' : person.words}</View>
    </View>
  )
}

/** To be said before any money moves. */
function WarningList({ warnings }: { warnings: readonly Warning[] }): ReactNode {
  if (warnings.length === 0) return null
  return (
    <View id="door-warnings" className="notice">
      <View className="strong">收钱前要念给他们听：</View>
      {warnings.map(({ code, message }) => (
        <View key={`${code} ${message}`} className="gap">
          · <Paragraph>{message}</Paragraph>
        </View>
      ))}
    </View>
  )
}

/** 150 dots an inch are enough for large letters and a code of 60 mm. */
const PIXELS = 874

/** The code for the household's paper. Whoever holds it can see them, so it is asked for by a tap and leaves a line of audit. */
export function HouseholdCode({ household }: { household: string }): ReactNode {
  const deed = useEnrolmentAction('printHouseholdCode', household)
  const [code, setCode] = useState<string | null>(null)
  if (!mayDo('printHouseholdCode')) return null
  const show = async (): Promise<void> => {
    const shown = await deed.run({ household })
    if (shown !== null) setCode(shown.code)
  }
  return (
    <Section id="household-code" title="家庭码">
      <View className="quiet">家里人用它在自己手机上绑定。只交给这一家的人。</View>
      {code === null ? (
        <TextButton id="code-show" className="button button-second gap" onTap={() => void show()}>
          {deed.state.is === 'busy' ? '正在取…' : '看家庭码，打印给他们'}
        </TextButton>
      ) : (
        <Slip code={code} />
      )}
      <ActionError id="code" state={deed.state} />
    </Section>
  )
}

function Slip({ code }: { code: string }): ReactNode {
  const [sheet, setSheet] = useState<Sheet>({ is: 'drawing' })
  const drawing = useMemo(
    (): Drawing => ({ size: A5, pixels: PIXELS, draw: (pen, pixels) => drawHouseholdSlip(pen, code, pixels) }),
    [code],
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
        name="家庭码"
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
const STEPS = [
  '1. 微信里打开小程序“参保通”，点“我的”。',
  '2. 给自己办：点“绑定本人”；给老人办：点“加家人”。',
  '3. 填姓名、证件号码，再填上面的家庭码。',
] as const

/** The slip that a household keeps: its code to read and to scan, and what to do with it. No name is on it. */
function drawHouseholdSlip(pen: Pen, code: string, pixels: number): void {
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
