import type { CollectedMoney } from '../cash'
import { isCollectedByClerk } from '../cash'
import { handInMachine } from './hand-in-machine'
import type { HandInCheck } from './hand-in'
import type { Database, DocumentStore, Transaction } from '../../platform/database'
import { READ_LIMIT, putDocument, readDocument } from '../../platform/database'
import { textsOf } from '../../platform/sealing'
import type { Answers } from './contract'
import type { CivilDay, Fen } from '../../../rules'
import { civilDay, dayNumber, dayInWords } from '../../../rules'
import type { Duty, FormKind } from '../../../rules/office'
import { dutyDue } from '../../../rules/office'

export type Task = Answers['markDuty']['tasks'][number]
type Done = NonNullable<Task['done']>

/** What tells which tasks a duty has, and which of them are done. */
export interface Records {
  today: CivilDay
  /** The desk began to collect. */
  openedOn: CivilDay
  money: CollectedMoney
  /** Said to be done, by duty and the day on which the task began. */
  doneBy(duty: string, began: CivilDay): Done | null
  /** What the township made of it, in words. */
  checkedBy(duty: string, began: CivilDay): string | null
  /** The first posting that has hung; null = none yet. */
  posted: CivilDay | null
}

/** A task before it is judged by the calendar. */
interface Begun {
  began: CivilDay
  what: string
  due: CivilDay | null
  amount: Fen | null
  done: Done | null
}

/** Papers that list what was taken at the desk: of a week without money there is none to make. */
const LISTS_MONEY: ReadonlySet<FormKind> = new Set<FormKind>([
  'weeklyList',
  'collectionRegister',
  'declarationList',
  'assessmentSlip',
])

/**
 * The tasks of a duty so far, oldest first. Pure.
 * @throws RulesError HOLIDAYS_UNKNOWN where working days cannot be counted
 */
export function tasksOf(duty: Duty, records: Records): Task[] {
  return begunTasks(duty, records)
    .sort((a, b) => (a.began < b.began ? -1 : 1))
    .map((task) => {
      const checked = records.checkedBy(duty.id, task.began)
      return { ...judged(task, records.today), ...(checked === null ? {} : { checked }) }
    })
}

function begunTasks(duty: Duty, records: Records): Begun[] {
  const { due, desk } = duty
  if (due !== undefined && ('sameDay' in due || 'onTheSpot' in due || 'workingDays' in due))
    return cashTasks(duty, records)
  if (due !== undefined && 'every' in due) return recurringTasks(duty, due.every, records)
  const began = records.openedOn
  const seen = desk?.seen === 'posted' && records.posted !== null ? seenOn(records.posted) : null
  return [
    {
      began,
      what: '这一年度',
      due: due !== undefined && 'by' in due ? due.by : null,
      amount: null,
      done: seen ?? records.doneBy(duty.id, began),
    },
  ]
}

const seenOn = (day: CivilDay): Done => ({ day, by: '系统记录', paper: null, evidence: null })

/** One for each day on which cash was taken; a duty that begins at the bank sees only what was brought there. */
function cashTasks(duty: Duty, { money, doneBy }: Records): Begun[] {
  const deposited = money.deposits.flatMap(({ day, slip, items }) =>
    items.map((item) => ({ ...item, depositedOn: day, slip })),
  )
  const seen = duty.desk?.seen === 'deposited'
  const items = duty.desk?.begins === 'deposited' ? deposited : [...deposited, ...money.inHand]
  return [...new Set(items.map(({ day }) => day))].map((began) => {
    const left = money.inHand.filter(({ day }) => day === began)
    const banked = deposited.filter(({ day }) => day === began)
    const last = banked.at(-1)
    const done: Done | null = !seen
      ? doneBy(duty.id, began)
      : left.length > 0 || last === undefined
        ? null
        : { ...seenOn(last.depositedOn), paper: last.slip }
    const sum = (some: readonly { amount: Fen }[]) => some.reduce((fen, { amount }) => fen + amount, 0)
    const when = dutyDue(duty, began)
    return {
      began,
      what: `${dayInWords(began)}收的现金`,
      due: when.kind === 'day' ? when.day : null,
      amount: seen && done === null ? sum(left) : sum(banked),
      done,
    }
  })
}

