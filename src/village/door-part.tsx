import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Choice } from '../components/choice'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import { mayDo } from './desk-page'
import { sumOf, warningsFor, type DoorHousehold, type DoorPerson } from './door-person'
import { Figure } from './figure'
import { WarningList } from './warning-list'
import { useTakenMoney } from './taken-money'
import { carryToCollect } from './collecting'

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
    void goTo('/pages/village/collect/index')
  }
  return (
    <Section id='door'>
      {payable.length === 0
        ? <View id='door-nothing' className='subtitle'>{door.people.some(({ enrolment }) => taken.has(enrolment)) ? '钱收了，还没上传' : '现在没有要收的'}</View>
        : <View>要收<Figure id='door-total' number={yuan(sumOf(paying))} unit='元' tone='act' /></View>}
      {door.people.map((person) => (
        payable.includes(person)
          ? <Choice key={person.enrolment} id={`pays-${person.enrolment}`} many label={nameOf(person)} hint={`${yuan(person.fee ?? 0)} 元 · ${person.words}`} on={!leftOut.has(person.enrolment)} onTap={() => turn(person.enrolment)} />
          : <PaysNot key={person.enrolment} person={person} taken={taken.has(person.enrolment)} />
      ))}
      {paying.length > 0 && <WarningList warnings={warningsFor(paying)} />}
      {mayDo('takeCash') && paying.length > 0 && <Tap id='go-collect' className='button gap' onTap={collect}>{`收 ${yuan(sumOf(paying))} 元 ›`}</Tap>}
    </Section>
  )
}

const nameOf = ({ name, tail }: DoorPerson): string => `${name}${tail === null ? '' : ` 尾号${tail.replace(/\*/g, '')}`}`

function PaysNot({ person, taken }: { person: DoorPerson; taken: boolean }): ReactNode {
  return (
    <View id={`pays-not-${person.enrolment}`} className='row pays-not'>
      <View className='strong'>{nameOf(person)}</View>
      <View className={taken ? 'stop-words' : 'quiet'}>{taken ? '收了，没上传' : person.words}</View>
    </View>
  )
}
