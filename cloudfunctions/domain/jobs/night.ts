import { deliverMessages } from './deliveries'
import type { JobRun, JobState, NightlyRun, Phase, PhaseName, PushMessage, Work } from './night-state'
import { FAILURES_KEPT, leaveLease, PHASES, readState, saveProgress, takeLease, writeRun } from './night-state'
import { queueReminders } from './reminders'
import { reseal } from './resealing'
import { takeSnapshots } from './snapshots'
import { applyChanges } from './status-changes'
import { keepTerms } from './terms'
import type { MessageTemplates } from '../messages'
import { Refusal } from '../../platform/base'
import type { MeteredDatabase, Usage } from '../../platform/database'
import { NO_USAGE } from '../../platform/database'
import type { Sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber } from '../../../rules'

/** A function of the platform runs 60 s at most; the rest is for writing down and leaving. */
const BUDGET_MS = 50_000

const WORK: Readonly<Record<PhaseName, Phase>> = {
  snapshots: takeSnapshots,
  changes: applyChanges,
  reminders: queueReminders,
  deliveries: deliverMessages,
  terms: keepTerms,
  resealing: reseal,
}

interface Surroundings {
  db: MeteredDatabase
  sealing: Sealing
  templates: MessageTemplates
  push: PushMessage
  /** Names this tick. */
  holder: string
  today: CivilDay
  /** ms since 1970, by the platform's clock. */
  now(): number
  /** ms since the tick began; steady, whatever the clock does. */
  elapsed(): number
}

/**
 * `done`: every night through today is over. `more`: time was up. `idle`: it was over before. `busy`: another tick
 * works.
 */
export type TickOutcome = 'done' | 'more' | 'idle' | 'busy' | 'CLOCK_BEHIND'

export interface TickReport {
  outcome: TickOutcome
  /** Nights that this tick finished, with all that earlier ticks did for them. */
  nights: readonly JobRun[]
}

/**
 * One tick: takes the lease, works through the nights that are not over yet, the oldest first, and leaves when time is
 * up.
 * @throws Refusal LEASE_LOST, NO_PROGRESS, TOO_MANY_FAULTS; whatever it throws, the next tick goes on from what was
 * saved
 */
export async function runTick(around: Surroundings): Promise<TickReport> {
  const { db, today, holder } = around
  const { mark } = around.sealing
  const before = await readState(db)
  const nothing = before === null ? null : nothingToDo(before, today)
  if (nothing !== null) return { outcome: nothing, nights: [] }
  if (!(await takeLease(db, holder, around.now(), mark))) return { outcome: 'busy', nights: [] }
  const state = (await readState(db))!
  // Who left in good order gave the lease back: the last tick was killed.
  const wasKilled = before !== null && before.until !== 0 && before.night !== null
  // Another tick may have finished between the look and the lease.
  const meanwhile = nothingToDo(state, today)
  if (meanwhile !== null) {
    await leaveLease(db, holder, {})
    return { outcome: meanwhile, nights: [] }
  }
  if (!wasKilled || state.night === null) return new Tick(around, state, mark).run()
  const night = afterKill(state.night)
  // At once: should this tick be killed too, the next one knows of both.
  await saveProgress(db, holder, { night })
  return new Tick(around, { ...state, night }, mark).run()
}

function nothingToDo({ doneThrough, night }: JobState, today: CivilDay): TickOutcome | null {
  const reached = night?.day ?? doneThrough
  if (reached !== null && today < reached) return 'CLOCK_BEHIND'
  return night === null && doneThrough === today ? 'idle' : null
}

const dayAfter = (day: CivilDay): CivilDay => civilDay(dayNumber(day)! + 1)

const newNight = (day: CivilDay): NightlyRun => ({
  day,
  phase: PHASES[0],
  page: 0,
  ticks: 0,
  seconds: 0,
  usage: NO_USAGE,
  changed: {},
  postponed: 0,
  told: 0,
  snapshots: 0,
  delivered: 0,
  pushed: 0,
  resealed: 0,
  lookedAt: 0,
  failures: [],
})

const KILLS_MAX = 3

const withFailure = (night: NightlyRun, code: string): NightlyRun => ({
  ...night,
  failures: [...night.failures, code].slice(-FAILURES_KEPT),
})

/**
 * A night whose last tick ended without a word. Changes go on in smaller pages; of the rest a phase that kills again
 * and again is left out tonight.
 */
function afterKill(night: NightlyRun): NightlyRun {
  const kills = (night.kills ?? 0) + 1
  const noted = withFailure({ ...night, kills }, 'KILLED')
  const next = PHASES[PHASES.indexOf(night.phase) + 1]
  if (kills < KILLS_MAX || night.phase === 'changes' || next === undefined) return noted
  return withFailure({ ...noted, phase: next, kills: 0 }, `LEFT_OUT_${night.phase.toUpperCase()}`)
}

