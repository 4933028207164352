import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { PaymentAnswers } from '../../../client/functions'
import { usePayment, usePaymentAction } from '../../../client/functions'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { Figure } from '../parts'
import { ProposeVoid, UndoCash } from './undo'
import { todayAtWork, useKept } from '../saved'
import { QueryView, ActionError, Waiting } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { fenOf, yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '缴存' })

type InHand = PaymentAnswers['cashInHand']
type Deposited = PaymentAnswers['depositCash']

/** 缴存: what she holds, until when it has to be at the bank, and the bank's slip. */
export default function DepositPage(): ReactNode {
  return <ClerkPage id="page-deposit">{() => <Deposit />}</ClerkPage>
}

function Deposit(): ReactNode {
  const { asked, again } = useKept('cashInHand', usePayment('cashInHand', {}))
  const [done, setDone] = useState<Deposited | null>(null)
  if (done !== null)
    return (
      <Done
        done={done}
        onMore={() => {
          setDone(null)
          again()
        }}
      />
    )
  return (
    <View>
      <QuestionTitle>手里的现金</QuestionTitle>
      <QueryView asked={asked} again={again} waitingFor="正在数手里的钱" back={<BackToToday />}>
        {(inHand) => <CashParts inHand={inHand} onDone={setDone} onUndone={again} />}
      </QueryView>
      <View className="gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

function CashParts({
  inHand: { total, items },
  onUndone,
  onDone,
}: {
  inHand: InHand
  onUndone: () => void
  onDone: (done: Deposited) => void
}): ReactNode {
  const years = [...new Set(items.map(({ year }) => year))].sort()
  return (
    <View>
      <View className="card">
        <Figure id="cash-total" number={yuan(total)} unit="元" tone={total > 0 ? 'act' : 'good'} />
        {total === 0 ? <View>都缴存了，手里没有医保的钱。</View> : <CashItems items={items} onUndone={onUndone} />}
      </View>
      {years.map((year) => (
        <DepositForm
          key={year}
          year={year}
          several={years.length > 1}
          amount={items.filter((item) => item.year === year).reduce((fen, item) => fen + item.amount, 0)}
          onDone={onDone}
        />
      ))}
    </View>
  )
}

interface DepositFormProps {
  year: number
  several: boolean
  /** fen of this year that she holds. */
  amount: number
  onDone: (done: Deposited) => void
}

const NOTHING = { amount: '', slip: '' }

/** What the bank's slip says is typed from it, so that the two are compared. */
function DepositForm({ year, several, amount, onDone }: DepositFormProps): ReactNode {
  const deed = usePaymentAction('depositCash', String(year))
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, deed)
  const send = async (): Promise<void> => {
    const fen = fenOf(typed.amount)
    const slip = typed.slip.trim()
    const wrong = {
      amount:
        fen === null
          ? '请照存款单填金额，如 640 或 640.50。'
          : fen === amount
            ? ''
            : `手里有 ${yuan(amount)} 元，和存款单的 ${yuan(fen)} 元对不上。请再点一遍钱；少了钱的，马上报告县里。`,
      slip: slip === '' ? '请填存款单上的号码。' : '',
    }
    if (!allWell(wrong) || fen === null) return
    const done = await deed.run({ year, orders: null, amount: fen, slip })
    if (done !== null) onDone(done)
  }
  return (
    <View id={`deposit-${year}`} className="card">
      <View className="subtitle">{several ? `${year} 年度的 ${yuan(amount)} 元` : '存到银行以后'}</View>
      <FormField
        id={`deposit-amount-${year}`}
        label="存款单上的金额（元）"
        kind="text"
        longest={12}
        value={typed.amount}
        wrong={wrongOf('amount')}
        onType={type('amount')}
      />
      <FormField
        id={`deposit-slip-${year}`}
        label="存款单号码"
        longest={40}
        value={typed.slip}
        wrong={wrongOf('slip')}
        onType={type('slip')}
      />
      <ActionError id={`deposit-${year}`} state={deed.state} fields={Object.keys(NOTHING)} />
      {deed.state.is === 'busy' ? (
        <Waiting words="正在登记" />
      ) : (
        <TextButton id={`deposit-send-${year}`} className="button gap" onTap={() => void send()}>
          {deed.state.is === 'unanswered' ? '再试一次' : '登记缴存'}
        </TextButton>
      )}
    </View>
  )
}

function Done({ done: { amount, orders, left }, onMore }: { done: Deposited; onMore: () => void }): ReactNode {
  return (
    <View id="deposit-done">
      <QuestionTitle>缴存登记好了</QuestionTitle>
      <View className="card">
        <Figure id="deposited" number={yuan(amount)} unit="元" tone="good" />
        <View>
          {orders} 笔收款。手里还有 {yuan(left)} 元。
        </View>
      </View>
      <View className="buttons gap-big">
        {left > 0 && (
          <TextButton id="deposit-more" className="button" onTap={onMore}>
            接着存
          </TextButton>
        )}
        <BackToToday second={left > 0} />
      </View>
    </View>
  )
}

type Item = PaymentAnswers['cashInHand']['items'][number]

/** Cash by the day on which it was taken, with its last day at the bank; what is late stands out. */
function CashItems({ items, onUndone }: { items: readonly Item[]; onUndone: () => void }): ReactNode {
  const days = [...new Set(items.map(({ day }) => day))].sort()
  return (
    <View id="cash-items">
      {days.map((day) => {
        const ofDay = items.filter((item) => item.day === day)
        const due = ofDay.map((item) => item.due).find((one) => one !== null) ?? null
        return (
          <View key={day} className="row">
            <View className="spread">
              <View>
                {dayInWords(day)}收的 {ofDay.length} 笔
              </View>
              <View className="spread-end">{yuan(ofDay.reduce((fen, { amount }) => fen + amount, 0))} 元</View>
            </View>
            <DueWords due={due} />
            {day === todayAtWork() &&
              mayDo('undoCash') &&
              ofDay.map((item, i) => <UndoCash key={item.order} item={item} nth={i + 1} onDone={onUndone} />)}
            {day < todayAtWork() &&
              mayDo('proposeVoidCash') &&
              ofDay.map((item, i) => <ProposeVoid key={item.order} item={item} nth={i + 1} />)}
          </View>
        )
      })}
    </View>
  )
}

function DueWords({ due }: { due: string | null }): ReactNode {
  if (due === null) return <View className="quiet">通知没有写哪天前存，最好当天存。</View>
  if (due < todayAtWork()) return <View className="stop-words">过期了，应当 {dayInWords(due)}前存</View>
  return (
    <View className={due === todayAtWork() ? 'stop-words' : 'quiet'}>
      {due === todayAtWork() ? '今天就要存' : `最晚 ${dayInWords(due)}存`}
    </View>
  )
}