function recurringTasks(
  duty: Duty,
  every: 'day' | 'week' | 'month',
  { today, openedOn, money, doneBy }: Records,
): Begun[] {
  const paper = duty.desk?.paper
  const days = money.receipts
    .filter((receipt) => isCollectedByClerk(receipt) && receipt.state === 'issued')
    .map(({ day }) => day)
  const tasks: Begun[] = []
  for (let from = periodStart(every, openedOn); from <= today; from = nextPeriod(every, from)) {
    const to = eve(nextPeriod(every, from))
    if (paper !== undefined && LISTS_MONEY.has(paper) && !days.some((day) => from <= day && day <= to)) continue
    tasks.push({
      began: from,
      what: every === 'day' ? dayInWords(from) : `${dayInWords(from)}到${dayInWords(to)}`,
      due: to,
      amount: null,
      done: doneBy(duty.id, from),
    })
  }
  return tasks
}

const MONDAY = 1
const DAYS_A_WEEK = 7
const weekday = (day: CivilDay): number => new Date(`${day}T00:00:00Z`).getUTCDay()
const later = (day: CivilDay, days: number): CivilDay => civilDay(dayNumber(day)! + days)
const eve = (day: CivilDay): CivilDay => later(day, -1)

/** Weeks go from Monday to Sunday. */
function periodStart(every: 'day' | 'week' | 'month', day: CivilDay): CivilDay {
  if (every === 'day') return day
  return every === 'month'
    ? `${day.slice(0, 7)}-01`
    : later(day, -((weekday(day) - MONDAY + DAYS_A_WEEK) % DAYS_A_WEEK))
}

function nextPeriod(every: 'day' | 'week' | 'month', from: CivilDay): CivilDay {
  const MONTH_AT_MOST = 31
  return every === 'day'
    ? later(from, 1)
    : every === 'week'
      ? later(from, DAYS_A_WEEK)
      : periodStart('month', later(from, MONTH_AT_MOST))
}

function judged({ began, what, due, amount, done }: Begun, today: CivilDay): Task {
  const daysLate = done !== null || due === null ? 0 : Math.max(0, dayNumber(today)! - dayNumber(due)!)
  const state = done !== null ? 'done' : daysLate > 0 ? 'late' : due === today ? 'dueToday' : 'open'
  return { began, what, due, state, daysLate, amount, done }
}

/** A duty was done, with evidence; `_id` is `<village>~<year>~<duty>~<day on which it began>`. */
export interface DutyMarkDocument {
  _id: string
  village: string
  duty: string
  began: CivilDay
  by: string
  day: CivilDay
  /** ms since 1970 */
  at: number
  paper: string | null
  /** Sealed. */
  evidence: string | null
  /** What the township made of it; absent while nobody has looked. */
  check?: HandInCheck
}

const MARKS = 'duty-marks'
const TEXTS = textsOf(MARKS, { paper: 'dutyPaper' })
const villageYearId = (village: string, year: number): string => `${village}~${year}~`
export const markId = (village: string, year: number, duty: string, began: CivilDay): string =>
  `${villageYearId(village, year)}${duty}~${began}`

/** All of a desk; at most 1,000, more than a season has days. */
export async function marksOf(db: Database, village: string, year: number): Promise<DutyMarkDocument[]> {
  const { gt, lt } = db.command
  const start = villageYearId(village, year)
  const { data } = await db
    .collection(MARKS)
    .where({ _id: gt(start).and(lt(`${start}~`)) })
    .orderBy('_id', 'asc')
    .limit(READ_LIMIT)
    .get()
  return (data as DutyMarkDocument[]).map(TEXTS.opened)
}

export async function readMark(from: DocumentStore, id: string): Promise<DutyMarkDocument | null> {
  const mark = await readDocument<DutyMarkDocument>(from, MARKS, id)
  return mark === null ? null : TEXTS.opened(mark)
}
export const putMark = (transaction: Transaction, mark: DutyMarkDocument): Promise<void> =>
  putDocument(transaction, MARKS, TEXTS.sealed(mark))

/** Once: what was marked before stays, unless the township sent it back. */
export async function addMark(transaction: Transaction, mark: DutyMarkDocument): Promise<void> {
  const before = await readMark(transaction, mark._id)
  if (before === null || handInMachine.may(before.check?.state ?? 'handedIn', 'handIn'))
    await putMark(transaction, mark)
}
