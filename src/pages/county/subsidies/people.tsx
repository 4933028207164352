import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CountyAnswers } from '../../../client/functions'
import { askCounty } from '../../../client/functions'
import { newOperation } from '../../../client/use-action'
import { counted } from '../parts'
import { WorkBar } from '../../../ui/long-work'
import type { CountyWorkplace } from '../county-page'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

export type Funds = CountyAnswers['subsidyFunds']
export type Fund = Funds['funds'][number]
type OfVillage = CountyAnswers['subsidisedPeople']

interface Found {
  village: string
  name: string
  of: OfVillage
}

interface PeopleProps {
  desk: CountyWorkplace
  fund: Fund
  villages: Funds['villages']
  /** What is due may be more now than the page says. */
  onAssessed: () => void
}

/** For whom a funder pays, village by village, added up and held against what the ledger has. */
export function SubsidisedPeople({ desk, fund, villages, onAssessed }: PeopleProps): ReactNode {
  const { region, year } = desk
  const [found, setFound] = useState<readonly Found[]>([])
  const [state, setState] = useState<'idle' | 'busy' | 'failed' | 'done'>('idle')

  /** Goes on with the village that failed: what was read stays. */
  const read = async (): Promise<void> => {
    setState('busy')
    try {
      for (const { village, name } of villages.slice(found.length)) {
        if (desk.may.has('settleSubsidies')) {
          const assessed = await askCounty('assessSubsidies', {
            region,
            year,
            village,
            operation: newOperation(Date.now()),
          })
          if (!assessed.ok) throw new Error(assessed.error.code)
        }
        const of = await askCounty('subsidisedPeople', { region, year, funder: fund.funder, village })
        if (!of.ok) throw new Error(of.error.code)
        setFound((before) => [...before, { village, name, of: of.data }])
      }
      setState('done')
      onAssessed()
    } catch {
      setState('failed')
    }
  }
  return (
    <Section id="fund-people" title="为哪些人出钱">
      {state === 'idle' && (
        <TextButton id="fund-people-read" className="button button-second" onTap={() => void read()}>
          逐村核定并看名单
        </TextButton>
      )}
      {state === 'busy' && <WorkBar id="fund-people-bar" words="正在读名单" done={found.length} of={villages.length} />}
      {state === 'failed' && (
        <View className="notice notice-stop">
          读到 {found.at(-1)?.name ?? '第一个村'} 断了。
          <TextButton className="link why" onTap={() => void read()}>
            接着读
          </TextButton>
        </View>
      )}
      {state === 'done' && <Sum fund={fund} found={found} />}
      {found
        .filter(({ of }) => of.people.length > 0)
        .map(({ village, name, of }) => (
          <Village key={village} name={name} of={of} />
        ))}
    </Section>
  )
}

function Sum({ fund: { due }, found }: { fund: Fund; found: readonly Found[] }): ReactNode {
  const people = found.reduce((all, { of }) => all + of.people.length - of.notEnrolled.people, 0)
  const sum = found.reduce((all, { of }) => all + of.sum, 0)
  const held = found.reduce((all, { of }) => all + of.notEnrolled.people, 0)
  return (
    <View className={sum === due ? 'notice notice-good' : 'notice notice-stop'}>
      一共 {counted(people)} 人，{yuan(sum)} 元
      {sum === due
        ? '，和账上应拨的一致。'
        : `；账上应拨 ${yuan(due)} 元，差 ${yuan(Math.abs(due - sum))} 元，请核对。`}
      {held > 0 && `另有 ${counted(held)} 人符合资助，还没有办好参保，暂不算。`}
    </View>
  )
}

function Village({ name, of }: { name: string; of: OfVillage }): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <View className="row">
      <View className="bar-head">
        <View>{name}</View>
        <View className="strong">
          {of.people.length} 人 {yuan(of.sum)} 元
        </View>
      </View>
      <TextButton className="link why" label={`${open ? '收起' : '看'}${name}的名单`} onTap={() => setOpen(!open)}>
        {open ? '收起' : '看名单'}
      </TextButton>
      {open &&
        of.people.map(({ enrolment, name: person, tail, categoryName, subsidy, statusName, enrolled }) => (
          <View key={enrolment} className="bar-head">
            <View className="step-words">
              <View>
                {person} {tail === null ? '' : `尾号 ${tail}`}
              </View>
              <View className="quiet">
                {categoryName ?? '身份待核定'}，{statusName}
                {enrolled ? '' : '，还没有办好参保'}
              </View>
            </View>
            <View className="strong">{yuan(subsidy)} 元</View>
          </View>
        ))}
    </View>
  )
}
