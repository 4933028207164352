import './county-screen.scss'
import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { tellServerDay } from '../../client/days'
import type { VillageAnswers, Workplace } from '../../client/functions'
import { useVillage } from '../../client/functions'
import { saveWorkplace } from '../../client/saved-workplace'
import { QueryView } from '../../ui/answers'
import { openPage } from '../../ui/navigate'
import { Screen } from '../../ui/screen'
import { TextButton } from '../../ui/tap'
import { QuestionTitle } from '../../ui/text'

/** The county's desk as a page needs it: of which place and year, and what the caller's role may do. */
export interface CountyWorkplace {
  region: string
  regionName: string
  year: number
  /** Actions of the table of permissions; a button shows only where its action is here. */
  may: ReadonlySet<string>
  villages: VillageAnswers['desk']['villages']
  /** Of a township's officer, whose villages these are; null = of the county. */
  township: string | null
  /** As the server told it, to go on to a village's desk with. */
  office: Workplace
}

interface CountyScreenProps {
  id: string
  title: string
  /** False on the desk's first page. */
  back?: boolean
  /** Also of a county that has opened no year yet. */
  always?: boolean
  children: (desk: CountyWorkplace) => ReactNode
}

/** Goes on to a village's desk: it opens at the village and year that were chosen last. */
export function openVillage({ office, year }: CountyWorkplace, village: string, page: string): void {
  saveWorkplace({ desk: office, at: { village, year } })
  void openPage(page)
}

const COUNTY = '/pages/county/index'

/**
 * The frame of the county's pages: who one is at work and of which year is asked first; who holds no such office is
 * told so.
 */
export function CountyScreen({ id, title, back = true, always = false, children }: CountyScreenProps): ReactNode {
  const { year } = useRouter<{ year?: string }>().params
  const { asked, again } = useVillage('desk', {})
  return (
    <Screen id={id} wide>
      <QuestionTitle>{title}</QuestionTitle>
      <QueryView asked={asked} again={again} waitingFor="正在看您的岗位" back={<BackHome />}>
        {(answer) => (
          <CountyRoom answer={answer} wanted={year === undefined ? null : Number(year)} always={always}>
            {children}
          </CountyRoom>
        )}
      </QueryView>
      <View className="buttons gap-big">{back ? <BackToCounty /> : <BackHome />}</View>
    </Screen>
  )
}

function CountyRoom({
  answer,
  wanted,
  always,
  children,
}: {
  answer: VillageAnswers['desk']
  wanted: number | null
  always: boolean
  children: (desk: CountyWorkplace) => ReactNode
}): ReactNode {
  const { role, region, regionName, years, may, villages, day } = answer
  // Before the forms below are drawn: they begin with today.
  tellServerDay(day)
  const chosen = years.find(({ year }) => year === wanted) ?? years[0]
  if (role === null || role === 'clerk' || region === null) {
    return (
      <View id="county-no-office" className="notice notice-stop">
        这里是县、乡镇经办和稽核人员办事的地方，您现在没有这样的岗位。应当有的，请让县医保经办机构给您一个岗位邀请码。
      </View>
    )
  }
  const township = role === 'township' ? (villages[0]?.township ?? '') : null
  const workplace = { region, regionName: regionName ?? '', may: new Set(may), villages, township, office: answer }
  if (chosen === undefined)
    return always ? (
      <>{children({ ...workplace, year: 0 })}</>
    ) : (
      <View id="county-no-season" className="notice">
        {regionName}还没有开始任何一个年度的征缴。
        {township === null && (
          <TextButton id="county-begin" className="button gap" onTap={() => void openPage('/pages/county/begin/index')}>
            看还缺什么，开启年度
          </TextButton>
        )}
      </View>
    )
  return (
    <View>
      <YearChoice regionName={regionName ?? ''} years={years} chosen={chosen.year} />
      {children({ ...workplace, year: chosen.year })}
    </View>
  )
}

function BackToCounty(): ReactNode {
  const back = async (): Promise<void> => {
    if (Taro.getCurrentPages().length > 1) await Taro.navigateBack()
    else await Taro.redirectTo({ url: COUNTY })
  }
  return (
    <TextButton id="back-to-county" className="button button-second" onTap={() => void back()}>
      返回
    </TextButton>
  )
}

function BackHome(): ReactNode {
  return (
    <TextButton
      id="county-home"
      className="button button-second"
      onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}
    >
      回首页
    </TextButton>
  )
}

interface YearChoiceProps {
  regionName: string
  years: VillageAnswers['desk']['years']
  chosen: number
}

/** Of which place and year everything below is; another year opens the same page anew. */
function YearChoice({ regionName, years, chosen }: YearChoiceProps): ReactNode {
  if (years.length === 1)
    return (
      <View className="quiet">
        {regionName} · {years[0]!.title}
      </View>
    )
  const open = (year: number): void => {
    const [page] = Taro.getCurrentPages().slice(-1)
    void Taro.redirectTo({ url: `/${page?.route ?? 'pages/county/index'}?year=${year}` })
  }
  return (
    <View>
      <View className="quiet">{regionName}</View>
      <View className="chips">
        {years.map(({ year, title }) => (
          <TextButton
            key={year}
            className={year === chosen ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={year === chosen}
            onTap={() => open(year)}
          >
            {title}
          </TextButton>
        ))}
      </View>
    </View>
  )
}
