import './clerk.scss'
import Taro, { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { tellServerDay } from '../../client/days'
import type { Workplace } from '../../client/functions'
import { useVillage } from '../../client/functions'
import { confirmed } from '../../client/phone'
import type { WorkplaceYear } from '../../client/saved-workplace'
import { forgetWorkplace, saveWorkplace, savedWorkplace } from '../../client/saved-workplace'
import { takenMoney } from '../../client/taken-cash'
import type { Asked } from '../../client/use-query'
import { UnsentAlert, useSending } from './clerk-page'
import { forgetCollecting } from './home-visit'
import { forgetOfflineList, forgetAnswers, forgetDay, forgetRows } from './saved'
import { TodayPart } from './today'
import { QueryView } from '../../ui/answers'
import { openPage } from '../../ui/navigate'
import { Screen } from '../../ui/screen'
import { Choice, TextButton } from '../../ui/tap'

definePageConfig({ navigationBarTitleText: '村里的工作' })

const HOME = '/pages/home/index'

/**
 * 今天: how the village stands, what is due, and one tap to each thing that a clerk does. Who comes from the county's
 * pages says of which village, and what of it they want to see.
 */
export default function VillagePage(): ReactNode {
  const { asked, again } = useWorkplace()
  useWayOn(asked)
  useSending()
  return (
    <Screen id="page-village">
      <UnsentAlert />
      <QueryView asked={asked} again={again} waitingFor="正在查您的岗位" back={null}>
        {({ desk, at, choose }) => {
          if (desk.role === null) return <NoOffice />
          return (
            <View>
              <Workplaces desk={desk} at={at} choose={choose} />
              {at === null ? <NothingOpen /> : <TodayPart key={`${at.village} ${at.year}`} at={at} />}
            </View>
          )
        }}
      </QueryView>
      <View className="buttons gap-big">
        <TextButton id="village-home" className="button button-second" onTap={() => void Taro.reLaunch({ url: HOME })}>
          回首页
        </TextButton>
        <TextButton id="leave-work" className="button button-second" onTap={() => void leave()}>
          退出工作
        </TextButton>
      </View>
    </Screen>
  )
}

/** The village that the page was opened for, and the page of it that comes next; each page of a village alone. */
function useWayOn(asked: Asked<AtWork>): void {
  const { village, year, on } = useRouter<{ village?: string; year?: string; on?: string }>().params
  const [gone, setGone] = useState(false)
  useEffect(() => {
    if (gone || village === undefined || asked.is !== 'answered') return
    const { desk, choose } = asked.answer
    if (!desk.villages.some((one) => one.village === village)) return
    setGone(true)
    choose({ village, year: Number(year) })
    const next = on === undefined ? '' : decodeURIComponent(on)
    if (next.startsWith('/pages/village/')) void openPage(next)
  }, [asked, gone, village, year, on])
}

/** Money that is not entered yet keeps one at work: the phone alone knows of it. */
async function leave(): Promise<void> {
  if (takenMoney().length > 0) {
    await Taro.showModal({
      title: '还有钱没上传',
      content: '先到有网的地方上传，或者处理完，再退出。',
      showCancel: false,
      confirmText: '知道了',
    })
    return
  }
  if (!(await confirmed('退出村里的工作？', '这部手机上存的户名单会全部清掉，下次连上网再取。', '退出'))) return
  leaveWork()
  await Taro.reLaunch({ url: HOME })
}

function NoOffice(): ReactNode {
  return (
    <View id="no-office" className="card">
      <View className="title">您现在没有村里的岗位</View>
      <View className="gap">
        可能是任期到了，也可能还没有登记。手机上存的户名单已经清掉。应当由您来办的，请联系县医保经办机构。
      </View>
    </View>
  )
}

function NothingOpen(): ReactNode {
  return (
    <View id="nothing-open" className="card">
      这里还没有开始征缴的年度，等县里开了再来。
    </View>
  )
}

interface WorkplacesProps {
  desk: Workplace
  at: WorkplaceYear | null
  choose: (at: WorkplaceYear) => void
}

/** Of an office of some village groups, which. */
const groupWords = (groups: readonly string[] | null): string => (groups === null ? '' : ` ${groups.join('、')}`)

/** Where one works; to be changed where the office has several villages or years. */
function Workplaces({ desk: { villages, years, roleName }, at, choose }: WorkplacesProps): ReactNode {
  const [open, setOpen] = useState(false)
  const here = villages.find(({ village }) => village === at?.village)
  const several = at !== null && villages.length * years.length > 1
  const pick = (chosen: WorkplaceYear): void => {
    choose(chosen)
    setOpen(false)
  }
  return (
    <View id="desk-place">
      <View className="spread">
        <View className="title">
          {here === undefined ? '村里的工作' : `${here.township}${here.name}${groupWords(here.groups)}`}
        </View>
        {several && (
          <TextButton id="desk-change" className="link" expanded={open} onTap={() => setOpen(!open)}>
            {open ? '收起' : '换一个'}
          </TextButton>
        )}
      </View>
      <View className="quiet">
        {at === null ? '' : `${at.year} 年度 · `}
        {roleName}
      </View>
      {open && at !== null && (
        <View id="desk-choices">
          {villages.length > 1 &&
            villages.map(({ village, township, name }) => (
              <Choice
                key={village}
                id={`desk-village-${village}`}
                label={`${township}${name}`}
                on={village === at.village}
                onTap={() => pick({ ...at, village })}
              />
            ))}
          {years.length > 1 &&
            years.map(({ year, title }) => (
              <Choice
                key={year}
                id={`desk-year-${year}`}
                label={title}
                on={year === at.year}
                onTap={() => pick({ ...at, year })}
              />
            ))}
        </View>
      )}
    </View>
  )
}

interface AtWork {
  desk: Workplace
  /** Where she works now; null = she has no village or no season is open. */
  at: WorkplaceYear | null
  choose: (at: WorkplaceYear) => void
}

/**
 * The caller's office and the village and year that she works on. Without a network it is what the phone was told last;
 * when the office is over, everything about people leaves the phone.
 */
function useWorkplace(): { asked: Asked<AtWork>; again: () => void } {
  const { asked, again } = useVillage('desk', {})
  const [kept, setKept] = useState(savedWorkplace)
  const fresh = asked.is === 'answered' ? asked.answer : null

  useEffect(() => {
    if (fresh === null) return
    tellServerDay(fresh.day)
    const before = savedWorkplace()?.desk
    if (before !== undefined && reachOf(before) !== reachOf(fresh)) forgetPeople()
    if (fresh.role === null) leaveWork()
    else saveWorkplace({ desk: fresh, at: placeIn(fresh, savedWorkplace()?.at ?? null) })
    setKept(savedWorkplace())
  }, [fresh])

  const desk = fresh ?? kept?.desk ?? null
  if (desk === null || (asked.is !== 'answered' && asked.is !== 'asking' && asked.is !== 'unanswered'))
    return { asked: asked as Asked<AtWork>, again }
  const choose = (at: WorkplaceYear): void => {
    saveWorkplace({ desk, at })
    setKept({ desk, at })
  }
  return {
    asked: { is: 'answered', answer: { desk, at: placeIn(desk, kept?.at ?? null), choose }, late: false },
    again,
  }
}

const reachOf = ({ region, villages }: Workplace): string =>
  JSON.stringify([region, villages.map(({ village, groups }) => [village, groups])])

/** The place chosen before, while it is hers; else her first. */
function placeIn({ villages, years }: Workplace, chosen: WorkplaceYear | null): WorkplaceYear | null {
  const village = villages.find((one) => one.village === chosen?.village) ?? villages[0]
  const year = years.find((one) => one.year === chosen?.year) ?? years[0]
  return village === undefined || year === undefined ? null : { village: village.village, year: year.year }
}

/** Nothing about people stays on the phone. Money that the server has not entered does: it is somebody's. */
function leaveWork(): void {
  forgetPeople()
  forgetDay()
  forgetWorkplace()
}

/** What was kept of a desk's people: also when the office changes, as it may be of fewer villages or groups now. */
function forgetPeople(): void {
  forgetRows()
  forgetOfflineList()
  forgetAnswers()
  forgetCollecting()
}
