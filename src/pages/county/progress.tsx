import './progress-bar.scss'
import './week-chart.scss'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { dayInWords } from '../../client/days'
import type { CountyAnswers } from '../../client/functions'
import { useCounty } from '../../client/functions'
import type { CountyWorkplace } from './county-page'
import { counted, countedOrNot, Figure, villageUrl } from './parts'
import { QueryView } from '../../ui/answers'
import { openPage } from '../../ui/navigate'
import { WhyClause } from '../../ui/notice'
import { TextButton } from '../../ui/tap'
import { Section, Paragraph } from '../../ui/text'

type Progress = CountyAnswers['progress']

/**
 * How far the place is, or one township of it: together, against each milestone, part by part, and week by week.
 * `children` stand below the total.
 */
export function ProgressPart({
  desk: { region, year },
  township,
  children,
}: {
  desk: CountyWorkplace
  township: string | null
  children?: ReactNode
}): ReactNode {
  const { asked, again } = useCounty('progress', { region, year, township })
  return (
    <View className="columns">
      <QueryView asked={asked} again={again} waitingFor="正在取征收进度" back={null}>
        {(progress) => (
          <View>
            <Together progress={progress} />
            {children}
            <Milestones progress={progress} />
            <Statuses progress={progress} />
          </View>
        )}
      </QueryView>
      <View>
        <Weeks region={region} year={year} township={township} />
        <QueryView asked={asked} again={again} waitingFor="正在取各地进度" back={null}>
          {(progress) => <Places progress={progress} />}
        </QueryView>
      </View>
    </View>
  )
}

function Together({ progress: { total, name, day, counts } }: { progress: Progress }): ReactNode {
  const { done, percent, target, people, paid, exempt, unpaid, unpaidSubsidised } = total
  return (
    <Section id="progress-total" title={`${name} ${dayInWords(day)}`}>
      <View className="tallies">
        <Figure
          id="progress-percent"
          look="big"
          words={
            target === null
              ? '已完成人数，没有下达任务数'
              : `已完成 ${counted(done)} 人，任务 ${counted(target.people)} 人（${target.basisName}）`
          }
          value={percent === null ? counted(done) : `${percent}%`}
        />
      </View>
      <View className="tallies">
        <Figure words="参保对象" value={counted(people)} />
        <Figure words="已缴费" value={counted(paid)} />
        <Figure words="免缴已登记" value={counted(exempt)} />
        <Figure words="还没办好" value={counted(unpaid)} />
        <Figure
          words="其中受资助"
          value={counted(unpaidSubsidised)}
          {...(unpaidSubsidised > 0 ? { look: 'stop' as const } : {})}
        />
      </View>
      <WhyClause
        id="progress-counts"
        ask="依据"
        head={
          <View className="quiet">
            <Paragraph>{counts.words}</Paragraph>
          </View>
        }
        source={counts}
      />
    </Section>
  )
}

function Milestones({ progress: { milestones, total } }: { progress: Progress }): ReactNode {
  if (milestones.length === 0)
    return (
      <Section id="milestones" title="进度节点">
        <View className="quiet">通知没有写进度节点。</View>
      </Section>
    )
  return (
    <Section id="milestones" title="进度节点">
      {milestones.map((milestone) => {
        const { id, by, whom, sharePercent, reading, why } = milestone
        const standing = total.milestones.find((one) => one.id === id)
        return (
          <View key={id} id={`milestone-${id}`} className="row">
            <WhyClause
              id={`milestone-${id}`}
              ask="依据"
              source={milestone}
              head={
                <View>
                  <View className="strong">
                    <Paragraph>{`${dayInWords(by)}前`}</Paragraph>
                    {sharePercent === null ? '' : ` ${sharePercent}%`}
                  </View>
                  <View>{whom}</View>
                </View>
              }
            />
            {standing !== undefined && <MilestoneWords standing={standing} />}
            {(why ?? reading) !== null && <View className="quiet">{why ?? reading}</View>}
          </View>
        )
      })}
    </Section>
  )
}

function MilestoneWords({
  standing: { standing, standingName, required, remaining, neededADay, onTheDay },
}: {
  standing: Progress['total']['milestones'][number]
}): ReactNode {
  const late = standing === 'late'
  return (
    <View className={late ? 'notice notice-stop' : 'notice notice-calm'}>
      <View className="strong">{standingName}</View>
      {required !== null && (
        <View>
          要 {counted(required)} 人，还差 {countedOrNot(remaining)} 人
          {neededADay === null || neededADay === 0 ? '' : `，每天要 ${counted(neededADay)} 人`}。
        </View>
      )}
      {onTheDay !== null && <View className="quiet">当天晚上是 {counted(onTheDay)} 人。</View>}
    </View>
  )
}

function Weeks({ region, year, township }: { region: string; year: number; township: string | null }): ReactNode {
  const { asked, again } = useCounty('progressWeeks', { region, year, township })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取逐周进度" back={null}>
      {(weeks) => <WeekChart weeks={weeks} />}
    </QueryView>
  )
}

