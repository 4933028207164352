import type { VillageAccess } from '../access'
import { requireVillageAccess, defineAction } from '../access'
import type { CollectedMoney } from '../cash'
import { collectedMoney } from '../cash'
import { countPeople } from '../clerk'
import { disclosuresOf } from './disclosures'
import { becauseOf } from './hand-in'
import { handInMachine } from './hand-in-machine'
import type { DutyMarkDocument, Records, Task } from './tasks'
import { addMark, markId, marksOf, tasksOf } from './tasks'
import { readSeason } from '../enrolments'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { inTransaction, readAll } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { Answers } from './contract'
import type { Duty, Office, Target } from '../../../rules/office'
import { dutyDue, dutyOf, FORM_KINDS, progressTo, targetOf } from '../../../rules/office'
import { dayInWords } from '../../../rules'
import { dutiesContract } from './contract'

export type DutyCard = Answers['markDuty']
type Milestone = Answers['duties']['milestones'][number]

/** All that a desk's duties are judged by. */
export async function dutyEvidence(
  context: CallContext,
  desk: VillageAccess,
  money?: CollectedMoney,
): Promise<Records> {
  const { db, today, caller } = context
  const {
    village: { _id, region },
    year,
  } = desk
  const marks = new Map((await marksOf(db, _id, year)).map((mark) => [`${mark.duty}~${mark.began}`, mark]))
  const hung = (await disclosuresOf(db, _id, year)).flatMap(({ hangs }) => (hangs === null ? [] : [hangs.from])).sort()
  return {
    today,
    openedOn: (await readSeason(db, region, year))?.openedOn ?? today,
    money: money ?? (await collectedMoney(db, desk)),
    posted: hung.find((day) => day <= today) ?? null,
    doneBy: (duty, began) => doneOf(marks.get(`${duty}~${began}`), caller.openid),
    checkedBy: (duty, began) => checkedWords(marks.get(`${duty}~${began}`)),
  }
}

function doneOf(mark: DutyMarkDocument | undefined, openid: string): Task['done'] {
  if (mark === undefined || mark.check?.state === 'sentBack') return null
  const { _id, day, by, paper, evidence } = mark
  return {
    day,
    by: by === openid ? '您' : '其他经办人员',
    paper,
    evidence: evidence === null ? null : sealing().at('duty-marks', _id).open(evidence, 'deskNote'),
  }
}

function checkedWords(mark: DutyMarkDocument | undefined): string | null {
  if (mark?.check === undefined) return null
  const because = becauseOf('duty-marks', mark._id, mark.check)
  return `${handInMachine.states[mark.check.state]}${because === null ? '' : `：${because}`}`
}

/** The duties of a notice that a desk does, in its order. */
export function dutyCards({ duties }: Office, records: Records): DutyCard[] {
  return duties.filter(({ desk }) => desk !== undefined).map((duty) => dutyCard(duty, records))
}

const UNDONE_SHOWN = 8
const DONE_SHOWN = 3

function dutyCard(duty: Duty, records: Records): DutyCard {
  const { id, who, what, needs, produces, desk, reading, cite, quote } = duty
  const tasks = tasksOf(duty, records)
  const undone = tasks.filter(({ state }) => state !== 'done')
  // Of a recurring duty the oldest fall out, of money none does.
  const shown = duty.due !== undefined && 'every' in duty.due ? undone.slice(-UNDONE_SHOWN) : undone
  return {
    duty: id,
    who,
    what,
    desk: desk?.of ?? 'county',
    dueWords: dueWords(duty),
    needs: needs ?? [],
    produces: produces ?? [],
    paper: desk?.paper === undefined ? null : { kind: desk.paper, name: FORM_KINDS[desk.paper] },
    seen: desk?.seen !== undefined,
    tasks: [...shown, ...tasks.filter(({ state }) => state === 'done').slice(-DONE_SHOWN)],
    reading: reading ?? null,
    open: openWords(duty, shown),
    cite,
    quote,
  }
}

const EVERY = {
  day: '每天',
  week: '每周（通知没有写星期几，按星期日以前算）',
  month: '每月（通知没有写哪一天，按月底以前算）',
} as const

function dueWords({ due }: Duty): string {
  if (due === undefined) return '通知没有写期限'
  if ('unsaid' in due) return due.unsaid
  if ('every' in due) return EVERY[due.every]
  if ('by' in due) return `最晚${dayInWords(due.by)}`
  if ('onTheSpot' in due) return '当场'
  return 'sameDay' in due ? '收钱当天' : `${due.workingDays}个工作日内（${due.after}不算）`
}

/** Where a task begins in the season and falls due after it, which day counts is open. */
function openWords(duty: Duty, tasks: readonly Task[]): string | null {
  const open = tasks.flatMap(({ began }) => {
    const due = dutyDue(duty, began)
    return due.kind === 'day' ? due.open : []
  })[0]
  return open === undefined ? null : `${open.why}。这里按${dayInWords(open.reading)}算。`
}

