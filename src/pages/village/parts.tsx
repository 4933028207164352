import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../client/days'
import type { Today, VillageRequests } from '../../client/functions'
import { askVillage, useEnrolmentAction, useVillageAction } from '../../client/functions'
import { callPhone, confirmed } from '../../client/phone'
import type { WorkplaceYear } from '../../client/saved-workplace'
import type { OfflineCash } from '../../client/taken-cash'
import { endTaken } from '../../client/taken-cash'
import { endOperation, operationFor } from '../../client/use-action'
import { resendTaken } from './send-cash'
import { DAY_UNKNOWN } from './taken-day'
import { WhichDay } from './which-day'
import { ActionError, Waiting } from '../../ui/answers'
import { yuan } from '../../ui/money'
import { WhyClause } from '../../ui/notice'
import { TextButton } from '../../ui/tap'
import { Section } from '../../ui/text'

interface FigureProps {
  id: string
  number: string
  unit: string
  tone?: 'act' | 'good' | 'stop' | 'plain'
}

/** The biggest thing on a screen: one number and what it counts. */
export function Figure({ id, number, unit, tone = 'plain' }: FigureProps): ReactNode {
  return (
    <View id={id} className={`figure figure-${tone}`}>
      <View className="figure-number">{number}</View>
      <View className="figure-unit">{unit}</View>
    </View>
  )
}

type Milestone = Today['milestones'][number]

/** The notice's days and shares, and how many people it still takes. */
export function Milestones({ milestones }: { milestones: readonly Milestone[] }): ReactNode {
  if (milestones.length === 0) return null
  return (
    <Section id="milestones" title="进度节点">
      {milestones.map((milestone) => (
        <OneMilestone key={milestone.milestone} milestone={milestone} />
      ))}
    </Section>
  )
}

function OneMilestone({
  milestone: { milestone, by, whom, sharePercent, remaining, state, open, reading, cite, quote },
}: {
  milestone: Milestone
}): ReactNode {
  const share = sharePercent === null ? '' : `，${sharePercent}%`
  return (
    <View id={`milestone-${milestone}`} className={`row milestone-${state}`}>
      <WhyClause
        id={`milestone-${milestone}`}
        ask="依据"
        source={{ cite, quote }}
        head={
          <View>
            <View className="strong">
              {dayInWords(by)}前：{whom}
              {share}
            </View>
            <View className={state === 'late' ? 'stop-words' : 'quiet'}>{stateWords(state, remaining)}</View>
          </View>
        }
      >
        {[open, reading].map((words) =>
          words === null ? null : (
            <View key={words} className="quiet gap">
              {words}
            </View>
          ),
        )}
      </WhyClause>
    </View>
  )
}

function stateWords(state: Milestone['state'], remaining: number | null): string {
  if (state === 'reached') return '✓ 已经达到'
  if (remaining === null) return '没有任务数，算不出还差多少'
  return state === 'late' ? `过期了，还差 ${remaining} 人` : `还差 ${remaining} 人`
}

interface PhoneButtonProps {
  resident: string
  /** 000****0001 */
  masked: string
  name: string
}

/** Calls somebody: the whole number is asked for only then, which leaves a line of audit, and is not kept. */
export function PhoneButton({ resident, masked, name }: PhoneButtonProps): ReactNode {
  const deed = useEnrolmentAction('revealField', resident)
  const call = async (): Promise<void> => {
    const revealed = await deed.run({ resident, field: 'phone', reason: 'contact' })
    if (revealed?.value) await callPhone(revealed.value)
  }
  return (
    <View>
      <TextButton
        id={`call-${resident}`}
        className="button button-second call"
        label={`给${name}打电话`}
        onTap={() => void call()}
      >
        {deed.state.is === 'busy' ? '正在接通…' : `打电话 ${masked}`}
      </TextButton>
      <ActionError id={`call-${resident}`} state={deed.state} />
    </View>
  )
}

interface RecordContactProps {
  at: WorkplaceYear
  household: string
  /** What it most likely was. */
  way: ContactWay
  onDone: () => void
}

