import { randomUUID } from 'node:crypto'
import { framesOf, openCloud, Refusal, writePlatformLog } from '../base'
import type { Database } from '../database'
import { releaseLease, openDatabase, acquireLease } from '../database'
import type { CivilDay } from '../../../rules'
import { shanghaiDay } from '../../../rules'

/** What a call of a timer may know. */
export interface TimerCall {
  db: Database
  /** ms since 1970, and the civil day in Asia/Shanghai. */
  now: number
  today: CivilDay
  /** Nothing more is to be begun: the next call goes on. */
  outOfTime(): boolean
}

/** What a call answers. Nothing of a person is in it. */
export interface TimerReport {
  outcome: 'DONE' | 'IDLE' | 'BUSY' | 'NOT_FOR_USERS' | 'FAILED'
  /** Why it failed. */
  code?: string
}

/** Time to begin work before the platform would end the call: it gives 60 s at most. */
const BUDGET_MS = 40_000

/**
 * The `main` of a function that a timer calls: one call at a time, whatever happens an answer, and a line of the log. A
 * user may call any function by its name; such a one works for none.
 * @param name the function's, and the turn's
 * @param isDue whether there is anything to do, of a timer that mostly finds nothing: then it takes no turn and writes
 * no line
 */
export function serveTimer<Report extends object>(
  name: string,
  work: (call: TimerCall) => Promise<Report>,
  isDue: (db: Database) => Promise<boolean> = async () => true,
): () => Promise<TimerReport & Partial<Report>> {
  return async () => {
    const report = await worked(name, work, isDue)
    if (report.outcome !== 'IDLE') console.log(JSON.stringify(report))
    return report
  }
}

async function worked<Report extends object>(
  name: string,
  work: (call: TimerCall) => Promise<Report>,
  isDue: (db: Database) => Promise<boolean>,
): Promise<TimerReport & Partial<Report>> {
  const began = performance.now()
  const nothing: Partial<Report> = {}
  try {
    const { OPENID } = (await openCloud()).getWXContext()
    if (OPENID !== undefined && OPENID !== '') return { ...nothing, outcome: 'NOT_FOR_USERS' }
    const [db, holder, now] = [await openDatabase(), randomUUID(), Date.now()]
    if (!(await isDue(db))) return { ...nothing, outcome: 'IDLE' }
    if (!(await acquireLease(db, name, holder, now))) return { ...nothing, outcome: 'BUSY' }
    const report = await work({
      db,
      now,
      today: shanghaiDay(now),
      outOfTime: () => performance.now() - began > BUDGET_MS,
    })
    await releaseLease(db, name, holder)
    return { outcome: 'DONE', ...report }
  } catch (error) {
    const code = error instanceof Refusal ? error.error.code : error instanceof Error ? error.name : typeof error
    await writePlatformLog({ function: name, code, at: framesOf(error) })
    return { ...nothing, outcome: 'FAILED', code }
  }
}
