import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Waiting } from '../../../asking/waiting'
import { Section } from '../../../components/section'
import { Tap } from '../../../components/tap'
import { yuan } from '../../../result/money-words'
import type { DeskAt } from '../../../saved/kept-desk'
import { ConflictsPart } from '../../../village/conflicts-part'
import { BackToDesk, DeskPage } from '../../../village/desk-page'
import { Figure } from '../../../village/figure'
import { RefusedMoney } from '../../../village/refused-money'
import { sendAllTaken } from '../../../village/send-taken'
import { sumOfTaken, useTakenMoney, waitsForServer, type TakenMoney } from '../../../village/taken-money'

/** 没上传的: money that only this phone knows of, and money that the server would not enter. */
export default function UnsentPage(): ReactNode {
  return <DeskPage id='page-unsent' title='没上传、没记上的钱'>{(at) => <Unsent at={at} />}</DeskPage>
}

function Unsent({ at }: { at: DeskAt }): ReactNode {
  const taken = useTakenMoney()
  const waiting = taken.filter(waitsForServer)
  const refused = taken.filter((one) => !waitsForServer(one))
  return (
    <View>
      {refused.map((one) => <View key={one.request.operation}><View className='gap strong'>{one.head} 一家，{clock(one.takenAt)}收的</View><RefusedMoney taken={one} /></View>)}
      {taken.length === 0 && <View id='all-sent' className='notice notice-good'>收的钱都记上了。</View>}
      {waiting.length > 0 && <WaitingMoney waiting={waiting} />}
      <ConflictsPart at={at} onPhone={refused.map(({ request }) => request.operation)} />
      <View className='buttons gap-big'><BackToDesk /></View>
    </View>
  )
}

function WaitingMoney({ waiting }: { waiting: readonly TakenMoney[] }): ReactNode {
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const send = async (): Promise<void> => {
    setBusy(true)
    await sendAllTaken()
    setBusy(false)
    setTried(true)
  }
  return (
    <Section id='waiting-money'>
      <View>没上传，等有网</View>
      <Figure id='waiting-number' number={String(waiting.length)} unit={`笔，共 ${yuan(sumOfTaken(waiting))} 元`} tone='act' />
      {waiting.map((one) => (
        <View key={one.request.operation} className='row spread'>
          <View>{one.head} 一家，{clock(one.takenAt)}收的</View>
          <View className='spread-end'>{yuan(one.request.total)} 元</View>
        </View>
      ))}
      {busy ? <Waiting words='正在上传' /> : <Tap id='send-now' className='button gap' onTap={() => void send()}>现在上传</Tap>}
      {tried && !busy && <View id='still-waiting' className='notice'>还是没有连上。钱记在手机上，不会丢，到有网的地方会自动上传。</View>}
    </Section>
  )
}

/** 12月10日 09:05 */
function clock(ms: number): string {
  const shanghai = new Date(ms + 8 * 3_600_000).toISOString()
  return `${Number(shanghai.slice(5, 7))}月${Number(shanghai.slice(8, 10))}日 ${shanghai.slice(11, 16)}`
}
