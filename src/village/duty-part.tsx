import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { DutyCard, Task } from '../cloud/village'
import { WhyClause } from '../components/clause'
import { goTo } from '../components/go-to'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import type { DeskAt } from '../saved/kept-desk'
import { mayDo } from './desk-page'
import { DutyPaper } from './duty-paper'
import { MarkDuty } from './mark-duty'

interface DutyPartProps {
  duty: DutyCard
  at: DeskAt
  onDone: () => void
}

/** One duty: until when, what it takes, its paper, and saying that it is done. */
export function DutyPart({ duty, at, onDone }: DutyPartProps): ReactNode {
  const { duty: id, who, what, dueWords, needs, produces, paper, seen, tasks, desk, reading, open, cite, quote } = duty
  const undone = tasks.filter(({ state }) => state !== 'done')
  const late = undone.some(({ state }) => state === 'late')
  return (
    <View id={`duty-${id}`} className={late ? 'card duty duty-late' : 'card duty'}>
      <WhyClause id={`duty-${id}`} ask='依据' source={{ cite, quote }} head={<View className='subtitle'>{what}</View>}>
        {[reading, open].map((words) => (words === null ? null : <View key={words} className='quiet gap'>{words}</View>))}
      </WhyClause>
      <View className='quiet'>{who}，{dueWords}{desk === 'county' ? '，由县里办' : ''}</View>
      {tasks.map((task) => <TaskRow key={task.began} task={task} />)}
      {needs.length > 0 && <View className='gap'>要有：{needs.join('、')}</View>}
      {produces.length > 0 && <View>办出来：{produces.join('、')}</View>}
      {paper?.kind === 'posting' && mayDo('postings') && <Tap id={`duty-${id}-postings`} className='button gap' onTap={() => void goTo('/pages/village/postings/index')}>去编公示、登记张贴</Tap>}
      {paper !== null && paper.kind !== 'posting' && mayDo('makePaper') && <DutyPaper at={at} paper={paper} task={undone[0] ?? tasks[0]} />}
      {seen
        ? <View className='quiet gap'>办了系统自己会看到，不用点。</View>
        : mayDo('markDuty') && undone.map((task) => <MarkDuty key={task.began} duty={id} task={task} at={at} onDone={onDone} />)}
    </View>
  )
}

function TaskRow({ task: { what, due, state, daysLate, amount, done } }: { task: Task }): ReactNode {
  return (
    <View className={`row task task-${state}`}>
      <View className='strong'>{what}{amount === null ? '' : `，${yuan(amount)} 元`}</View>
      {state === 'done' && done !== null
        ? <View className='agrees'>✓ {sayDay(done.day)}办了（{done.by}）{[done.paper, done.evidence].map((words) => (words === null ? '' : `，${words}`)).join('')}</View>
        : <View className={state === 'open' ? 'quiet' : 'stop-words'}>{dueWordsOf(state, due, daysLate)}</View>}
    </View>
  )
}

function dueWordsOf(state: Task['state'], due: string | null, daysLate: number): string {
  if (state === 'late') return `过期 ${daysLate} 天，赶紧补办`
  if (due === null) return '没有写哪天前办'
  return state === 'dueToday' ? '今天要办好' : `最晚 ${sayDay(due)}`
}
