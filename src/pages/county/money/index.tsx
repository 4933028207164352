import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { dayInWords } from '../../../client/days'
import { useMadeFile } from '../../../client/files'
import type { CountyAnswers, CountyRequests } from '../../../client/functions'
import { askCounty, useCounty, useCountyAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { Figure } from '../parts'
import { UnpaidPeople } from './unpaid-people'
import { QueryView, ActionError, Waiting, SavedFileView } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '资金' })

type Money = CountyAnswers['money']

/** Where every fen of the year lies, whose cash waits too long, and all of it as a spreadsheet. */
export default function MoneyPage(): ReactNode {
  return (
    <CountyScreen id="page-money" title="资金">
      {(desk) => <MoneyPart desk={desk} />}
    </CountyScreen>
  )
}

function MoneyPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const { asked, again } = useCounty('money', { region: desk.region, year: desk.year })
  return (
    <View className="columns">
      <QueryView asked={asked} again={again} waitingFor="正在取资金情况" back={null}>
        {(money) => (
          <View>
            <Where money={money} />
            <Subsidies money={money} />
          </View>
        )}
      </QueryView>
      <View>
        <QueryView asked={asked} again={again} waitingFor="正在取手中现金" back={null}>
          {(money) => <Clerks money={money} />}
        </QueryView>
        {desk.may.has('exportSheet') && <ExportPart desk={desk} />}
        {desk.may.has('unpaidPeople') && <UnpaidPeople desk={desk} />}
      </View>
    </View>
  )
}

const sum = (fen: number): string => `${yuan(fen)} 元`

function Where({ money: { day, paid, assessed, inHand, arrived, owedBack, inTransit } }: { money: Money }): ReactNode {
  const places = [
    { name: '税务已到账', amount: arrived },
    { name: '在村级经办人员手里', amount: inHand },
    ...inTransit.map(({ name, amount }) => ({ name: `在途：${name}`, amount })),
    { name: '应退还缴费人', amount: owedBack },
  ]
  return (
    <Section id="money-where" title={`钱在哪里 ${dayInWords(day)}`}>
      <View className="tallies">
        <Figure id="money-paid" look="big" words="已收到的个人缴费" value={sum(paid)} />
      </View>
      {places.map(({ name, amount }) => (
        <View key={name} className="row bar-head">
          <View>{name}</View>
          <View className="strong">{sum(amount)}</View>
        </View>
      ))}
      <View className="row bar-head">
        <View className="quiet">应收个人缴费（不含资助）</View>
        <View>{sum(assessed)}</View>
      </View>
    </Section>
  )
}

function Subsidies({ money: { subsidies } }: { money: Money }): ReactNode {
  return (
    <Section id="money-subsidies" title="资助由谁出">
      {subsidies.length === 0 && <View className="quiet">还没有核定到资助。</View>}
      {subsidies.map(({ funder, amount, paid }) => (
        <View key={funder} className="row">
          <View className="bar-head">
            <View>{funder}</View>
            <View className="strong">{sum(amount)}</View>
          </View>
          <View className="quiet">{paid >= amount ? '已拨齐' : `已拨付 ${sum(paid)}，还差 ${sum(amount - paid)}`}</View>
        </View>
      ))}
    </Section>
  )
}

/** Cash in hands, the longest first; what should be at the bank already stands out. */
function Clerks({ money: { clerks } }: { money: Money }): ReactNode {
  return (
    <Section id="money-clerks" title="谁手里有现金">
      {clerks.length === 0 && <View>没有。收的现金都缴存了。</View>}
      {clerks.map(({ clerk, villages, amount, receipts, oldest, days, due, late }) => (
        <View key={clerk} className={late ? 'notice notice-stop' : 'row'}>
          <View className="bar-head">
            <View className="strong">{villages.join('、')}</View>
            <View className="strong">{sum(amount)}</View>
          </View>
          <View>
            {receipts} 笔，最早一笔是 {dayInWords(oldest)}收的，已 {days} 天。
          </View>
          <View className={late ? 'strong' : 'quiet'}>
            {due === null
              ? '通知没有写最晚哪天缴存。'
              : late
                ? `${dayInWords(due)}就该缴存了，请马上联系。`
                : `最晚 ${dayInWords(due)}缴存。`}
          </View>
        </View>
      ))}
    </Section>
  )
}

type Sheet = CountyRequests['exportSheet']['sheet']

const SHEETS: readonly { sheet: Sheet; name: string }[] = [
  { sheet: 'progress', name: '征收进度表' },
  { sheet: 'weeks', name: '逐周进度表' },
  { sheet: 'unpaid', name: '各村未缴人数表' },
  { sheet: 'money', name: '资金表' },
  { sheet: 'auditDays', name: '操作记录摘要表' },
]

/** Everything on these pages as spreadsheets, made anew on each tap. */
function ExportPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  return (
    <Section id="exports" title="导出表格">
      <View className="quiet">只有人数和金额，没有个人信息。</View>
      {SHEETS.map(({ sheet, name }) => (
        <ExportRow key={sheet} desk={desk} sheet={sheet} name={name} />
      ))}
    </Section>
  )
}

function ExportRow({
  desk: { region, year },
  sheet,
  name,
}: {
  desk: CountyWorkplace
  sheet: Sheet
  name: string
}): ReactNode {
  const deed = useCountyAction('exportSheet', `${region} ${year} ${sheet}`)
  const { saved, forget, save } = useMadeFile()

  const make = async (): Promise<void> => {
    forget()
    const made = await deed.run({ region, year, sheet, format: 'xlsx' })
    if (made === null) return
    await save(made, (part) => askCounty('exportPart', { region, file: made.file, part }))
  }
  return (
    <View className="row">
      <TextButton id={`export-${sheet}`} className="button button-second" onTap={() => void make()}>
        {name}
      </TextButton>
      {deed.state.is === 'busy' && <Waiting words="正在做表" />}
      <ActionError id={`export-${sheet}`} state={deed.state} />
      <SavedFileView saved={saved} />
    </View>
  )
}
