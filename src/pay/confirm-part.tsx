import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { Quote } from '../cloud/payment'
import { Section } from '../components/section'
import { Sum } from '../components/sum'
import { Words } from '../components/words'
import { ChooseWay } from './choose-way'
import { ConfirmFoot } from './confirm-foot'
import { HearWarnings } from './hear-warnings'
import { isPayable } from './payable-row'
import type { Part } from './paying'
import { QuotedRow } from './quoted-row'
import { offeredWays } from './ways'
import { keyOfHearing, toHear } from './what-to-hear'

interface ConfirmPartProps { part: Part; at: number; quote: Quote; again: () => void }

/** What was quoted just now. Whoever cannot be paid for any more is left out of the order, and it is said why. */
export function ConfirmPart({ part, at, quote, again }: ConfirmPartProps): ReactNode {
  const [heard, setHeard] = useState<ReadonlySet<string>>(new Set())
  const [wanted, setWanted] = useState<string | null>(null)
  const payable = quote.people.filter(isPayable)
  const warnings = toHear(payable)
  const unheard = warnings.filter((one) => !heard.has(keyOfHearing(one)))
  const ways = offeredWays(payable, quote.ways)
  const chosen = ways.find(({ id }) => id === wanted) ?? ways[0]
  const hear = (key: string): void => setHeard((before) => new Set(before.has(key) ? [...before].filter((other) => other !== key) : [...before, key]))
  return (
    <View>
      <Section id='confirm-people'>
        {payable.length > 0 && <Sum id='confirm-total' words={`${payable.length} 人一共`} fen={quote.total} large />}
        {payable.length > 0 && <View id='confirm-until'><Words>{`到${sayDay(quote.until)}都是这个数。`}</Words></View>}
        {quote.people.map((quoted) => <QuotedRow key={quoted.index} quoted={quoted} />)}
      </Section>
      {payable.length > 0 && <HearWarnings warnings={warnings} heard={heard} onHear={hear} />}
      {payable.length > 0 && <ChooseWay people={payable} ways={ways} chosen={chosen} onChoose={setWanted} />}
      <ConfirmFoot part={part} at={at} quote={quote} unheard={unheard.length} heard={warnings.map(({ code }) => code)} chosen={chosen} again={again} />
    </View>
  )
}
