import '../progress-bar.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { CountyAnswers } from '../../../client/functions'
import { useCounty, useVillage } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen, openVillage } from '../county-page'
import { counted, Figure } from '../parts'
import { QueryView } from '../../../ui/answers'
import { openPage } from '../../../ui/navigate'
import { Alert, TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '乡镇的工作' })

/** 今天, of a township's officer: what waits for them, which villages fall behind, and the way to each thing they do. */
export default function TownPage(): ReactNode {
  return (
    <CountyScreen id="page-town" title="今天" back={false}>
      {(desk) => (desk.township === null ? <NotOfTownship /> : <Today desk={desk} township={desk.township} />)}
    </CountyScreen>
  )
}

function NotOfTownship(): ReactNode {
  return <View className="notice">这一页是乡镇（街道）经办人员用的。县里的工作请从“我的”进去。</View>
}

interface PartProps {
  desk: CountyWorkplace
  township: string
}

function Today({ desk, township }: PartProps): ReactNode {
  const { region, year } = desk
  const { asked, again } = useCounty('progress', { region, year, township })
  return (
    <View className="columns">
      <View>
        <Waiting desk={desk} township={township} />
        <QueryView asked={asked} again={again} waitingFor="正在数各村的进度" back={null}>
          {(progress) => (
            <View>
              <Together progress={progress} township={township} />
              <Behind desk={desk} progress={progress} />
            </View>
          )}
        </QueryView>
      </View>
      <Ways desk={desk} township={township} />
    </View>
  )
}

/** What villages handed in, receipts, and deeds that ask for a second person; what is nothing is not shown. */
function Waiting({ desk: { region, year }, township }: PartProps): ReactNode {
  const handIns = useVillage('handIns', { region, year, township })
  const proposals = useCounty('proposals', { region, waiting: true, after: null })
  const openHandIns = (): void => void openPage(`/pages/county/hand-ins/index?year=${year}`)
  return (
    <View id="town-waiting">
      <QueryView asked={handIns.asked} again={handIns.again} waitingFor="正在看各村交来的" back={null}>
        {({ waiting, receipts }) => {
          const papers = receipts.reduce((sum, one) => sum + one.toCheck + one.toTakeBack + one.toWriteOff, 0)
          return (
            <View>
              {waiting.length > 0 && (
                <Alert id="town-hand-ins" words={`村里交来 ${waiting.length} 份，等您核实`} onTap={openHandIns} />
              )}
              {papers > 0 && (
                <Alert id="town-receipts" words={`收据 ${papers} 张，等您复核、核销`} onTap={openHandIns} />
              )}
              {waiting.length + papers === 0 && (
                <View id="town-nothing" className="notice notice-good">
                  村里交来的都核实完了。
                </View>
              )}
            </View>
          )
        }}
      </QueryView>
      <QueryView asked={proposals.asked} again={proposals.again} waitingFor="正在看待复核的" back={null}>
        {(found) => {
          const mine = found.proposals.filter(({ mayConfirm }) => mayConfirm).length
          return mine === 0 ? null : (
            <Alert
              id="town-approvals"
              words={`村里提请 ${mine} 件，等您复核`}
              onTap={() => void openPage(`/pages/county/approvals/index?year=${year}`)}
            />
          )
        }}
      </QueryView>
    </View>
  )
}

type Progress = CountyAnswers['progress']

function Together({ progress: { total }, township }: { progress: Progress; township: string }): ReactNode {
  const { done, target, people, unpaid } = total
  const whole =
    target === null ? `参保对象 ${counted(people)} 人` : `任务 ${counted(target.people)} 人（${target.basisName}）`
  return (
    <Section id="town-total" title={township}>
      <View className="tallies">
        <Figure
          id="town-percent"
          look="big"
          words={`已完成 ${counted(done)} 人，${whole}`}
          value={`${shareOf(total)}%`}
        />
        <Figure id="town-unpaid" words="还没交" value={counted(unpaid)} />
      </View>
    </Section>
  )
}

/** A share that can be ranked: of the target, else of the people. */
const shareOf = ({ percent, done, people }: Progress['total']): number =>
  percent ?? (people === 0 ? 100 : Math.floor((done * 100) / people))

/** So many are named here; all of them are a tap away. */
const SLOWEST = 5

/** The villages that are furthest behind; each leads to its desk. */
function Behind({ desk, progress: { places } }: { desk: CountyWorkplace; progress: Progress }): ReactNode {
  const ranked = [...places].sort((a, b) => shareOf(a) - shareOf(b)).slice(0, SLOWEST)
  return (
    <Section
      id="town-villages"
      title={places.length > SLOWEST ? `${places.length} 个村里慢的 ${SLOWEST} 个` : '各村，慢的在前'}
    >
      {ranked.length === 0 && <View className="quiet">还没有村。</View>}
      {ranked.map((place) => (
        <TextButton
          key={place.id}
          id={`town-${place.id ?? ''}`}
          className="bar-row"
          label={`${place.name}，完成 ${shareOf(place)}%，还没交 ${place.unpaid} 人，看这个村`}
          onTap={() => openVillage(desk, place.id!, '/pages/village/index')}
        >
          <View className="step-words">
            <View className="bar-head">
              <View className="strong">{place.name} ›</View>
              <View className="strong">{shareOf(place)}%</View>
            </View>
            <View className="bar-track">
              <View className="bar-done" style={{ width: `${Math.min(100, shareOf(place))}%` }} />
            </View>
            <View className="quiet">
              已完成 {counted(place.done)} 人，还没交 {counted(place.unpaid)} 人
            </View>
          </View>
        </TextButton>
      ))}
    </Section>
  )
}

function Ways({ desk: { region, year }, township }: PartProps): ReactNode {
  const query = `year=${year}&region=${region}&township=${encodeURIComponent(township)}`
  const ways = [
    { id: 'hand-ins', name: '村里交来的、收据', page: `hand-ins/index?year=${year}` },
    { id: 'bulletin', name: '每周通报', page: `bulletin/index?${query}` },
    { id: 'assessment', name: '核定单', page: `assessment/index?year=${year}` },
    { id: 'township', name: '各村进度', page: `township/index?${query}` },
    { id: 'approvals', name: '待复核', page: `approvals/index?year=${year}` },
    { id: 'people', name: '村经办人员任命', page: `people/index?year=${year}` },
  ]
  return (
    <Section id="town-ways" title="要办什么">
      <View className="buttons">
        {ways.map(({ id, name, page }) => (
          <TextButton
            key={id}
            id={`go-${id}`}
            className="button button-second"
            onTap={() => void openPage(`/pages/county/${page}`)}
          >
            {name}
          </TextButton>
        ))}
      </View>
    </Section>
  )
}