/** Those that are late first, then in the notice's order. */
function Places({ progress: { places, milestones, township, region, year } }: { progress: Progress }): ReactNode {
  const shares = [
    ...new Set(
      milestones.flatMap(({ sharePercent, why }) => (sharePercent === null || why !== null ? [] : [sharePercent])),
    ),
  ]
  const marks = shares.map((percent) => ({ id: String(percent), percent }))
  const ordered = [...places.filter(isLate), ...places.filter((place) => !isLate(place))]
  const open = (name: string): void =>
    void openPage(`/pages/county/township/index?year=${year}&region=${region}&township=${encodeURIComponent(name)}`)
  return (
    <Section id="places" title={township === null ? '乡镇一览' : '村（社区）一览'}>
      {marks.length > 0 && (
        <View className="quiet">
          竖线是进度节点：{shares.map((percent) => `${percent}%`).join('、')}。红色的逾期未完成。
        </View>
      )}
      {ordered.map((place) => (
        <ProgressBar
          key={place.id ?? ''}
          place={place}
          marks={marks}
          onTap={() => (township === null ? open(place.name) : void openPage(villageUrl(place.id!, year)))}
        />
      ))}
    </Section>
  )
}

function Statuses({ progress: { statuses } }: { progress: Progress }): ReactNode {
  return (
    <Section id="statuses" title="按状态">
      {statuses.map(({ status, name, people, subsidised }) => (
        <View key={status} className="row bar-head">
          <View>{name}</View>
          <View className="strong">
            {counted(people)} 人{subsidised === 0 ? '' : `，受资助 ${counted(subsidised)}`}
          </View>
        </View>
      ))}
    </Section>
  )
}

type Place = CountyAnswers['progress']['places'][number]

/** Where a milestone lies on a bar, percent of the target. */
interface Mark {
  id: string
  percent: number
}

/** How far one place is: its bar, where the milestones lie on it, and what is missing. */
function ProgressBar({ place, marks, onTap }: { place: Place; marks: readonly Mark[]; onTap?: () => void }): ReactNode {
  const { id, name, target, people, done, percent } = place
  const late = isLate(place)
  const inside = (
    <View className="step-words">
      <View className="bar-head">
        <View className="strong">
          {name}
          {onTap === undefined ? '' : ' ›'}
        </View>
        <View className="strong">{percent === null ? `${counted(done)} 人` : `${percent}%`}</View>
      </View>
      <View className="bar-track">
        <View
          className="bar-done"
          style={{ width: `${Math.min(100, percent ?? (people === 0 ? 0 : (100 * done) / people))}%` }}
        />
        {target !== null &&
          marks.map((mark) => (
            <View key={mark.id} className="bar-mark" style={{ left: `${Math.min(100, mark.percent)}%` }} />
          ))}
      </View>
      <View className="quiet">
        {counted(done)} / {countedOrNot(target?.people ?? null)} 人{missingWords(place)}
      </View>
    </View>
  )
  const row = late ? 'bar-row bar-late' : 'bar-row'
  if (onTap === undefined)
    return (
      <View id={`place-${id ?? 'all'}`} className={row}>
        {inside}
      </View>
    )
  return (
    <TextButton id={`place-${id ?? 'all'}`} className={row} label={`打开${name}`} onTap={onTap}>
      {inside}
    </TextButton>
  )
}

const isLate = ({ milestones }: Place): boolean => milestones.some(({ standing }) => standing === 'late')

/** What is still missing for the next milestone that can be counted. */
function missingWords({ milestones }: Place): string {
  const next = milestones.find(
    ({ standing, remaining }) => (standing === 'late' || standing === 'ahead') && remaining !== null && remaining > 0,
  )
  if (next === undefined) return ''
  return `，${next.standing === 'late' ? '逾期还差' : '还差'} ${counted(next.remaining!)} 人`
}

/** How it came there, week by week, with what is required as lines across; the same in words for who cannot see it. */
function WeekChart({ weeks: { points, required, target } }: { weeks: CountyAnswers['progressWeeks'] }): ReactNode {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) {
    return (
      <Section id="weeks" title="逐周进度">
        <View className="quiet">还没有记下过每晚的进度；过一晚就有。</View>
      </Section>
    )
  }
  const top = Math.max(
    target?.people ?? 0,
    ...points.map(({ done }) => done),
    ...required.map(({ people }) => people),
    1,
  )
  const high = (people: number): string => `${(100 * people) / top}%`
  return (
    <Section id="weeks" title="逐周进度">
      <View
        className="week-chart"
        {...spoken(
          `从${dayInWords(first.day)}的${counted(first.done)}人，到${dayInWords(last.day)}的${counted(last.done)}人`,
        )}
      >
        {required.map(({ id, people }) => (
          <View key={id} className="week-line" style={{ bottom: high(people) }} />
        ))}
        {points.map(({ day, done }) => (
          <View key={day} className="week-column" style={{ height: high(done) }} />
        ))}
      </View>
      <View className="bar-head quiet">
        <View>{dayInWords(first.day)}</View>
        <View>{dayInWords(last.day)}</View>
      </View>
      <View className="gap">
        最近一次：
        <Text className="strong">
          {counted(last.done)} 人{last.percent === null ? '' : `，${last.percent}%`}
        </Text>
      </View>
      {required.map(({ id, by, people }) => (
        <View key={id} className="quiet">
          虚线：{dayInWords(by)}前要到 {counted(people)} 人
        </View>
      ))}
      {points.length > 1 && <View className="quiet">比上周增加 {counted(last.done - points.at(-2)!.done)} 人。</View>}
    </Section>
  )
}

const spoken = (label: string): object =>
  process.env.TARO_ENV === 'h5' ? { role: 'img', 'aria-label': label } : { 'aria-role': 'img', 'aria-label': label }
