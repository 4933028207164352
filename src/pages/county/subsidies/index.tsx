import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { addDays, dayInWords, today } from '../../../client/days'
import { useCounty, useCountyAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { Figure } from '../parts'
import { SubsidisedPeople } from './people'
import type { Fund, Funds } from './people'
import { ActionError, QueryView } from '../../../ui/answers'
import { DayEntry, FormField, useForm } from '../../../ui/fields'
import { fenOf, yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '资助资金' })

/** 资助资金: what each funder still owes of the subsidies, which papers show what came, and for whom it pays. */
export default function SubsidiesPage(): ReactNode {
  return (
    <CountyScreen id="page-subsidies" title="资助资金">
      {(desk) => <FundsPart desk={desk} />}
    </CountyScreen>
  )
}

function FundsPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const { asked, again } = useCounty('subsidyFunds', { region: desk.region, year: desk.year })
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <QueryView asked={asked} again={again} waitingFor="正在算各家应拨的钱" back={null}>
      {(funds) => {
        const fund = funds.funds.find(({ funder }) => funder === chosen)
        return (
          <View className="columns">
            <View>
              <Missing funds={funds} onChoose={setChosen} />
            </View>
            {fund !== undefined && (
              <View key={fund.funder}>
                <Payments desk={desk} fund={fund} onDone={again} />
                {desk.may.has('settleSubsidies') && <Record desk={desk} fund={fund} onDone={again} />}
                <SubsidisedPeople desk={desk} fund={fund} villages={funds.villages} onAssessed={again} />
              </View>
            )}
          </View>
        )
      }}
    </QueryView>
  )
}

const sum = (fen: number): string => `${yuan(fen)} 元`

/** What is missing first: it is what somebody has to be asked for. */
function Missing({ funds: { day, funds }, onChoose }: { funds: Funds; onChoose: (funder: string) => void }): ReactNode {
  const missing = funds.reduce((all, { difference }) => all + Math.max(0, difference), 0)
  return (
    <Section id="funds" title={`各家还差多少 ${dayInWords(day)}`}>
      {funds.length === 0 && <View>还没有核定到资助，没有要拨的钱。</View>}
      {funds.length > 0 && (
        <View className="tallies">
          <Figure id="funds-missing" look={missing > 0 ? 'stop' : 'big'} words="还没有拨付" value={sum(missing)} />
        </View>
      )}
      {funds.map(({ funder, name, due, paid, difference }) => (
        <View key={funder} className="row">
          <View className="bar-head">
            <View className="step-words">{name}</View>
            <View className="strong">{standing(difference)}</View>
          </View>
          <View className="quiet">
            应拨 {sum(due)}，已拨 {sum(paid)}
          </View>
          <TextButton className="link why" label={`看${name}的拨付和名单`} onTap={() => onChoose(funder)}>
            看拨付和名单
          </TextButton>
        </View>
      ))}
    </Section>
  )
}

function standing(difference: number): string {
  if (difference === 0) return '已拨齐'
  return difference > 0 ? `还差 ${sum(difference)}` : `多拨了 ${sum(-difference)}`
}

function Payments({ desk, fund, onDone }: { desk: CountyWorkplace; fund: Fund; onDone: () => void }): ReactNode {
  const [wrong, setWrong] = useState<string | null>(null)
  return (
    <Section id="fund-payments" title={fund.name}>
      {fund.payments.length === 0 && <View className="quiet">还没有记过拨付。</View>}
      {fund.payments.map((payment) => (
        <View key={payment.operation} className="row">
          <View className="bar-head">
            <View>{dayInWords(payment.day)}</View>
            <View className="strong">{sum(payment.amount)}</View>
          </View>
          <View className="quiet">凭证：{payment.evidence}</View>
          {payment.takenBack !== null && <View className="notice">已撤回，不算数：{payment.takenBack}</View>}
          {payment.takenBack === null && desk.may.has('settleSubsidies') && wrong !== payment.operation && (
            <TextButton className="link why" onTap={() => setWrong(payment.operation)}>
              记错了，撤回
            </TextButton>
          )}
          {wrong === payment.operation && <TakeBack desk={desk} recorded={payment.operation} onDone={onDone} />}
        </View>
      ))}
    </Section>
  )
}

function TakeBack({
  desk: { region, year },
  recorded,
  onDone,
}: {
  desk: CountyWorkplace
  recorded: string
  onDone: () => void
}): ReactNode {
  const deed = useCountyAction('takeBackSubsidyPayment', recorded)
  const { typed, type, allWell, wrongOf } = useForm({ because: '' }, deed)
  const send = async (): Promise<void> => {
    const because = typed.because.trim()
    if (!allWell({ because: because === '' ? '请写为什么撤回。' : '' })) return
    if ((await deed.run({ region, year, recorded, because })) !== null) onDone()
  }
  return (
    <View>
      <FormField
        id="fund-because"
        label="为什么撤回"
        about="撤回后这一笔不算数，记录还留着；同一张凭证可以重新记。"
        longest={100}
        value={typed.because}
        wrong={wrongOf('because')}
        onType={type('because')}
      />
      <ActionError id="fund-back" state={deed.state} fields={['because']} />
      <TextButton id="fund-back-send" className="button" onTap={() => void send()}>
        撤回这一笔
      </TextButton>
    </View>
  )
}

const NOTHING = { amount: '', evidence: '' }
/** Vouchers are recorded late; more than two years is a slip of the finger. */
const EARLIEST_DAYS_AGO = 730

function Record({
  desk: { region, year },
  fund: { funder, name },
  onDone,
}: {
  desk: CountyWorkplace
  fund: Fund
  onDone: () => void
}): ReactNode {
  const deed = useCountyAction('recordSubsidyPayment', `${region} ${year} ${funder}`)
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, deed)
  const [day, setDay] = useState<string | null>(today())
  const send = async (): Promise<void> => {
    const amount = fenOf(typed.amount)
    const evidence = typed.evidence.trim()
    const isWell = allWell({
      amount: amount === null || amount === 0 ? '请填金额，如 12000 或 12000.50。' : '',
      evidence: evidence === '' ? '请填凭证号，如拨款文件或银行回单的编号。' : '',
    })
    if (!isWell || day === null) return
    if ((await deed.run({ region, year, funder, amount: amount!, day, evidence })) !== null) onDone()
  }
  return (
    <Section id="fund-record" title={`${name}拨来了一笔`}>
      <FormField
        id="fund-amount"
        label="金额（元）"
        longest={14}
        value={typed.amount}
        wrong={wrongOf('amount')}
        onType={type('amount')}
      />
      <FormField
        id="fund-evidence"
        label="凭证号"
        about="一张凭证只能记一次。"
        longest={60}
        value={typed.evidence}
        wrong={wrongOf('evidence')}
        onType={type('evidence')}
      />
      <View className="strong gap">凭证上的日期</View>
      <DayEntry
        id="fund-day"
        value={day}
        earliest={addDays(today(), -EARLIEST_DAYS_AGO)}
        latest={today()}
        onDay={(chosen) => {
          deed.changed()
          setDay(chosen)
        }}
      />
      {day === null && <View className="notice notice-stop">请填一个有的日期。</View>}
      <ActionError id="fund" state={deed.state} fields={Object.keys(NOTHING)} />
      <View className="buttons gap">
        <TextButton id="fund-send" className="button" onTap={() => void send()}>
          记下这一笔
        </TextButton>
      </View>
    </Section>
  )
}
