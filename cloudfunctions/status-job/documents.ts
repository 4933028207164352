import type { CivilDay } from '../../rules'
import type { OwnShare } from '../enrollment/own-shares'
import type { StatusId } from '../enrollment/statuses'
import type { Usage } from './metered-database'

/** What a night does, in this order. */
export const PHASES = ['snapshots', 'changes', 'reminders', 'deliveries', 'resealing'] as const
export type PhaseName = (typeof PHASES)[number]

/** A night that is under way, or over: what a tick needs to go on where the last one left, and what it did so far. */
export interface Night {
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
  /** Codes of what ended ticks, newest last; at most {@link FAILURES_KEPT}. */
  failures: readonly string[]
}
export const FAILURES_KEPT = 10

export const JOB = 'status-job'

/** `job-state/status-job`: whose turn it is, and how far the job has come. */
export interface JobState {
  _id: typeof JOB
  /** Who works now; '' = nobody. */
  holder: string
  /** ms since 1970 until which nobody else may begin. */
  until: number
  /** The last day whose night is over; null = none yet. */
  doneThrough: CivilDay | null
  night: Night | null
  /** How far the documents have been sealed anew after a change of keys. */
  sealed: { mark: string; collection: string | null; after: string | null }
}

/** `job-runs`: one a night, `_id` is its day. */
export type JobRun = Omit<Night, 'phase' | 'page'> & { _id: CivilDay; finished: boolean }

/** People who took the same change on the same grounds. */
export interface ChangeGroup {
  from: StatusId
  to: StatusId
  since: CivilDay
  /** The day that had been foreseen for the change. */
  was: CivilDay
  nextChange: CivilDay | null
  /** How many events the records had, and how often they had been placed anew: whoever has one more is left alone. */
  events: number
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
export interface CountPlace { season: string; township: string; village: string; share: OwnShare }

/**
 * `status-changes`: a page of one night, `_id` is `<day>~<page>`. It is written before the enrolments are, so that a
 * tick that ends in the middle is taken up where it stood; and it is the record of who changed from what to what and why.
 */
export interface ChangePage {
  _id: string
  day: CivilDay
  groups: readonly ChangeGroup[]
  places: readonly CountPlace[]
  /** Changes that go into the outbox. */
  told: readonly { enrolment: string; resident: string; year: number; kind: StatusId; about: CivilDay }[]
}
