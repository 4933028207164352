import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { lastHeard, markNow } from '../../../client/clock'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import type { OfflineCash } from '../../../client/taken-cash'
import { keepTaken } from '../../../client/taken-cash'
import { newOperation } from '../../../client/use-action'
import { BackToToday, ClerkPage } from '../clerk-page'
import { Collected } from './collected'
import type { DoorHousehold, Warning } from '../home-visit'
import { carriedToCollect, sumOf, warningsFor } from '../home-visit'
import { Figure } from '../parts'
import { todayAtWork } from '../saved'
import { FormField } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { Choice, TextButton } from '../../../ui/tap'
import { QuestionTitle } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '收钱' })

/**
 * 收钱: what there is to say, the money, and the receipt's number; or that the phone keeps it until there is a network.
 */
export default function CollectPage(): ReactNode {
  return <ClerkPage id="page-collect">{(at) => <Collect at={at} />}</ClerkPage>
}

function Collect({ at }: { at: WorkplaceYear }): ReactNode {
  const [door] = useState(carriedToCollect)
  const [operation] = useState(() => newOperation(Date.now()))
  const [taken, setTaken] = useState<OfflineCash | null>(null)
  if (door === null || door.people.length === 0) {
    return (
      <View className="card">
        <View className="gap">请先打开一户，点谁交钱。</View>
        <View className="gap">
          <BackToToday second={false} />
        </View>
      </View>
    )
  }
  return taken === null ? (
    <CollectForm door={door} at={at} operation={operation} onTaken={setTaken} />
  ) : (
    <Collected taken={taken} />
  )
}

interface CollectFormProps {
  door: DoorHousehold
  at: WorkplaceYear
  /** Made before anything is tapped, so that two taps are one deed. */
  operation: string
  onTaken: (taken: OfflineCash) => void
}

const WAYS = [
  { id: 'cash', label: '现金' },
  { id: 'pos', label: '刷卡（POS）' },
] as const
type Way = (typeof WAYS)[number]['id']

function CollectForm({ door, at, operation, onTaken }: CollectFormProps): ReactNode {
  const warnings = warningsFor(door.people)
  const [way, setWay] = useState<Way>('cash')
  const [slip, setSlip] = useState('')
  const [heard, setHeard] = useState<ReadonlySet<string>>(new Set())
  const [wrong, setWrong] = useState<{ slip?: string; heard?: string; phone?: string }>({})
  const total = sumOf(door.people)

  const take = (): void => {
    const missing = {
      ...(way === 'pos' && slip.trim() === '' ? { slip: '请填小票上的号码。' } : {}),
      ...(warnings.some(({ message }) => !heard.has(message)) ? { heard: '上面的话要先念给他们听，念过点一下。' } : {}),
    }
    setWrong(missing)
    if (Object.keys(missing).length > 0) return
    const taken = takenFrom(door, { at, operation, way, slip: way === 'pos' ? slip.trim() : null, total })
    // Money that no phone keeps would be nobody's: then it is not taken.
    if (keepTaken(taken)) onTaken(taken)
    else setWrong({ phone: '手机存不下了，这笔没有记，先不要收。请删掉一些照片或别的小程序再来。' })
  }
  return (
    <View id="collect-form">
      <QuestionTitle>{`收 ${door.head} 一家 ${door.people.length} 人`}</QuestionTitle>
      <View className="card">
        <Figure id="collect-total" number={yuan(total)} unit="元" tone="act" />
        {door.people.map(({ enrolment, name, fee }) => (
          <View key={enrolment} className="row spread">
            <View>{name}</View>
            <View className="spread-end">{yuan(fee ?? 0)} 元</View>
          </View>
        ))}
      </View>
      <WarningsToRead warnings={warnings} heard={heard} onHeard={setHeard} wrong={wrong.heard} />
      <View id="collect-way">
        {WAYS.map(({ id, label }) => (
          <Choice key={id} id={`way-${id}`} label={label} on={id === way} onTap={() => setWay(id)} />
        ))}
      </View>
      {way === 'pos' && (
        <FormField
          id="collect-slip"
          label="POS 小票号码"
          longest={40}
          value={slip}
          wrong={wrong.slip ?? ''}
          onType={setSlip}
        />
      )}
      {wrong.phone !== undefined && (
        <View id="collect-wrong" className="notice notice-stop">
          {wrong.phone}
        </View>
      )}
      <View className="foot">
        <TextButton id="collect-take" className="button" onTap={take}>{`${yuan(total)} 元收到了，记上`}</TextButton>
      </View>
    </View>
  )
}

interface Takes {
  at: WorkplaceYear
  operation: string
  way: Way
  slip: string | null
  total: number
}

function takenFrom(
  { household, head, people }: DoorHousehold,
  { at, operation, way, slip, total }: Takes,
): OfflineCash {
  return {
    request: {
      operation,
      enrolments: people.map(({ enrolment }) => enrolment),
      way,
      slip,
      total,
      heard: [...new Set(warningsFor(people).map(({ code }) => code))],
      takenOn: todayAtWork(),
    },
    ...at,
    household,
    head,
    takenAt: Date.now(),
    clock: { mark: markNow(), before: lastHeard() },
    refusal: null,
    people: people.map(({ enrolment, name, fee }) => ({ enrolment, name, fee: fee ?? 0 })),
  }
}

interface WarningsProps {
  warnings: readonly Warning[]
  /** By what they say. */
  heard: ReadonlySet<string>
  onHeard: (heard: ReadonlySet<string>) => void
  wrong?: string
}

/** 念给他们听: each sentence is ticked once it was read out. */
function WarningsToRead({ warnings, heard, onHeard, wrong }: WarningsProps): ReactNode {
  if (warnings.length === 0) return null
  const turn = (message: string): void => {
    const next = new Set(heard)
    if (!next.delete(message)) next.add(message)
    onHeard(next)
  }
  return (
    <View id="to-be-heard" className="notice">
      <View className="subtitle">念给他们听，念过点一下</View>
      {warnings.map(({ code, message }) => (
        <Choice
          key={message}
          id={`heard-${code}`}
          many
          label={message}
          on={heard.has(message)}
          onTap={() => turn(message)}
        />
      ))}
      {wrong !== undefined && (
        <View id="heard-wrong" className="stop-words gap">
          {wrong}
        </View>
      )}
    </View>
  )
}
