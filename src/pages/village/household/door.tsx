import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useEnrolmentAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import { useTakenMoney } from '../../../client/taken-cash'
import { mayDo } from '../clerk-page'
import type { DoorHousehold, DoorPerson, Warning } from '../home-visit'
import { carryToCollect, sumOf, warningsFor } from '../home-visit'
import { Figure } from '../parts'
import { CodeSlip } from '../ledger-parts'
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
      {mayDo('tellFacts') && <QuestionWays people={paying} />}
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

/** What is not known of somebody is asked at the door and entered there: then nothing has to be read out to them. */
function QuestionWays({ people }: { people: readonly DoorPerson[] }): ReactNode {
  const unknown = people.filter(({ warnings }) => warnings.some(({ message }) => message.startsWith('还不知道')))
  if (unknown.length === 0) return null
  return (
    <View id="door-questions">
      {unknown.map(({ enrolment, name }) => (
        <TextButton
          key={enrolment}
          id={`ask-${enrolment}`}
          className="link"
          onTap={() => void openPage(`/pages/family/tell/index?enrolment=${enrolment}`)}
        >{`先问${name}几句，当场填上 ›`}</TextButton>
      ))}
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

const STEPS = [
  '1. 微信里打开小程序“参保通”，点“我的”。',
  '2. 给自己办：点“绑定本人”；给老人办：点“加家人”。',
  '3. 填姓名、证件号码，再填上面的家庭码。',
] as const
const FOOT = '这张纸只给这一家人。谁拿到它都能看到这一家的参保情况，请收好；丢了请马上到村里换一个。'

/**
 * The code for the household's paper. Whoever holds it can see them, so it is asked for by a tap and leaves a line of
 * audit.
 */
export function HouseholdCode({ household }: { household: string }): ReactNode {
  const deed = useEnrolmentAction('printHouseholdCode', household)
  const another = useEnrolmentAction('reissueHouseholdCode', household)
  const [code, setCode] = useState<string | null>(null)
  if (!mayDo('printHouseholdCode')) return null
  const show = async (): Promise<void> => {
    const shown = await deed.run({ household })
    if (shown !== null) setCode(shown.code)
  }
  const reissue = async (): Promise<void> => {
    if (!(await confirmed('换一个家庭码？', '原来那张纸上的码马上作废，要给这一家新的纸。', '换新码'))) return
    const made = await another.run({ household })
    if (made !== null) setCode(made.code)
  }
  return (
    <Section id="household-code" title="家庭码">
      <View className="quiet">家里人用它在自己手机上绑定。只交给这一家的人。</View>
      {code === null ? (
        <TextButton id="code-show" className="button button-second gap" onTap={() => void show()}>
          {deed.state.is === 'busy' ? '正在取…' : '看家庭码，打印给他们'}
        </TextButton>
      ) : (
        <CodeSlip key={code} title="家庭码" code={code} steps={STEPS} foot={FOOT} />
      )}
      <ActionError id="code" state={deed.state} />
      {mayDo('reissueHouseholdCode') && (
        <TextButton id="code-reissue" className="link" onTap={() => void reissue()}>
          {another.state.is === 'busy' ? '正在换…' : '纸丢了，换一个码'}
        </TextButton>
      )}
      <ActionError id="code-reissue" state={another.state} />
    </Section>
  )
}
