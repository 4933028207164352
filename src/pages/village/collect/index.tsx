import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { DeskAt } from '../../../saved/kept-desk'
import { newOperation } from '../../../saved/operations'
import { carriedToCollect } from '../../../village/collecting'
import { CollectForm } from '../../../village/collect-form'
import { Collected } from '../../../village/collected'
import { BackToDesk, DeskPage } from '../../../village/desk-page'
import type { TakenMoney } from '../../../village/taken-money'

/** 收钱: what there is to say, the money, and the receipt's number; or that the phone keeps it until there is a network. */
export default function CollectPage(): ReactNode {
  return <DeskPage id='page-collect'>{(at) => <Collect at={at} />}</DeskPage>
}

function Collect({ at }: { at: DeskAt }): ReactNode {
  const [door] = useState(carriedToCollect)
  const [operation] = useState(() => newOperation(Date.now()))
  const [taken, setTaken] = useState<TakenMoney | null>(null)
  if (door === null || door.people.length === 0) {
    return <View className='card'><View className='gap'>请先打开一户，点谁交钱。</View><View className='gap'><BackToDesk second={false} /></View></View>
  }
  return taken === null
    ? <CollectForm door={door} at={at} operation={operation} onTaken={setTaken} />
    : <Collected taken={taken} />
}
