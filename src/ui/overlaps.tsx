import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords, today } from '../client/days'
import type { CountyAnswers, CountyRequests } from '../client/functions'
import { askCounty, useCounty, useCountyAction } from '../client/functions'
import { ActionError, QueryView } from './answers'
import { Chips } from './chips'
import { DayEntry, FormField } from './fields'
import { yuan } from './money'
import { openPage } from './navigate'
import { TextButton } from './tap'
import { Section } from './text'

type State = CountyRequests['overlaps']['state']
type Overlaps = CountyAnswers['overlaps']
type Overlap = Overlaps['overlaps'][number]

interface OverlapsProps {
  region: string
  year: number
  /** null = of all the place. */
  village: string | null
  /** Whether the reader may say what is so. */
  may: boolean
}

const SHOWN: readonly { state: State; name: string }[] = [
  { state: 'open', name: '等核实' },
  { state: 'left', name: '已退出的' },
  { state: 'notSo', name: '不是这样的' },
]

/** People whom lists from outside name: asked about one by one, and nobody leaves before somebody has said so. */
export function OverlapList(props: OverlapsProps): ReactNode {
  const [state, setState] = useState<State>('open')
  return (
    <Section id="overlaps" title="名单上的人">
      <View className="quiet">只是名单上有，不算数。问清楚本人或家里，看到证明，再点是或不是。</View>
      <Chips
        choices={SHOWN}
        isOn={(one) => one.state === state}
        idOf={(one) => `overlaps-${one.state}`}
        onChoose={(one) => setState(one.state)}
      />
      <Pages key={state} {...props} state={state} />
    </Section>
  )
}

function Pages({ may, state, ...where }: OverlapsProps & { state: State }): ReactNode {
  const { asked, again } = useCounty('overlaps', { ...where, state, after: null })
  const [more, setMore] = useState<Overlaps | null>(null)
  const goOn = async (so: Overlaps): Promise<void> => {
    const answer = await askCounty('overlaps', { ...where, state, after: so.next }).catch(() => null)
    if (answer?.ok) setMore({ overlaps: [...so.overlaps, ...answer.data.overlaps], next: answer.data.next })
  }
  const settled = (): void => {
    setMore(null)
    again()
  }
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取名单上的人" back={null}>
      {(first) => {
        const so = more ?? first
        return (
          <View>
            {so.overlaps.length === 0 && <View className="quiet gap">没有。</View>}
            {so.overlaps.map((one) => (
              <OneOverlap key={one.overlap} one={one} year={where.year} may={may} onSettled={settled} />
            ))}
            {so.next !== null && (
              <View className="gap">
                <TextButton id="overlaps-more" className="button button-second" onTap={() => void goOn(so)}>
                  再看一些
                </TextButton>
              </View>
            )}
          </View>
        )
      }}
    </QueryView>
  )
}

interface OneProps {
  one: Overlap
  year: number
  may: boolean
  onSettled: () => void
}

function OneOverlap({ one, year, may, onSettled }: OneProps): ReactNode {
  const { name, tail, place, kindName, since, where, sender, day, told, state, stateName, because, statusName } = one
  return (
    <View className="row">
      <View className="bar-head">
        <View className="strong">
          {name}
          {tail === null ? '' : ` 尾号${tail.replace(/\*/g, '')}`}
        </View>
        <View className="badge">{stateName}</View>
      </View>
      <View>
        {dayInWords(day)}
        {sender}的名单说：{kindName}
        {since === null ? '' : `，从${dayInWords(since)}起`}
        {where === '' ? '' : `，${where}`}
      </View>
      <View className="quiet">
        {place}
        {statusName === null ? '' : `，今年${statusName}`}
        {told === null ? '，家里没有人用手机关注，要当面或打电话问' : `，${dayInWords(told)}给家里发了消息`}
      </View>
      {because !== null && <View className="quiet">核实依据：{because}</View>}
      {one.paid !== null && <Money one={one} />}
      {may && state === 'open' && <Settle one={one} year={year} onSettled={onSettled} />}
    </View>
  )
}

/** Whether it goes back, the notice says; asked on the page for that. */
function Money({ one: { paid, order, enrolment, state } }: { one: Overlap }): ReactNode {
  const open = (): void =>
    void openPage(`/pages/pay/refund/index?order=${order ?? ''}&enrolment=${encodeURIComponent(enrolment)}`)
  return (
    <View className="notice">
      今年已经交了 {yuan(paid ?? 0)} 元。
      {state === 'left' ? (
        <TextButton className="link" onTap={open}>
          看能不能退，申请退费 ›
        </TextButton>
      ) : (
        '确实如此的，记下以后按通知看能不能退。'
      )}
    </View>
  )
}

const EARLIEST = '1990-01-01'

function Settle({ one: { overlap, since, kindName }, year, onSettled }: Omit<OneProps, 'may'>): ReactNode {
  const deed = useCountyAction('settleOverlap', overlap)
  const [open, setOpen] = useState(false)
  const [because, setBecause] = useState('')
  const [day, setDay] = useState<string | null>(since)
  const say = async (is: string | null): Promise<void> => {
    if (because.trim() === '') return
    if ((await deed.run({ overlap, year, since: is, because: because.trim() })) !== null) onSettled()
  }
  if (!open)
    return (
      <TextButton className="link" expanded={false} onTap={() => setOpen(true)}>
        问清楚了，记下来 ›
      </TextButton>
    )
  const ready = because.trim() !== ''
  return (
    <View>
      <FormField
        id={`because-${overlap}`}
        label="问了谁、看了什么证明"
        longest={100}
        value={because}
        wrong=""
        onType={(words) => {
          deed.changed()
          setBecause(words)
        }}
      />
      <View className="strong gap">从哪一天起{kindName}</View>
      <DayEntry id={`since-${overlap}`} value={day} earliest={EARLIEST} latest={today()} onDay={setDay} />
      <ActionError id={`settle-${overlap}`} state={deed.state} />
      <View className="buttons gap">
        <TextButton
          id={`is-so-${overlap}`}
          className={ready && day !== null ? 'button' : 'button button-off'}
          onTap={() => (day === null ? undefined : void say(day))}
        >
          是这样，退出居民医保
        </TextButton>
        <TextButton
          id={`not-so-${overlap}`}
          className={ready ? 'button button-second' : 'button button-off'}
          onTap={() => void say(null)}
        >
          不是这样，什么也不改
        </TextButton>
      </View>
    </View>
  )
}