/** Somebody of the household was spoken to, or looked for: how, and what came of it, in two taps. */
export function RecordContact({ at, household, way: usual, onDone }: RecordContactProps): ReactNode {
  const deed = useVillageAction('recordContact', household)
  const [way, setWay] = useState(usual)
  const record = async (result: ContactResult): Promise<void> => {
    const done = await deed.run({ ...at, household, way, result, note: null })
    if (done !== null) onDone()
  }
  return (
    <View id={`contact-${household}`} className="gap">
      <View className="chips">
        {CONTACT_WAY_IDS.map((id) => (
          <TextButton
            key={id}
            className={id === way ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={id === way}
            onTap={() => {
              deed.changed()
              setWay(id)
            }}
          >
            {WAYS[id]}
          </TextButton>
        ))}
      </View>
      <View>结果怎么样？点一下就记上：</View>
      <View className="buttons">
        {CONTACT_RESULT_IDS.map((id) => (
          <TextButton
            key={id}
            id={`contact-${household}-${id}`}
            className="button button-second"
            onTap={() => void record(id)}
          >
            {RESULTS[id]}
          </TextButton>
        ))}
      </View>
      <ActionError id={`contact-${household}`} state={deed.state} />
    </View>
  )
}

/** As the desk's contract has them (`CONTACT_WAYS`, `CONTACT_RESULTS`), in the order in which a clerk comes to them. */
const WAYS = { door: '上门', phone: '打电话', met: '当面遇到' } as const satisfies Record<
  VillageRequests['recordContact']['way'],
  string
>
const RESULTS = {
  told: '已说明政策',
  willPay: '答应去缴',
  nobody: '没有人在或没接通',
  paidElsewhere: '说已在别处缴了',
  refuses: '不愿参保',
  wrongData: '资料不对',
} as const satisfies Record<VillageRequests['recordContact']['result'], string>
type ContactWay = keyof typeof WAYS
type ContactResult = keyof typeof RESULTS
const CONTACT_WAY_IDS = Object.keys(WAYS) as readonly ContactWay[]
const CONTACT_RESULT_IDS = Object.keys(RESULTS) as readonly ContactResult[]

/** Money that the server does not enter: why, and the two things that can be done with it. */
export function RejectedCash({ taken }: { taken: OfflineCash }): ReactNode {
  const {
    request: { operation, total },
    head,
    refusal,
  } = taken
  const [state, setState] = useState<'idle' | 'busy' | string>('idle')
  const again = async (): Promise<void> => {
    setState('busy')
    const sent = await resendTaken(taken)
    setState(sent.is === 'unanswered' ? '没有连上，有网再试。' : 'idle')
  }
  const giveBack = async (): Promise<void> => {
    if (!(await confirmed('钱退给他们了？', `${head} 一家的 ${yuan(total)} 元已经当面退还。`, '退了'))) return
    setState('busy')
    setState(await recordReturn(operation))
  }
  if (refusal?.code === DAY_UNKNOWN) return <WhichDay taken={taken} />
  return (
    <View id={`refused-${operation}`} className="notice notice-stop">
      <View className="subtitle">这 {yuan(total)} 元没有记上</View>
      <View className="gap refused-why">{refusal?.message}</View>
      {state === 'busy' ? (
        <Waiting words="正在登记" />
      ) : (
        <View className="buttons gap">
          <TextButton id={`return-${operation}`} className="button" onTap={() => void giveBack()}>
            钱退给他们了
          </TextButton>
          <TextButton id={`resend-${operation}`} className="button button-second" onTap={() => void again()}>
            {refusal?.code === 'NOT_HEARD' ? '念过了，再记一次' : '再记一次'}
          </TextButton>
        </View>
      )}
      {state !== 'busy' && state !== 'idle' && <View className="gap strong">{state}</View>}
      <View className="quiet">代码：{refusal?.code}</View>
    </View>
  )
}

/** The county sees that the money went back; only then the phone lets go of it. */
async function recordReturn(operation: string): Promise<string> {
  const deed = `settleConflict ${operation}`
  try {
    const answer = await askVillage('settleConflict', {
      operation: operationFor(deed, Date.now()),
      conflict: operation,
      end: 'returned',
      note: null,
    })
    if (!answer.ok && answer.error.code !== 'CONFLICT_NOT_FOUND') return answer.error.message
    endOperation(deed)
    endTaken(operation)
    return 'idle'
  } catch {
    return '没有连上，退钱还没有登记。有网再点一次。'
  }
}
