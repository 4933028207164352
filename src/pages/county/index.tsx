import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { CountyWorkplace } from './county-page'
import { CountyScreen } from './county-page'
import { ProgressPart } from './progress'
import { CountyTodayPart } from './today'
import { openPage } from '../../ui/navigate'
import { TextButton } from '../../ui/tap'
import { Section } from '../../ui/text'

definePageConfig({ navigationBarTitleText: '县里的工作' })

/** 县里的工作: what is to be done today, how far the collection is, and the way to everything that the county does. */
export default function CountyPage(): ReactNode {
  return (
    <CountyScreen id="page-county" title="今天" back={false}>
      {(desk) => (
        <View>
          {desk.may.has('countyDay') && <CountyTodayPart desk={desk} />}
          <ProgressPart desk={desk} township={null}>
            <CountyRooms desk={desk} />
          </ProgressPart>
        </View>
      )}
    </CountyScreen>
  )
}

/** The county's rooms. `needs`: the row of the table of permissions without which there is nothing to see. */
const ROOMS = [
  { page: 'bulletin', name: '每周通报', needs: 'progress' },
  { page: 'money', name: '资金', needs: 'money' },
  { page: 'subsidies', name: '资助资金', needs: 'money' },
  { page: 'targets', name: '任务数', needs: 'progress' },
  { page: 'import', name: '导入参保台账', needs: 'importResidents' },
  { page: 'rosters', name: '资助名单', needs: 'rosters' },
  { page: 'tax', name: '税务文件对账', needs: 'taxFiles' },
  { page: 'outward', name: '报送名单和回执', needs: 'outwardFiles' },
  { page: 'schemes', name: '别处参保和死亡', needs: 'schemeLists' },
  { page: 'approvals', name: '待复核', needs: 'proposals' },
  { page: 'refunds', name: '退费和存疑付款', needs: 'decideRefund' },
  { page: 'oddities', name: '未匹配订单的微信收款', needs: 'oddities' },
  { page: 'outside', name: '补登缴费、作废收款', needs: 'recordPayment' },
  { page: 'quality', name: '资料质量', needs: 'dataQuality' },
  { page: 'begin', name: '还缺什么、开启年度', needs: 'readiness' },
  { page: 'people', name: '人员任命', needs: 'appointments' },
  { page: 'audit', name: '操作记录', needs: 'searchAudit' },
  { page: 'officers', name: '经办情况', needs: 'officerReport' },
] as const

function CountyRooms({ desk: { may, year } }: { desk: CountyWorkplace }): ReactNode {
  return (
    <Section id="county-rooms" title="要办什么">
      <View className="buttons">
        {ROOMS.filter(({ needs }) => may.has(needs)).map(({ page, name }) => (
          <TextButton
            key={page}
            id={`go-${page}`}
            className="button button-second"
            onTap={() => void openPage(`/pages/county/${page}/index?year=${year}`)}
          >
            {name}
          </TextButton>
        ))}
        {may.has('policyDrafts') && (
          <TextButton
            id="go-studio"
            className="button button-second"
            onTap={() => void openPage('/pages/studio/index')}
          >
            政策工作台
          </TextButton>
        )}
      </View>
    </Section>
  )
}
