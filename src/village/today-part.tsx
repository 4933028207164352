import { View } from '@tarojs/components'
import { useEffect, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { useVillage, type Today } from '../cloud/village'
import { goTo } from '../components/go-to'
import { Tap } from '../components/tap'
import type { DeskAt } from '../saved/kept-desk'
import { keepDay } from './desk-day'
import { DueAlerts } from './due-alerts'
import { mayDo } from './desk-page'
import { Figure } from './figure'
import { useKept } from './kept-answers'
import { Milestones } from './milestones'
import { MoneyTile } from './money-tile'
import { Tile } from './tile'

/** The village in numbers, the one that there is still to do as the biggest, each a tap away from its list. */
export function TodayPart({ at }: { at: DeskAt }): ReactNode {
  const now = useVillage('today', at)
  const { asked, again } = useKept(`today ${at.village} ${at.year}`, now)
  // Of an answer that has just come: a kept one says what day it was.
  const day = now.asked.is === 'answered' && !now.asked.late ? now.asked.answer.day : null
  useEffect(() => { if (day !== null) keepDay(day) }, [day])
  return (
    <View>
      <AskedPart asked={asked} again={again} waitingFor='正在数今天的情况' back={null}>
        {(today) => <TodayFigures today={today} />}
      </AskedPart>
      <DeskWays />
    </View>
  )
}

const openHouseholds = (filter: string): void => void goTo(`/pages/village/households/index?filter=${filter}`)

function TodayFigures({ today }: { today: Today }): ReactNode {
  const { unpaid, subsidised, subsidisedUnpaid, toVerify, undetermined } = today
  return (
    <View>
      <DueAlerts today={today} />
      <Tap id='today-unpaid' className='card card-tap' label={`还没交 ${unpaid} 人，看名单`} onTap={() => openHouseholds('unpaid')}>
        <View>还没交</View>
        <Figure id='unpaid-number' number={String(unpaid)} unit='人 ›' tone={unpaid === 0 ? 'good' : 'act'} />
        <Progress today={today} />
      </Tap>
      <View className='tiles'>
        <Tile id='today-subsidised' name={`资助的 ${subsidised} 人里没交`} number={`${subsidisedUnpaid} 人`} tone={subsidisedUnpaid > 0 ? 'act' : 'plain'} onTap={() => openHouseholds('subsidisedUnpaid')} />
        <Tile id='today-verify' name='资料待核' number={`${toVerify} 人`} tone={toVerify > 0 ? 'act' : 'plain'} onTap={() => openHouseholds('flawed')} />
        <MoneyTile money={today.money} />
        {today.receipts !== null && <Tile id='today-receipts' name='开出的收据' number={`${today.receipts.issued} 张`} onTap={() => void goTo('/pages/village/receipts/index')} />}
      </View>
      {undetermined > 0 && <View id='today-undetermined' className='quiet gap'>另有 {undetermined} 人该交多少还没核定。</View>}
      <Milestones milestones={today.milestones} />
    </View>
  )
}

function Progress({ today: { paid, people, target } }: { today: Today }): ReactNode {
  const whole = target?.people ?? people
  const share = whole === 0 ? 0 : Math.min(100, Math.floor((100 * paid) / whole))
  return (
    <View>
      <View className='progress-track'><View className='progress-bar' style={{ width: `${share}%` }} /></View>
      <View id='today-paid' className='spread'>
        <View>已交 <View className='strong inline'>{paid}</View> 人</View>
        <View>{target === null ? `应参保 ${people} 人` : `任务 ${target.people} 人`}</View>
      </View>
      {target !== null && <View className='quiet'>{target.words}</View>}
    </View>
  )
}

const WAYS = [
  { id: 'households', words: '挨户收钱', action: 'households' },
  { id: 'duties', words: '要办的事', action: 'duties' },
  { id: 'calls', words: '催缴名单', action: 'callList' },
  { id: 'postings', words: '公示', action: 'postings' },
  { id: 'deposit', words: '缴存', action: 'depositCash' },
  { id: 'close', words: '收工对账', action: 'dayClose' },
] as const

/** What the office lets its holder do. The first is what a day at the doors is about. */
function DeskWays(): ReactNode {
  const ways = WAYS.filter(({ action }) => mayDo(action))
  return (
    <View id='desk-ways' className='buttons gap'>
      {ways.map(({ id, words }) => (
        <Tap key={id} id={`go-${id}`} className={id === 'households' ? 'button way-first' : 'button button-second'} onTap={() => void goTo(`/pages/village/${id}/index`)}>{words}</Tap>
      ))}
    </View>
  )
}
