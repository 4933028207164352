import type { CivilDay } from '../../rules'
import type { Sealing } from '../shared/sealing'
import type { MessageTemplates } from '../shared/message-templates'
import { Refusal } from '../shared/refusal'
import type { JobState, Night } from './documents'
import type { MeteredDatabase } from './metered-database'
import type { PushMessage } from './push-message'

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
  night: Night
  sealed: JobState['sealed']
  /** Time to write down where one is and to leave. */
  outOfTime(): boolean
  /** Writes progress down. @throws Refusal LEASE_LOST */
  save(progress: Partial<Night>, sealed?: JobState['sealed']): Promise<void>
}

/** A part of a night's work, done in steps: true = all of it is done, false = it ran out of time. Doing it again changes nothing. */
export type Phase = (work: Work) => Promise<boolean>

/** Pages in a row that changed nothing: after a kill there is one; more mean that the job would go round for ever. */
const IDLE_PAGES_MAX = 5

/** Counts steps that got nothing done. @throws Refusal NO_PROGRESS */
export function progressWatch(): (done: number) => void {
  let idle = 0
  return (done) => {
    idle = done === 0 ? idle + 1 : 0
    if (idle >= IDLE_PAGES_MAX) {
      throw new Refusal({ code: 'NO_PROGRESS', message: '每夜任务连续几页都没有改动任何记录，已停下，没有改错数据。请系统管理员按运维说明检查这一天的记录。' })
    }
  }
}
