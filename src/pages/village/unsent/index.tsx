import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { Conflict } from '../../../client/functions'
import { useVillage, useVillageAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import type { OfflineCash } from '../../../client/taken-cash'
import { sumOfTaken, useTakenMoney, waitsForServer } from '../../../client/taken-cash'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { Figure, RejectedCash } from '../parts'
import { sendAllTaken } from '../send-cash'
import { ActionError, Waiting } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '没上传的' })

/** 没上传的: money that only this phone knows of, and money that the server would not enter. */
export default function UnsentPage(): ReactNode {
  return (
    <ClerkPage id="page-unsent" title="没上传、没记上的钱">
      {(at) => <Unsent at={at} />}
    </ClerkPage>
  )
}

function Unsent({ at }: { at: WorkplaceYear }): ReactNode {
  const taken = useTakenMoney()
  const waiting = taken.filter(waitsForServer)
  const refused = taken.filter((one) => !waitsForServer(one))
  return (
    <View>
      {refused.map((one) => (
        <View key={one.request.operation}>
          <View className="gap strong">
            {one.head} 一家，{clock(one.takenAt)}收的
          </View>
          <RejectedCash taken={one} />
        </View>
      ))}
      {taken.length === 0 && (
        <View id="all-sent" className="notice notice-good">
          收的钱都记上了。
        </View>
      )}
      {waiting.length > 0 && <WaitingMoney waiting={waiting} />}
      <ConflictsPart at={at} onPhone={refused.map(({ request }) => request.operation)} />
      <View className="buttons gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

function WaitingMoney({ waiting }: { waiting: readonly OfflineCash[] }): ReactNode {
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const send = async (): Promise<void> => {
    setBusy(true)
    await sendAllTaken()
    setBusy(false)
    setTried(true)
  }
  return (
    <Section id="waiting-money">
      <View>没上传，等有网</View>
      <Figure
        id="waiting-number"
        number={String(waiting.length)}
        unit={`笔，共 ${yuan(sumOfTaken(waiting))} 元`}
        tone="act"
      />
      {waiting.map((one) => (
        <View key={one.request.operation} className="row spread">
          <View>
            {one.head} 一家，{clock(one.takenAt)}收的
          </View>
          <View className="spread-end">{yuan(one.request.total)} 元</View>
        </View>
      ))}
      {busy ? (
        <Waiting words="正在上传" />
      ) : (
        <TextButton id="send-now" className="button gap" onTap={() => void send()}>
          现在上传
        </TextButton>
      )}
      {tried && !busy && (
        <View id="still-waiting" className="notice">
          还是没有连上。钱记在手机上，不会丢，到有网的地方会自动上传。
        </View>
      )}
    </Section>
  )
}

/** 12月10日 09:05 */
function clock(ms: number): string {
  const shanghai = new Date(ms + 8 * 3_600_000).toISOString()
  return `${Number(shanghai.slice(5, 7))}月${Number(shanghai.slice(8, 10))}日 ${shanghai.slice(11, 16)}`
}

/** Money that the village took and that is entered nowhere, as the server knows it: of other phones too. */
function ConflictsPart({ at, onPhone }: { at: WorkplaceYear; onPhone: readonly string[] }): ReactNode {
  const { asked, again } = useVillage('conflicts', at)
  if (asked.is !== 'answered') return null
  const open = asked.answer.conflicts.filter(({ conflict, state }) => state === 'open' && !onPhone.includes(conflict))
  if (open.length === 0) return null
  return (
    <Section id="conflicts" title="收了钱没记上的">
      {open.map((conflict) => (
        <ConflictRow key={conflict.conflict} conflict={conflict} onDone={again} />
      ))}
    </Section>
  )
}

function ConflictRow({
  conflict: { conflict, head, amount, takenOn, message, mine },
  onDone,
}: {
  conflict: Conflict
  onDone: () => void
}): ReactNode {
  const deed = useVillageAction('settleConflict', conflict)
  const settle = async (): Promise<void> => {
    if (!(await confirmed('钱退给他们了？', `${head ?? ''} 一家的 ${yuan(amount)} 元已经当面退还。`, '退了'))) return
    if ((await deed.run({ conflict, end: 'returned', note: null })) !== null) onDone()
  }
  return (
    <View id={`conflict-${conflict}`} className="row">
      <View className="strong">
        {head ?? '没有户主'} 一家 {yuan(amount)} 元，{dayInWords(takenOn)}收的{mine ? '' : '（别的经办人员收的）'}
      </View>
      <View>{message}</View>
      {mayDo('settleConflict') && (
        <TextButton className="button button-second gap" onTap={() => void settle()}>
          钱退给他们了
        </TextButton>
      )}
      <ActionError id={`conflict-${conflict}`} state={deed.state} />
    </View>
  )
}
