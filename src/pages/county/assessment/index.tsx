import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { addDays, today } from '../../../client/days'
import type { VillageAnswers } from '../../../client/functions'
import { useVillage } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted, Figure } from '../parts'
import { PrintSheet } from '../../../print/print-sheet'
import { QueryView } from '../../../ui/answers'
import { DayEntry } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '核定单' })

/** 核定单: what the township's villages took, by village group, to be printed, signed and sealed (随县 六). */
export default function AssessmentPage(): ReactNode {
  return (
    <CountyScreen id="page-assessment" title="核定单">
      {(desk) => <AssessmentPart desk={desk} township={desk.township ?? ''} />}
    </CountyScreen>
  )
}

/** A season, and the weeks before and after it. */
const LONGEST = 500
const A_MONTH = 30

function AssessmentPart({ desk, township }: { desk: CountyWorkplace; township: string }): ReactNode {
  const { region, year } = desk
  const [from, setFrom] = useState<string>(() => addDays(today(), -A_MONTH))
  const [to, setTo] = useState<string>(today)
  const { asked, again } = useVillage('townshipAssessment', { region, year, township, from, to })
  const span = { earliest: addDays(today(), -LONGEST), latest: today() }
  return (
    <View className="columns">
      <Section id="assessment-days" title="哪几天收的">
        <View className="strong">从</View>
        <DayEntry id="assessment-from" value={from} {...span} onDay={(day) => day !== null && setFrom(day)} />
        <View className="strong gap">到</View>
        <DayEntry id="assessment-to" value={to} {...span} onDay={(day) => day !== null && setTo(day)} />
      </Section>
      <QueryView asked={asked} again={again} waitingFor="正在算核定单" back={null}>
        {(found) => <Slip found={found} name={`核定单-${township}-${from}`} />}
      </QueryView>
    </View>
  )
}

function Slip({ found, name }: { found: VillageAnswers['townshipAssessment']; name: string }): ReactNode {
  const { people, amount, sheet } = found
  const [isPrinting, setPrinting] = useState(false)
  const table = useMemo(() => sheet, [sheet])
  if (people === 0)
    return (
      <View id="assessment-none" className="notice">
        这几天各村没有在村里收过钱。换几天看看。
      </View>
    )
  return (
    <Section id="assessment-sheet" title="按村、按组">
      <View className="tallies">
        <Figure id="assessment-amount" look="big" words={`${counted(people)} 人缴的`} value={`${yuan(amount)} 元`} />
      </View>
      {sheet.rows.map(([village, group, households, some, sum]) => (
        <View key={`${village} ${group}`} className={group === '小计' ? 'row bar-head strong' : 'row bar-head'}>
          <View>
            {village} {group}
          </View>
          <View>
            {households} 户 {some} 人 {sum} 元
          </View>
        </View>
      ))}
      {isPrinting ? (
        <PrintSheet table={table} name={name} />
      ) : (
        <View className="buttons gap">
          <TextButton id="assessment-print" className="button" onTap={() => setPrinting(true)}>
            打印核定单
          </TextButton>
        </View>
      )}
    </Section>
  )
}
