import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords, today } from '../../../client/days'
import type { CountyAnswers } from '../../../client/functions'
import { useCounty, useCountyAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { TargetHistory } from './history'
import { counted, countedOrNot, Figure } from '../parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '任务数' })

export default function TargetsPage(): ReactNode {
  return (
    <CountyScreen id="page-targets" title="任务数">
      {(desk) => <TargetsPart desk={desk} />}
    </CountyScreen>
  )
}

type Targets = CountyAnswers['targets']
type Target = Targets['total']
/** Whose target it is: the whole place, a township, or a village. */
interface Unit {
  name: string
  township: string | null
  village: string | null
}

/**
 * Every target there is, with whose figure it is; the total beside the sum of its parts; and the official figure to be
 * entered.
 */
function TargetsPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const { region, year } = desk
  const { asked, again } = useCounty('targets', { region, year })
  const [unit, setUnit] = useState<Unit | null>(null)
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取任务数" back={null}>
      {(targets) => (
        <View className="columns">
          <View>
            <Total targets={targets} regionName={desk.regionName} />
            {desk.may.has('setTarget') && unit !== null && (
              <SetTarget
                key={`${unit.township} ${unit.village}`}
                desk={desk}
                unit={unit}
                onSet={() => {
                  setUnit(null)
                  again()
                }}
              />
            )}
          </View>
          <Section id="targets-rows" title={`各${targets.unit ?? '乡镇'}`}>
            {targets.townships.map(({ township, target, villages }) => (
              <View key={township} className="row">
                <TargetRow
                  unit={{ name: township, township, village: null }}
                  target={target}
                  may={desk.may}
                  onSet={setUnit}
                />
                {villages.map(({ village, name, target: own }) => (
                  <TargetRow
                    key={village}
                    unit={{ name: `${township}${name}`, township, village }}
                    target={own}
                    may={desk.may}
                    onSet={setUnit}
                  />
                ))}
              </View>
            ))}
          </Section>
        </View>
      )}
    </QueryView>
  )
}

function Total({
  targets: { total, sum, agrees, final, reading, formula },
  regionName,
}: {
  targets: Targets
  regionName: string
}): ReactNode {
  return (
    <Section id="targets-total" title={regionName}>
      <View className="tallies">
        <Figure
          look="big"
          words={total === null ? '没有下达总任务' : `任务人数（${total.basisName}）`}
          value={countedOrNot(total?.people ?? null)}
        />
      </View>
      {sum !== null && (
        <View className={agrees === false ? 'notice notice-stop' : 'notice notice-good'}>
          各部分加起来是 {counted(sum)} 人，{agrees === false ? '和总任务对不上，请核对。' : '和总任务一致。'}
        </View>
      )}
      {final !== null && (
        <View className="gap">
          以谁的数为准：<Paragraph>{final}</Paragraph>
        </View>
      )}
      {formula !== null && (
        <View className="quiet gap">
          通知的算法：{formula.from}，减去{formula.minus.join('、')}
          {formula.listOpen ? '等' : ''}。
        </View>
      )}
      {reading !== null && <View className="quiet gap">{reading}</View>}
    </Section>
  )
}

function TargetRow({
  unit,
  target,
  may,
  onSet,
}: {
  unit: Unit
  target: Target
  may: ReadonlySet<string>
  onSet: (unit: Unit) => void
}): ReactNode {
  return (
    <View className="bar-head">
      <View className="step-words">
        <View>{unit.name}</View>
        {target !== null && target.source !== null && (
          <View className="quiet">
            {target.source}
            {target.day === null ? '' : `，${dayInWords(target.day)}`}
          </View>
        )}
      </View>
      <View className="strong">
        {target === null ? '没有下达' : `${counted(target.people)}（${target.basisName}）`}
      </View>
      {may.has('setTarget') && (
        <TextButton className="link why" label={`填${unit.name}的任务数`} onTap={() => onSet(unit)}>
          填写
        </TextButton>
      )}
    </View>
  )
}

const NOTHING = { people: '', source: '' }

function SetTarget({
  desk: { region, year },
  unit,
  onSet,
}: {
  desk: CountyWorkplace
  unit: Unit
  onSet: () => void
}): ReactNode {
  const deed = useCountyAction('setTarget', `${region} ${year} ${unit.township} ${unit.village}`)
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, deed)

  const send = async (): Promise<void> => {
    const people = /^\d{1,8}$/.test(typed.people.trim()) ? Number(typed.people) : null
    if (
      !allWell({
        people: people === null ? '请填人数，只填数字。' : '',
        source: typed.source.trim() === '' ? '请填依据，如哪个单位的哪份文件。' : '',
      })
    )
      return
    const { township, village } = unit
    const done = await deed.run({
      region,
      year,
      township,
      village,
      basis: 'official',
      figure: { people: people! },
      source: typed.source.trim(),
      day: today(),
    })
    if (done !== null) onSet()
  }
  return (
    <Section id="set-target" title={`${unit.name}的核定任务数`}>
      <FormField
        id="target-people"
        label="人数"
        kind="number"
        longest={8}
        value={typed.people}
        wrong={wrongOf('people')}
        onType={type('people')}
      />
      <FormField
        id="target-source"
        label="依据"
        about="核定的单位和文件。以前填的都留着。"
        longest={100}
        value={typed.source}
        wrong={wrongOf('source')}
        onType={type('source')}
      />
      <TargetHistory region={region} year={year} township={unit.township} village={unit.village} />
      <ActionError id="target" state={deed.state} fields={Object.keys(NOTHING)} />
      <View className="buttons gap">
        <TextButton id="target-send" className="button" onTap={() => void send()}>
          记下
        </TextButton>
      </View>
    </Section>
  )
}
