import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { VillageAnswers } from '../../../client/functions'
import { useVillage } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import type { FoundPerson } from '../parts'
import { PersonFinder } from '../parts'
import { ProposeForm } from '../propose'
import { QueryView } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { Choice } from '../../../ui/tap'
import { Section } from '../../../ui/text'

type Receipt = VillageAnswers['householdDesk']['receipts'][number]

const WAYS: Readonly<Record<Receipt['way'], string>> = { wechat: '微信', cash: '现金', pos: '刷卡' }

/**
 * What a clerk took at a door so never was, found on a later day than theirs to undo: one of the county proposes it,
 * another confirms.
 */
export function VoidCash({ desk }: { desk: CountyWorkplace }): ReactNode {
  const [done, setDone] = useState<readonly string[]>([])
  return (
    <Section id="void-cash" title="作废村里收的现金、刷卡">
      <View className="quiet">
        当天收错的，村里自己撤销。过了当天才发现的在这里提请，另一位同事复核同意才作废；收据同时作废，人要重新缴费。
      </View>
      {done.length > 0 && (
        <View id="void-cash-done" className="notice notice-good">
          {done.at(-1)}
        </View>
      )}
      <VoidCashForm key={done.length} desk={desk} onDone={(words) => setDone([...done, words])} />
    </Section>
  )
}

function VoidCashForm({ desk, onDone }: { desk: CountyWorkplace; onDone: (words: string) => void }): ReactNode {
  const [found, setFound] = useState<FoundPerson | null>(null)
  return (
    <View>
      <PersonFinder id="void-cash" desk={desk} found={found} onFound={setFound} />
      {found !== null && (
        <Receipts key={found.enrolment} household={found.person.household} year={desk.year} onDone={onDone} />
      )}
    </View>
  )
}

interface ReceiptsProps {
  household: string
  year: number
  onDone: (words: string) => void
}

/** Of their household; which of them is wrong is on the paper. */
function Receipts({ household, year, onDone }: ReceiptsProps): ReactNode {
  const { asked, again } = useVillage('householdDesk', { household, year, reason: null })
  const [order, setOrder] = useState<string | null>(null)
  const [because, setBecause] = useState('')
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取这一户的收据" back={null}>
      {({ receipts }) => {
        const atDoor = receipts.filter(({ way, state }) => way !== 'wechat' && state === 'issued')
        if (atDoor.length === 0)
          return (
            <View id="void-cash-none" className="notice">
              这一户今年没有村里收的、还有效的收款。
            </View>
          )
        return (
          <View>
            <View className="strong gap">哪一笔</View>
            {atDoor.map((one) => (
              <Choice
                key={one.receipt}
                id={`void-cash-${one.order}`}
                label={`${dayInWords(one.day)} ${WAYS[one.way]} ${yuan(one.amount)} 元，${one.people} 人`}
                on={one.order === order}
                onTap={() => setOrder(one.order)}
              />
            ))}
            <FormField
              id="void-cash-because"
              label="为什么作废"
              longest={100}
              value={because}
              wrong=""
              onType={setBecause}
            />
            {order !== null && because.trim() !== '' && (
              <ProposeForm
                id="void-cash"
                deed="voidCash"
                request={{ order, because: because.trim() }}
                onDone={onDone}
              />
            )}
          </View>
        )
      }}
    </QueryView>
  )
}