/** How far the village is with each milestone of the notice, soonest first. `target` null = nobody gave one. */
export function milestonesHere(
  { milestones, targets }: Office,
  target: number | null,
  { people, paid }: { people: number; paid: number },
  today: string,
): Milestone[] {
  const isLaidDown =
    targets?.total !== undefined ||
    targets?.rows !== undefined ||
    targets?.formula !== undefined ||
    targets?.officialFigure !== undefined
  return [...milestones]
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ id, by, whom, sharePercent, group, reading, cite, quote }) => {
      // Where the notice leaves the number to nobody, 100% is of everybody in the ledger.
      const base = group !== undefined ? null : (target ?? (sharePercent === 100 && !isLaidDown ? people : null))
      const progress = base === null || sharePercent === undefined ? null : progressTo(base, sharePercent, paid)
      const state = progress === null ? 'unknown' : progress.complete ? 'reached' : by < today ? 'late' : 'ahead'
      return {
        milestone: id,
        by,
        whom,
        sharePercent: sharePercent ?? null,
        required: progress?.required ?? null,
        paid,
        remaining: progress?.remaining ?? null,
        state,
        open: group === undefined ? null : `${group.why}。`,
        reading: reading ?? null,
        cite,
        quote,
      }
    })
}

/**
 * What the notice asks of a village, and how far it is. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError
 * UNKNOWN_YEAR, HOLIDAYS_UNKNOWN
 */
export const listDuties = /* @__PURE__ */ defineAction(dutiesContract, 'duties', {
  permission: 'duties',
  async run(asked, context) {
    const desk = await requireVillageAccess(context, 'duties', asked)
    const { db, today } = context
    const counts = await countPeople(db, desk.village, asked.year)
    return {
      day: today,
      duties: dutyCards(desk.office, await dutyEvidence(context, desk)),
      milestones: milestonesHere(desk.office, (await targetHere(db, desk))?.people ?? null, counts, today),
    }
  },
})

/**
 * The village's target, as the county has entered it; null = nobody gave one. The notices' own figures are of towns.
 */
export async function targetHere(
  db: Database,
  { office, year, village: { _id, region } }: VillageAccess,
): Promise<Target | null> {
  const ofVillages = office.targets === undefined ? {} : { targets: { ...office.targets, total: undefined } }
  return targetOf({ ...office, ...ofVillages }, { town: null, ...(await figuresOf(db, region, year, _id)) })
}

/**
 * A duty was done, and this is the evidence. What was marked before stays as it was.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, DUTY_UNKNOWN, DUTY_SEEN, DUTY_OF_COUNTY, TASK_UNKNOWN, EVIDENCE_NEEDED;
 * RulesError UNKNOWN_YEAR
 */
export const markDuty = /* @__PURE__ */ defineAction(dutiesContract, 'markDuty', {
  permission: 'markDuty',
  async run({ village, year, duty: id, began, paper, evidence }, context) {
    const desk = await requireVillageAccess(context, 'markDuty', { village, year })
    const { db, caller, now, today } = context
    const duty = dutyOf(desk.office, id)
    if (duty?.desk === undefined)
      throw new Refusal({
        code: 'DUTY_UNKNOWN',
        path: 'duty',
        message: '这个地方的通知里没有这项任务，没有记。请返回刷新再看。',
      })
    if (duty.desk.seen !== undefined)
      throw new Refusal({
        code: 'DUTY_SEEN',
        path: 'duty',
        message: '这项任务办没办，系统从记录里就看得出来（存了钱、贴了公示），不用另外登记。',
      })
    if (duty.desk.of === 'county' && desk.role !== 'county')
      throw new Refusal({
        code: 'DUTY_OF_COUNTY',
        path: 'duty',
        message: `这项任务由${duty.who}办，村里不能登记为办完。`,
      })
    if (paper === null && evidence === null)
      throw new Refusal({
        code: 'EVIDENCE_NEEDED',
        path: 'evidence',
        message: '没有记：请填单据号码，或者写一句凭什么说办完了（交给了谁、放在哪里）。',
      })
    const records = await dutyEvidence(context, desk)
    if (!dutyCard(duty, records).tasks.some((task) => task.began === began)) {
      throw new Refusal({
        code: 'TASK_UNKNOWN',
        path: 'began',
        found: began,
        message: '没有这一次任务，没有记。请返回刷新，再点要办的那一次。',
      })
    }
    const _id = markId(village, year, id, began)
    await inTransaction(db, (transaction) =>
      addMark(transaction, {
        _id,
        village,
        duty: id,
        began,
        by: caller.openid,
        day: today,
        at: now,
        paper,
        evidence: evidence === null ? null : sealing().at('duty-marks', _id).seal(evidence, 'deskNote'),
      }),
    )
    return dutyCard(duty, await dutyEvidence(context, desk, records.money))
  },
})

/** Figures that the county has entered for a village: the last one of each basis; null = none, or taken back. */
interface EnteredFigures {
  official: number | null
  computed: number | null
}

/** What is read here of the county's `targets`: all that was entered for one unit, the newest last. */
interface Entered {
  _id: string
  entries: readonly { basis: 'official' | 'formula'; people: number | null }[]
}

async function figuresOf(db: Database, region: string, year: number, village: string): Promise<EnteredFigures> {
  const entries = (await readAll<Entered>(db, 'targets', { region, year, village })).flatMap((unit) => unit.entries)
  const last = (basis: 'official' | 'formula'): number | null =>
    entries.filter((entry) => entry.basis === basis).at(-1)?.people ?? null
  return { official: last('official'), computed: last('formula') }
}
