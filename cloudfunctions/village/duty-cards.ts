import { dutyDue, PAPER_KINDS, progressTo } from '../../rules/office'
import type { Duty, Office } from '../../rules/office'
import { inWords } from '../enrollment/message-words'
import { readSeason } from '../enrollment/records/seasons'
import type { CallContext } from '../shared/call-context'
import { sealing } from '../shared/sealing'
import type { AllowedDesk } from './allowed-desk'
import type { Answers } from './contract'
import { tasksOf, type Records, type Task } from './duty-tasks'
import { deskMoney, type DeskMoney } from './records/desk-money'
import { marksOf, type DutyMarkDocument } from './records/duty-marks'
import { postingsOf } from './records/postings'

export type DutyCard = Answers['markDuty']
type Milestone = Answers['duties']['milestones'][number]

/** All that a desk's duties are judged by. */
export async function deskRecords(context: CallContext, desk: AllowedDesk, money?: DeskMoney): Promise<Records> {
  const { db, today, caller } = context
  const { village: { _id, region }, year } = desk
  const marks = new Map((await marksOf(db, _id, year)).map((mark) => [`${mark.duty}~${mark.began}`, mark]))
  const hung = (await postingsOf(db, _id, year)).flatMap(({ hangs }) => (hangs === null ? [] : [hangs.from])).sort()
  return {
    today, openedOn: (await readSeason(db, region, year))?.openedOn ?? today, money: money ?? await deskMoney(db, desk),
    posted: hung.find((day) => day <= today) ?? null,
    doneBy: (duty, began) => doneOf(marks.get(`${duty}~${began}`), caller.openid),
  }
}

function doneOf(mark: DutyMarkDocument | undefined, openid: string): Task['done'] {
  if (mark === undefined) return null
  const { day, by, paper, evidence } = mark
  return { day, by: by === openid ? '您' : '其他经办人员', paper, evidence: evidence === null ? null : sealing().open(evidence, 'deskNote') }
}

/** The duties of a notice that a desk does, in its order. */
export function dutyCards({ duties }: Office, records: Records): DutyCard[] {
  return duties.filter(({ desk }) => desk !== undefined).map((duty) => dutyCard(duty, records))
}

const UNDONE_SHOWN = 8
const DONE_SHOWN = 3

export function dutyCard(duty: Duty, records: Records): DutyCard {
  const { id, who, what, needs, produces, desk, reading, cite, quote } = duty
  const tasks = tasksOf(duty, records)
  const undone = tasks.filter(({ state }) => state !== 'done')
  // Of a recurring duty the oldest fall out, of money none does.
  const shown = duty.due !== undefined && 'every' in duty.due ? undone.slice(-UNDONE_SHOWN) : undone
  return {
    duty: id, who, what, desk: desk?.of ?? 'county', dueWords: dueWords(duty), needs: needs ?? [], produces: produces ?? [],
    paper: desk?.paper === undefined ? null : { kind: desk.paper, name: PAPER_KINDS[desk.paper] },
    seen: desk?.seen !== undefined,
    tasks: [...shown, ...tasks.filter(({ state }) => state === 'done').slice(-DONE_SHOWN)],
    reading: reading ?? null, open: openWords(duty, shown), cite, quote,
  }
}

const EVERY = { day: '每天', week: '每周（通知没有写星期几，按星期日以前算）', month: '每月（通知没有写哪一天，按月底以前算）' } as const

function dueWords({ due }: Duty): string {
  if (due === undefined) return '通知没有写期限'
  if ('unsaid' in due) return due.unsaid
  if ('every' in due) return EVERY[due.every]
  if ('by' in due) return `最晚${inWords(due.by)}`
  return 'sameDay' in due ? '收钱当天' : `${due.workingDays}个工作日内（${due.after}不算）`
}

/** Where a task begins in the season and falls due after it, which day counts is open. */
function openWords(duty: Duty, tasks: readonly Task[]): string | null {
  const open = tasks.flatMap(({ began }) => { const due = dutyDue(duty, began); return due.kind === 'day' ? due.open : [] })[0]
  return open === undefined ? null : `${open.why}。这里按${inWords(open.reading)}算。`
}

/** How far the village is with each milestone of the notice, soonest first. `target` null = nobody gave one. */
export function milestonesHere({ milestones, targets }: Office, target: number | null, { people, paid }: { people: number; paid: number }, today: string): Milestone[] {
  const isLaidDown = targets?.total !== undefined || targets?.rows !== undefined || targets?.formula !== undefined || targets?.officialFigure !== undefined
  return [...milestones].sort((a, b) => (a.by < b.by ? -1 : 1)).map(({ id, by, whom, sharePercent, group, reading, cite, quote }) => {
    // Where the notice leaves the number to nobody, 100% is of everybody in the ledger.
    const base = group !== undefined ? null : target ?? (sharePercent === 100 && !isLaidDown ? people : null)
    const progress = base === null || sharePercent === undefined ? null : progressTo(base, sharePercent, paid)
    const state = progress === null ? 'unknown' : progress.complete ? 'reached' : by < today ? 'late' : 'ahead'
    return {
      milestone: id, by, whom, sharePercent: sharePercent ?? null, required: progress?.required ?? null, paid, remaining: progress?.remaining ?? null, state,
      open: group === undefined ? null : `${group.why}。`, reading: reading ?? null, cite, quote,
    }
  })
}
