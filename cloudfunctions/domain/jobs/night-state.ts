import type { OwnShare, StatusId } from '../enrolments'
import type { MessageTemplate, MessageTemplates } from '../messages'
import { Refusal } from '../../platform/base'
import type { Database, MeteredDatabase, Usage } from '../../platform/database'
import { addDocument, putDocument, readDocument } from '../../platform/database'
import type { Sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { dayNumber } from '../../../rules'

/** What a night does, in this order. */
export const PHASES = ['snapshots', 'changes', 'reminders', 'deliveries', 'terms', 'resealing'] as const
export type PhaseName = (typeof PHASES)[number]

/** A night that is under way, or over: what a tick needs to go on where the last one left, and what it did so far. */
export interface NightlyRun {
  day: CivilDay
  phase: PhaseName
  /** The page of changes that comes next, from 0. */
  page: number
  ticks: number
  seconds: number
  usage: Usage
  /** `from>to` → people. */
  changed: Readonly<Record<string, number>>
  /** Records that could not be judged, and were put off to the next night. */
  postponed: number
  /** Put into the outbox. */
  told: number
  /** Places whose evening before was kept. */
  snapshots: number
  delivered: number
  /** Messages that went out on WeChat. */
  pushed: number
  resealed: number
  /** Documents that resealing has looked at. */
  lookedAt: number
  /** Documents past their term that were removed; absent = none. */
  removed?: number
  /** Ticks in a row that were killed without getting anything done; absent = none. */
  kills?: number
  /** Codes of what ended ticks or of what was left out, newest last; at most {@link FAILURES_KEPT}. */
  failures: readonly string[]
}
export const FAILURES_KEPT = 10

const JOB = 'status-job'

/** `job-state/status-job`: whose turn it is, and how far the job has come. */
export interface JobState {
  _id: typeof JOB
  /** Who works now; '' = nobody. */
  holder: string
  /** ms since 1970 until which nobody else may begin. */
  until: number
  /** The last day whose night is over; null = none yet. */
  doneThrough: CivilDay | null
  night: NightlyRun | null
  /** How far the documents have been sealed anew after a change of keys. */
  sealed: {
    mark: string
    collection: string | null
    after: string | null
    /** Documents that did not open, and were left as they are; absent = none. */
    unreadable?: number
  }
}

/** `job-runs`: one a night, `_id` is its day. */
export type JobRun = Omit<NightlyRun, 'phase' | 'page'> & { _id: CivilDay; finished: boolean }

/** People who took the same change on the same grounds. */
export interface ChangeGroup {
  from: StatusId
  to: StatusId
  since: CivilDay
  /** The day that had been foreseen for the change. */
  was: CivilDay
  nextChange: CivilDay | null
  /**
   * How many events the records had (null = they cannot be read, and are only put off), and how often they had been
   * placed anew: whoever has one more is left alone.
   */
  events: number | null
  timesPlaced: number
  /** Clause and place in the notice; null where no clause speaks. */
  clause: string | null
  cite: string | null
  /** Of those whom somebody looks after; null = nobody does. */
  reminder: { deadline: CivilDay | null; remindOn: CivilDay | null } | null
  /** Why they could not be judged: put off to `nextChange`. null = they could. */
  fault: string | null
  /** Enrolments. */
  ids: readonly string[]
  /** Where each of them is counted, as one of the page's `places`. */
  places: readonly number[]
  /** Those of them to whom something happened meanwhile: their change is that deed's. */
  overtaken: readonly string[]
}

/** Where people are counted. */
export interface CountPlace {
  season: string
  township: string
  village: string
  share: OwnShare
}

/**
 * `status-changes`: a page of one night, `_id` is `<day>~<page>`. It is written before the enrolments are, so that a
 * tick that ends in the middle is taken up where it stood; and it is the record of who changed from what to what and
 * why.
 */
export interface ChangePage {
  _id: string
  day: CivilDay
  groups: readonly ChangeGroup[]
  places: readonly CountPlace[]
  /** Changes that go into the outbox. */
  told: readonly { enrolment: string; resident: string; year: number; kind: StatusId; about: CivilDay }[]
}

const STATE = 'job-state'

/** Longer than a call may run, so that who holds a lease that is over works no more. */
const LEASE_MS = 70_000

export function readState(db: Database): Promise<JobState | null> {
  return readDocument<JobState>(db, STATE, JOB)
}

/**
 * Takes the turn: false = somebody else has it. Of two at once one gets it, by a single conditional update. A lease
 * that ends later than any can was taken by a clock that stood ahead, and is void.
 */
export async function takeLease(db: Database, holder: string, now: number, mark: string): Promise<boolean> {
  const { command } = db
  const free = command.or(command.lte(now), command.gt(now + LEASE_MS))
  const taken = { holder, until: now + LEASE_MS }
  const { stats } = await db.collection(STATE).where({ _id: JOB, until: free }).update({ data: taken })
  if (stats.updated === 1) return true
  if ((await readState(db)) !== null) return false
  return addDocument<JobState>(db, STATE, {
    _id: JOB,
    ...taken,
    doneThrough: null,
    night: null,
    sealed: { mark, collection: null, after: null },
  })
}

/** What went wrong in the last night: its failures, and nights that are not over. It is of the whole deployment. */
export async function countNightFailures({ db, today }: { db: Database; today: CivilDay }): Promise<number> {
  const state = await readState(db)
  if (state === null) return 0
  const { doneThrough, night } = state
  const run = doneThrough === null ? null : await readDocument<JobRun>(db, 'job-runs', doneThrough)
  const behind = doneThrough === null ? 0 : Math.max(0, dayNumber(today)! - dayNumber(doneThrough)! - 1)
  return behind + (run?.failures.length ?? 0) + (night?.failures.length ?? 0)
}

/** What of the state a tick writes down. */
type Progress = Partial<Pick<JobState, 'doneThrough' | 'night' | 'sealed' | 'until'>>

/** Writes progress down, as long as the turn is still the holder's: false = it is not. */
export async function saveProgress(db: Database, holder: string, progress: Progress): Promise<boolean> {
  const { set } = db.command
  // Objects are replaced whole; without `set` the platform would merge them.
  const data = Object.fromEntries(Object.entries(progress).map(([name, value]) => [name, set(value)]))
  const { stats } = await db.collection(STATE).where({ _id: JOB, holder }).update({ data })
  return stats.updated === 1
}

/** Lets the next tick begin at once. */
export async function leaveLease(db: Database, holder: string, progress: Progress): Promise<boolean> {
  return saveProgress(db, holder, { ...progress, until: 0 })
}

export function writeRun(db: Database, run: JobRun): Promise<void> {
  return putDocument(db, 'job-runs', run)
}

/** What a phase has at hand while it works on one night. */
export interface Work {
  db: MeteredDatabase
  /** The day of the night that is worked on; `today` unless days are made up for. */
  day: CivilDay
  today: CivilDay
  sealing: Sealing
  /** Of which key and cipher new seals are. */
  mark: string
  templates: MessageTemplates
  push: PushMessage
  night: NightlyRun
  sealed: JobState['sealed']
  /** Time to write down where one is and to leave. */
  outOfTime(): boolean
  /** One item cannot be done: the others go on, and its code is told. Of a fault of the database itself it throws. */
  leaveOut(error: unknown): void
  /** Writes progress down. @throws Refusal LEASE_LOST */
  save(progress: Partial<NightlyRun>, sealed?: JobState['sealed']): Promise<void>
}

/**
 * A part of a night's work, done in steps: true = all of it is done, false = it ran out of time. Doing it again changes
 * nothing.
 */
export type Phase = (work: Work) => Promise<boolean>

/** Pages in a row that changed nothing: after a kill there is one; more mean that the job would go round for ever. */
const IDLE_PAGES_MAX = 5

/** Counts steps that got nothing done. @throws Refusal NO_PROGRESS */
export function stallGuard(): (done: number) => void {
  let idle = 0
  return (done) => {
    idle = done === 0 ? idle + 1 : 0
    if (idle >= IDLE_PAGES_MAX) {
      throw new Refusal({
        code: 'NO_PROGRESS',
        message: '每夜任务连续几页都没有改动任何记录，已停下，没有改错数据。请系统管理员按运维说明检查这一天的记录。',
      })
    }
  }
}

/** `refused`: WeChat says that the user allows none any more. `failed`: it may or may not have gone out. */
type PushOutcome = 'sent' | 'refused' | 'failed'
export type PushMessage = (
  openid: string,
  template: MessageTemplate,
  data: Readonly<Record<string, { value: string }>>,
) => Promise<PushOutcome>
