import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { Today } from '../cloud/village'
import { WhyClause } from '../components/clause'
import { Section } from '../components/section'

type Milestone = Today['milestones'][number]

/** The notice's days and shares, and how many people it still takes. */
export function Milestones({ milestones }: { milestones: readonly Milestone[] }): ReactNode {
  if (milestones.length === 0) return null
  return (
    <Section id='milestones' title='进度节点'>
      {milestones.map((milestone) => <OneMilestone key={milestone.milestone} milestone={milestone} />)}
    </Section>
  )
}

function OneMilestone({ milestone: { milestone, by, whom, sharePercent, remaining, state, open, reading, cite, quote } }: { milestone: Milestone }): ReactNode {
  const share = sharePercent === null ? '' : `，${sharePercent}%`
  return (
    <View id={`milestone-${milestone}`} className={`row milestone-${state}`}>
      <WhyClause
        id={`milestone-${milestone}`} ask='依据' source={{ cite, quote }}
        head={<View><View className='strong'>{sayDay(by)}前：{whom}{share}</View><View className={state === 'late' ? 'stop-words' : 'quiet'}>{stateWords(state, remaining)}</View></View>}
      >
        {[open, reading].map((words) => (words === null ? null : <View key={words} className='quiet gap'>{words}</View>))}
      </WhyClause>
    </View>
  )
}

function stateWords(state: Milestone['state'], remaining: number | null): string {
  if (state === 'reached') return '✓ 已经达到'
  if (remaining === null) return '没有任务数，算不出还差多少'
  return state === 'late' ? `过期了，还差 ${remaining} 人` : `还差 ${remaining} 人`
}
