import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { dayInWords } from '../../client/days'
import type { Today } from '../../client/functions'
import { useVillage } from '../../client/functions'
import type { WorkplaceYear } from '../../client/saved-workplace'
import { sumOfTaken, useTakenMoney } from '../../client/taken-cash'
import { mayDo } from './clerk-page'
import { Figure, Milestones } from './parts'
import { todayAtWork, keepDay, useKept } from './saved'
import { QueryView } from '../../ui/answers'
import { yuan } from '../../ui/money'
import { openPage } from '../../ui/navigate'
import { Alert, TextButton } from '../../ui/tap'

/** The village in numbers, the one that there is still to do as the biggest, each a tap away from its list. */
export function TodayPart({ at }: { at: WorkplaceYear }): ReactNode {
  const now = useVillage('today', at)
  const { asked, again } = useKept(`today ${at.village} ${at.year}`, now)
  // Of an answer that has just come: a kept one says what day it was.
  const day = now.asked.is === 'answered' && !now.asked.late ? now.asked.answer.day : null
  useEffect(() => {
    if (day !== null) keepDay(day)
  }, [day])
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在数今天的情况" back={null}>
        {(today) => <TodayFigures today={today} />}
      </QueryView>
      {asked.is !== 'answered' && <ClerkWays />}
    </View>
  )
}

const openHouseholds = (filter: string): void => void openPage(`/pages/village/households/index?filter=${filter}`)

function TodayFigures({ today }: { today: Today }): ReactNode {
  const { unpaid, subsidised, subsidisedUnpaid, toVerify, undetermined } = today
  return (
    <View>
      <DueAlerts today={today} />
      <TextButton id="today-unpaid" className="card card-tap" onTap={() => openHouseholds('unpaid')}>
        <View>还没交</View>
        <Figure id="unpaid-number" number={String(unpaid)} unit="人 ›" tone={unpaid === 0 ? 'good' : 'act'} />
        <Progress today={today} />
      </TextButton>
      <ClerkWays />
      <View className="tiles">
        <Tile
          id="today-subsidised"
          name={subsidisedUnpaid === 0 ? `受资助的 ${subsidised} 人都交了` : `受资助的 ${subsidised} 人里还没交`}
          number={`${subsidisedUnpaid} 人`}
          tone={subsidisedUnpaid > 0 ? 'act' : 'plain'}
          onTap={() => openHouseholds('subsidisedUnpaid')}
        />
        <Tile
          id="today-verify"
          name="资料待核"
          number={`${toVerify} 人`}
          tone={toVerify > 0 ? 'act' : 'plain'}
          onTap={() => openHouseholds('flawed')}
        />
        {today.notCovered > 0 && (
          <Tile
            id="today-not-covered"
            name="交了没待遇，看原因"
            number={`${today.notCovered} 人`}
            tone="stop"
            onTap={() => openHouseholds('notCovered')}
          />
        )}
        <MoneyTile money={today.money} />
        {today.receipts !== null && (
          <Tile
            id="today-receipts"
            name="开出的收据"
            number={`${today.receipts.issued} 张`}
            onTap={() => void openPage('/pages/village/receipts/index')}
          />
        )}
      </View>
      {undetermined > 0 && (
        <View id="today-undetermined" className="quiet gap">
          另有 {undetermined} 人该交多少还没核定。
        </View>
      )}
      <Milestones milestones={today.milestones} />
    </View>
  )
}

function Progress({ today: { paid, people, target, coveredLater } }: { today: Today }): ReactNode {
  const whole = target?.people ?? people
  const share = whole === 0 ? 0 : Math.min(100, Math.floor((100 * paid) / whole))
  return (
    <View>
      <View className="progress-track">
        <View className="progress-bar" style={{ width: `${share}%` }} />
      </View>
      <View id="today-paid" className="spread">
        <View>
          已交 <View className="strong inline">{paid}</View> 人
          {coveredLater > 0 ? `，${coveredLater} 人待遇还没开始` : ''}
        </View>
        <View>{target === null ? `应参保 ${people} 人` : `任务 ${target.people} 人`}</View>
      </View>
      {target !== null && <View className="quiet">{target.words}</View>}
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
  { id: 'import', words: '导入台账', action: 'importResidents' },
  { id: 'schemes', words: '别处参保、去世核实', action: 'overlaps' },
] as const

/** What the office lets its holder do. The first is what a day at the doors is about. */
function ClerkWays(): ReactNode {
  const ways = WAYS.filter(({ action }) => mayDo(action))
  return (
    <View id="desk-ways" className="buttons gap">
      {ways.map(({ id, words }) => (
        <TextButton
          key={id}
          id={`go-${id}`}
          className={id === 'households' ? 'button way-first' : 'button button-second'}
          onTap={() => void openPage(`/pages/village/${id}/index`)}
        >
          {words}
        </TextButton>
      ))}
    </View>
  )
}

/** What is late stands out before everything else; then what today asks for. */
function DueAlerts({ today: { late, dueToday, openConflicts } }: { today: Today }): ReactNode {
  const open = (): void => void openPage('/pages/village/duties/index')
  return (
    <View>
      {openConflicts > 0 && (
        <Alert
          id="today-conflicts"
          stop
          words={`${openConflicts} 笔收了钱没记上，要处理`}
          onTap={() => void openPage('/pages/village/unsent/index')}
        />
      )}
      {late.map(({ duty, what, tasks }) => {
        const days = Math.max(0, ...tasks.map(({ daysLate }) => daysLate))
        return <Alert key={duty} id={`late-${duty}`} stop words={`过期 ${days} 天：${what}`} onTap={open} />
      })}
      {dueToday.map(({ duty, what }) => (
        <Alert key={duty} id={`due-${duty}`} words={`今天要办：${what}`} onTap={open} />
      ))}
    </View>
  )
}

/** Cash in her hands: what the server knows of, and what only this phone does. */
function MoneyTile({ money: { inHand, due, late } }: Pick<Today, 'money'>): ReactNode {
  const unsent = sumOfTaken(useTakenMoney().filter(({ request: { way } }) => way === 'cash'))
  const until =
    due === null || inHand === 0
      ? ''
      : late
        ? '，过期没存'
        : due === todayAtWork()
          ? '，今天要存'
          : `，${dayInWords(due).slice(5)}前存`
  return (
    <Tile
      id="today-money"
      number={`${yuan(inHand + unsent)} 元`}
      tone={late ? 'stop' : due === todayAtWork() && inHand > 0 ? 'act' : 'plain'}
      name={`手里的钱${unsent > 0 ? `，${yuan(unsent)} 元没上传` : ''}${until}`}
      onTap={() => void openPage('/pages/village/deposit/index')}
    />
  )
}

interface TileProps {
  id: string
  name: string
  number: string
  tone?: 'act' | 'stop' | 'plain'
  onTap: () => void
}

/** A smaller number, and what it leads to. */
function Tile({ id, name, number, tone = 'plain', onTap }: TileProps): ReactNode {
  return (
    <TextButton id={id} className={`tile tile-${tone}`} onTap={onTap}>
      <View className="tile-number">{number}</View>
      <View className="tile-name">{name} ›</View>
    </TextButton>
  )
}
