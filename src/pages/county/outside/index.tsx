import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { addDays, today } from '../../../client/days'
import { usePaymentAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import type { FoundPerson } from '../parts'
import { PersonFinder } from '../parts'
import { ProposeForm, ProposeInstead } from '../propose'
import { VoidCash } from './void-cash'
import { ActionError, Waiting } from '../../../ui/answers'
import { DayEntry, FormField, useForm } from '../../../ui/fields'
import { fenOf, yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '补登其他渠道缴费' })

export default function OutsidePage(): ReactNode {
  return (
    <CountyScreen id="page-outside" title="补登其他渠道缴费">
      {(desk) => (
        <View className="columns">
          {desk.may.has('recordPayment') && <RecordOutside desk={desk} />}
          {desk.may.has('voidPayment') && <VoidOutside desk={desk} />}
          {desk.may.has('voidCash') && <VoidCash desk={desk} />}
        </View>
      )}
    </CountyScreen>
  )
}

const NOTHING = { amount: '', way: '', evidence: '' }
const A_SEASON = 500

/**
 * A payment at a counter that is not ours, by its receipt (record 0013). Each begins with an empty form: no number is
 * left over from the last.
 */
function RecordOutside({ desk }: { desk: CountyWorkplace }): ReactNode {
  const [done, setDone] = useState<readonly string[]>([])
  return (
    <Section id="record-outside" title="补记一笔">
      <View className="quiet">在银行、税务大厅等处缴的，凭缴费凭证补记，这个人马上算已缴。</View>
      {done.length > 0 && (
        <View id="outside-done" className="notice notice-good">
          {done.at(-1)}
        </View>
      )}
      <OutsideForm key={done.length} desk={desk} onDone={(words) => setDone([...done, words])} />
    </Section>
  )
}

function OutsideForm({ desk, onDone }: { desk: CountyWorkplace; onDone: (words: string) => void }): ReactNode {
  const [found, setFound] = useState<FoundPerson | null>(null)
  const deed = usePaymentAction('recordPayment', found?.enrolment)
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, deed)
  const [day, setDay] = useState<string | null>(today)
  const asked = () => ({ amount: fenOf(typed.amount), way: typed.way.trim(), evidence: typed.evidence.trim() })
  const send = async (): Promise<void> => {
    const { amount, way, evidence } = asked()
    const well = allWell({
      amount: amount === null || amount === 0 ? '请照凭证填金额，如 320。' : '',
      way: way === '' ? '请填在哪里缴的，如：农商行柜台。' : '',
      evidence: evidence === '' ? '请填缴费凭证上的号码。' : '',
    })
    if (!well || found === null || day === null || amount === null) return
    if ((await deed.run({ enrolment: found.enrolment, day, amount, way, evidence })) === null) return
    onDone(`${found.person.name} ${yuan(amount)} 元记上了。税务的文件到了，会自动和它对上。`)
  }
  const ready = found !== null && day !== null
  return (
    <View>
      <PersonFinder
        id="outside"
        desk={desk}
        found={found}
        onFound={(person) => {
          deed.changed()
          setFound(person)
        }}
      />
      <View className="strong gap">哪天缴的</View>
      <DayEntry
        id="outside-day"
        value={day}
        earliest={addDays(today(), -A_SEASON)}
        latest={today()}
        onDay={(chosen) => {
          deed.changed()
          setDay(chosen)
        }}
      />
      <FormField
        id="outside-amount"
        label="缴了多少（元）"
        longest={12}
        value={typed.amount}
        wrong={wrongOf('amount')}
        onType={type('amount')}
      />
      <FormField
        id="outside-way"
        label="在哪里缴的"
        hint="农商行柜台"
        longest={20}
        value={typed.way}
        wrong={wrongOf('way')}
        onType={type('way')}
      />
      <FormField
        id="outside-evidence"
        label="凭证号码"
        longest={64}
        value={typed.evidence}
        wrong={wrongOf('evidence')}
        onType={type('evidence')}
      />
      <ActionError id="outside" state={deed.state} fields={Object.keys(NOTHING)} />
      {found !== null && (
        <ProposeInstead
          id="outside"
          state={deed.state}
          deed="backdatePayment"
          request={{ enrolment: found.enrolment, day, ...asked() }}
          onDone={onDone}
        />
      )}
      {deed.state.is === 'busy' ? (
        <Waiting words="正在记" />
      ) : (
        <View className="buttons gap">
          <TextButton
            id="outside-send"
            className={ready ? 'button' : 'button button-off'}
            onTap={() => {
              if (ready) void send()
            }}
          >
            {deed.state.is === 'unanswered' ? '再试一次' : '核对过凭证，记上'}
          </TextButton>
        </View>
      )}
    </View>
  )
}

/** What the county took down so never was: the person owes again (record 0013). Each begins with an empty form. */
function VoidOutside({ desk }: { desk: CountyWorkplace }): ReactNode {
  const [done, setDone] = useState<readonly string[]>([])
  return (
    <Section id="void-outside" title="作废补记的">
      <View className="quiet">
        补记错了人，或者根本没有缴的。作废要两个人：您提请，另一位同事复核。税务已经到账的不能作废，要办退费。
      </View>
      {done.length > 0 && (
        <View id="void-done" className="notice notice-good">
          {done.at(-1)}
        </View>
      )}
      <VoidForm key={done.length} desk={desk} onDone={(words) => setDone([...done, words])} />
    </Section>
  )
}

/** It takes two: what is sent is a proposal. */
function VoidForm({ desk, onDone }: { desk: CountyWorkplace; onDone: (words: string) => void }): ReactNode {
  const [found, setFound] = useState<FoundPerson | null>(null)
  const [because, setBecause] = useState('')
  return (
    <View>
      <PersonFinder id="void" desk={desk} found={found} onFound={setFound} />
      <FormField
        id="void-because"
        label="为什么作废"
        longest={100}
        value={because}
        wrong=""
        onType={(words) => setBecause(words)}
      />
      {found !== null && because.trim() !== '' && (
        <ProposeForm
          id="void"
          deed="voidPayment"
          request={{ enrolment: found.enrolment, because: because.trim() }}
          onDone={onDone}
        />
      )}
    </View>
  )
}