/** A tick that has the lease; to its phases it is the work. */
class Tick implements Work {
  readonly db: MeteredDatabase
  readonly today: CivilDay
  readonly sealing: Sealing
  readonly templates: MessageTemplates
  readonly push: PushMessage
  night: NightlyRun
  sealed: JobState['sealed']
  private spentSeconds = 0
  private spentUsage: Usage = NO_USAGE

  constructor(
    private readonly around: Surroundings,
    { night, doneThrough, sealed }: JobState,
    readonly mark: string,
  ) {
    const { db, today, sealing, templates, push } = around
    this.db = db
    this.today = today
    this.sealing = sealing
    this.templates = templates
    this.push = push
    this.sealed = sealed
    this.night = night ?? newNight(doneThrough === null ? today : dayAfter(doneThrough))
  }

  get day(): CivilDay {
    return this.night.day
  }

  async run(): Promise<TickReport> {
    const { db, holder, today } = this.around
    const nights: JobRun[] = []
    try {
      for (;;) {
        this.night = { ...this.night, ticks: this.night.ticks + 1 }
        if (!(await this.workThroughNight())) {
          await this.leave(false)
          return { outcome: 'more', nights }
        }
        const { day } = this.night
        const run = this.runDocument(true)
        await writeRun(db, run)
        nights.push(run)
        if (day === today) {
          await leaveLease(db, holder, { doneThrough: day, night: null, sealed: this.sealed })
          return { outcome: 'done', nights }
        }
        await this.require(saveProgress(db, holder, { doneThrough: day, night: null, sealed: this.sealed }))
        this.night = newNight(dayAfter(day))
      }
    } catch (error) {
      // The lease is given back, so that the next tick tries again at once; what was done is done.
      await this.leave(false, codeOf(error)).catch(() => undefined)
      throw error
    }
  }

  /** False = time was up. */
  private async workThroughNight(): Promise<boolean> {
    for (;;) {
      if (!(await WORK[this.night.phase](this))) return false
      const next = PHASES[PHASES.indexOf(this.night.phase) + 1]
      if (next === undefined) return true
      // Not written down by itself: a phase that is done finds nothing to do when it is asked again.
      this.night = { ...this.night, phase: next }
      if (this.outOfTime()) return false
    }
  }

  outOfTime(): boolean {
    return this.around.elapsed() >= BUDGET_MS
  }

  async save(progress: Partial<NightlyRun>, sealed = this.sealed): Promise<void> {
    const { db, holder } = this.around
    // What is saved is done: nothing of it kills again.
    this.night = { ...this.spent(), ...progress, kills: 0 }
    this.sealed = sealed
    await this.require(saveProgress(db, holder, { night: this.night, sealed }))
  }

  /** The night with what was spent on it since it was last looked at. */
  private spent(): NightlyRun {
    const seconds = this.around.elapsed() / 1000
    const { usage } = this.around.db
    const since = this.spentUsage
    const more = (of: keyof Usage) => this.night.usage[of] + usage[of] - since[of]
    const night = {
      ...this.night,
      seconds: Math.round((this.night.seconds + seconds - this.spentSeconds) * 1000) / 1000,
      usage: {
        reads: more('reads'),
        writes: more('writes'),
        documentsRead: more('documentsRead'),
        documentsWritten: more('documentsWritten'),
      },
    }
    this.spentSeconds = seconds
    this.spentUsage = { ...usage }
    return night
  }

  leaveOut(error: unknown): void {
    if (error instanceof Refusal && error.error.code === 'LEASE_LOST') throw error
    this.night = withFailure(this.night, codeOf(error))
  }

  private async leave(finished: boolean, failure?: string): Promise<void> {
    const { db, holder } = this.around
    this.night = this.spent()
    if (failure !== undefined) this.night = withFailure(this.night, failure)
    if (!(await leaveLease(db, holder, { night: this.night, sealed: this.sealed }))) return
    await writeRun(db, this.runDocument(finished))
  }

  private runDocument(finished: boolean): JobRun {
    if (finished) this.night = this.spent()
    const { phase: _phase, page: _page, ...night } = this.night
    return { _id: night.day, ...night, finished }
  }

  private async require(saved: Promise<boolean>): Promise<void> {
    if (await saved) return
    throw new Refusal({ code: 'LEASE_LOST', message: '每夜任务的这一轮停得太久，已由下一轮接着做，这一轮不再写入。' })
  }
}

function codeOf(error: unknown): string {
  return error instanceof Refusal ? error.error.code : error instanceof Error ? error.name : typeof error
}
