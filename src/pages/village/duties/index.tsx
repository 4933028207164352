import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { DutyCard, Task } from '../../../client/functions'
import { useVillage, useVillageAction } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { DutyForm } from './form'
import { Milestones } from '../parts'
import { useKept } from '../saved'
import { QueryView, ActionError } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { WhyClause } from '../../../ui/notice'
import { TextButton } from '../../../ui/tap'
import { Heading } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '要办的事' })

/** 要办的事: what the notice asks of a village, by its urgency. */
export default function DutiesPage(): ReactNode {
  return (
    <ClerkPage id="page-duties" title="要办的事">
      {(at) => <Duties at={at} />}
    </ClerkPage>
  )
}

function Duties({ at }: { at: WorkplaceYear }): ReactNode {
  const { asked, again } = useKept(`duties ${at.village} ${at.year}`, useVillage('duties', at))
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在查要办的事" back={null}>
        {({ duties, milestones }) => (
          <View>
            {URGENCIES.map(({ id, title }) => (
              <Group
                key={id}
                id={id}
                title={title}
                duties={duties.filter((duty) => urgencyOf(duty) === id)}
                at={at}
                again={again}
              />
            ))}
            <Milestones milestones={milestones} />
          </View>
        )}
      </QueryView>
      <View className="buttons gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

type Urgency = Task['state'] | 'standing'

const URGENCIES: readonly { id: Urgency; title: string }[] = [
  { id: 'late', title: '过期没办的' },
  { id: 'dueToday', title: '今天要办' },
  { id: 'open', title: '以后要办' },
  { id: 'done', title: '办完的' },
  { id: 'standing', title: '随时要做到' },
]

/** By its most urgent task; one without any is to be kept all the time. */
function urgencyOf({ tasks }: DutyCard): Urgency {
  return URGENCIES.find(({ id }) => tasks.some(({ state }) => state === id))?.id ?? 'standing'
}

interface GroupProps {
  id: Urgency
  title: string
  duties: readonly DutyCard[]
  at: WorkplaceYear
  again: () => void
}

function Group({ id, title, duties, at, again }: GroupProps): ReactNode {
  if (duties.length === 0) return null
  return (
    <View id={`duties-${id}`} className="gap-big">
      <Heading>{title}</Heading>
      {duties.map((duty) => (
        <DutyPart key={duty.duty} duty={duty} at={at} onDone={again} />
      ))}
    </View>
  )
}

interface DutyPartProps {
  duty: DutyCard
  at: WorkplaceYear
  onDone: () => void
}

/** One duty: until when, what it takes, its paper, and saying that it is done. */
function DutyPart({ duty, at, onDone }: DutyPartProps): ReactNode {
  const { duty: id, who, what, dueWords, needs, produces, paper, seen, tasks, desk, reading, open, cite, quote } = duty
  const undone = tasks.filter(({ state }) => state !== 'done')
  const late = undone.some(({ state }) => state === 'late')
  return (
    <View id={`duty-${id}`} className={late ? 'card duty duty-late' : 'card duty'}>
      <WhyClause id={`duty-${id}`} ask="依据" source={{ cite, quote }} head={<View className="subtitle">{what}</View>}>
        {[reading, open].map((words) =>
          words === null ? null : (
            <View key={words} className="quiet gap">
              {words}
            </View>
          ),
        )}
      </WhyClause>
      <View className="quiet">
        {who}，{dueWords}
        {desk === 'county' ? '，由县里办' : ''}
      </View>
      {tasks.map((task) => (
        <TaskRow key={task.began} task={task} />
      ))}
      {needs.length > 0 && <View className="gap">要有：{needs.join('、')}</View>}
      {produces.length > 0 && <View>办出来：{produces.join('、')}</View>}
      {paper?.kind === 'posting' && mayDo('postings') && (
        <TextButton
          id={`duty-${id}-postings`}
          className="button gap"
          onTap={() => void openPage('/pages/village/postings/index')}
        >
          去编公示、登记张贴
        </TextButton>
      )}
      {paper !== null && paper.kind !== 'posting' && mayDo('makePaper') && (
        <DutyForm at={at} paper={paper} task={undone[0] ?? tasks[0]} />
      )}
      {seen ? (
        <View className="quiet gap">办了系统自己会看到，不用点。</View>
      ) : (
        mayDo('markDuty') &&
        undone.map((task) => <MarkDuty key={task.began} duty={id} task={task} at={at} onDone={onDone} />)
      )}
    </View>
  )
}

function TaskRow({ task: { what, due, state, daysLate, amount, done, checked } }: { task: Task }): ReactNode {
  return (
    <View className={`row task task-${state}`}>
      <View className="strong">
        {what}
        {amount === null ? '' : `，${yuan(amount)} 元`}
      </View>
      {state === 'done' && done !== null ? (
        <View className="agrees">
          ✓ {dayInWords(done.day)}办了（{done.by}）
          {[done.paper, done.evidence].map((words) => (words === null ? '' : `，${words}`)).join('')}
        </View>
      ) : (
        <View className={state === 'open' ? 'quiet' : 'stop-words'}>{dueWordsOf(state, due, daysLate)}</View>
      )}
      {checked !== undefined && <View className={state === 'done' ? 'agrees' : 'stop-words'}>{checked}</View>}
    </View>
  )
}

function dueWordsOf(state: Task['state'], due: string | null, daysLate: number): string {
  if (state === 'late') return `过期 ${daysLate} 天，赶紧补办`
  if (due === null) return '没有写哪天前办'
  return state === 'dueToday' ? '今天要办好' : `最晚 ${dayInWords(due)}`
}

interface MarkDutyProps {
  duty: string
  task: Task
  at: WorkplaceYear
  onDone: () => void
}

const NOTHING = { paper: '', evidence: '' }

/** Says that a task is done, by what shows it: a paper's number, or who has it. */
function MarkDuty({ duty, task: { began, what }, at, onDone }: MarkDutyProps): ReactNode {
  const [open, setOpen] = useState(false)
  const deed = useVillageAction('markDuty', `${duty} ${began}`)
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, deed)
  const id = `${duty}-${began}`
  const send = async (): Promise<void> => {
    const [paper, evidence] = [typed.paper.trim(), typed.evidence.trim()]
    if (!allWell({ evidence: paper === '' && evidence === '' ? '请填一样：纸的编号，或者交给了谁、放在哪里。' : '' }))
      return
    if ((await deed.run({ ...at, duty, began, paper: paper || null, evidence: evidence || null })) !== null) onDone()
  }
  if (!open)
    return (
      <TextButton id={`mark-${id}`} className="button button-second gap" onTap={() => setOpen(true)}>
        办好了：{what}
      </TextButton>
    )
  return (
    <View id={`marking-${id}`} className="gap">
      <FormField
        id={`mark-paper-${id}`}
        label="纸的编号（没有可以不填）"
        longest={64}
        value={typed.paper}
        wrong={wrongOf('paper')}
        onType={type('paper')}
      />
      <FormField
        id={`mark-evidence-${id}`}
        label="交给了谁，或者放在哪里"
        longest={200}
        value={typed.evidence}
        wrong={wrongOf('evidence')}
        onType={type('evidence')}
      />
      <ActionError id={`mark-${id}`} state={deed.state} fields={Object.keys(NOTHING)} />
      <View className="buttons gap">
        <TextButton id={`mark-send-${id}`} className="button" onTap={() => void send()}>
          {deed.state.is === 'unanswered' ? '再试一次' : '记上，办好了'}
        </TextButton>
        <TextButton className="button button-second" onTap={() => setOpen(false)}>
          先不记
        </TextButton>
      </View>
    </View>
  )
}
